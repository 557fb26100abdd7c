from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.roster import RosterRow, assign_cards
from bsuh_desktop.domain.session.summary import reconcile
from bsuh_desktop.language import say
from bsuh_desktop.services.classroom.class_picture import called_in
from bsuh_desktop.services.classroom.conduct import Conduct
from tests.helpers.desks import a_class, practice_desk


def said(conduct: Conduct, desk: object) -> dict[int, tuple[str, str]]:
    """Card → how its learner is called in English and in Bangla."""
    called = called_in(desk, conduct.state, conduct.pack)  # type: ignore[arg-type]
    seats = [attendee.seat for attendee in conduct.state.attendees.values()]
    return {seat.card: (say(called.learner(seat), "en"), say(called.learner(seat), "bn")) for seat in seats}


def test_a_learner_is_called_by_roll_and_by_card_where_that_is_another_number(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    rolls = ["২", "৮-ক-১২", None, "205"]
    cards = zip(assign_cards(rolls), rolls, strict=True)
    conduct = a_class(desk, [RosterRow(card, roll, card, "মং চাই", None, guardian="yes") for card, roll in cards])
    conduct.add_visitor()
    assert said(conduct, desk) == {
        1: ("Number 1 (roll 8-ক-12)", "নম্বর ১ (রোল ৮-ক-১২)"),
        2: ("Roll 2", "রোল ২"),
        3: ("Number 3", "নম্বর ৩"),
        4: ("Number 4 (roll 205)", "নম্বর ৪ (রোল ২০৫)"),
        5: ("Visitor (number 5)", "অতিথি (নম্বর ৫)"),
    }


def test_a_question_is_called_by_its_place_and_what_it_is_about(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    for item in ("form-a/1", "lesson/1", "lesson/2"):
        conduct.ask(item, "hands")
        conduct.count_hands({"A": 9})
        conduct.close_question()
    called = called_in(desk, conduct.state, conduct.pack)
    words = [str(called.question(name)) for name in conduct.state.questions]
    about = {objective.id: objective.text.en for objective in conduct.pack.objectives}
    first, second, third = (about[conduct.pack.item(ref).objective] for ref in ("form-a/1", "lesson/1", "lesson/2"))
    assert words == [
        f"First questions, question 1 ({first})",
        f"Question 1 of the lesson ({second})",
        f"Question 2 of the lesson ({third})",
    ]
    remarks = [remark for remark in reconcile(conduct.state, called).remarks if remark.code == "more_hands_than_heads"]
    assert [str(remark.message) for remark in remarks] == [f"{name}: more hands than people." for name in words]
