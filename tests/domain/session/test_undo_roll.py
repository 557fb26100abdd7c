"""Undo of roll call alone: minutes later, too, when questions were answered since."""

from __future__ import annotations

import pytest

from bsuh_desktop.domain.events import Seat, Undone
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session import commands, rules
from bsuh_desktop.domain.session import commands as roll_call
from bsuh_desktop.domain.session.answers import not_answered
from bsuh_desktop.domain.session.view import last_slip_words, view
from tests.helpers.classes import GROUP, Room, item, learner

VISITOR = Seat("V000000000001", 5, "", named=False)


def said(room: Room) -> str | None:
    message = last_slip_words(room.state, about="roll")
    return None if message is None else str(message)


def taught(*marks: tuple[int, str]) -> Room:
    """A class of four: the roll is called, then one question is asked and answered by 2 and 3."""
    room = Room(4)
    room.happen(roll_call.type_headcount(room.state, 4))
    for card, status in marks:
        room.happen(roll_call.mark(room.state, card, status))  # type: ignore[arg-type]
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 2, "A"))
    room.happen(commands.answer(room.state, 3, "B"))
    return room


def test_a_roll_slip_is_taken_back_over_the_answers_that_came_after_it() -> None:
    room = taught((1, "absent"))
    room.happen(commands.close_question(room.state))
    asked = room.state.questions["q1"]
    assert (asked.people, asked.blank()) == (3, 1), "whoever is absent was not asked"
    assert said(room) == "Number 1: absent"
    room.happen(commands.undo(room.state, "roll"))
    asked = room.state.questions["q1"]
    assert room.state.attendees[learner(1)].status == "present", "the roll was called, and they are not marked any more"
    assert (asked.people, asked.blank()) == (4, 2), "they were in the room while the question was open"
    assert learner(1) in not_answered(room.state, asked, "lesson")
    assert asked.answers == {learner(2): "A", learner(3): "B"}, "no answer is lost"
    kinds = [type(event).__name__ for _, event in room.records]
    assert kinds[-1] == "Undone"
    assert kinds.count("RollMarked") == 1, "the slip stays in the journal"


def test_undo_of_all_still_takes_the_newest() -> None:
    room = taught((1, "absent"))
    room.happen(commands.undo(room.state))
    assert room.state.questions["q1"].answers == {learner(2): "A"}
    assert room.state.attendees[learner(1)].status == "absent"


def test_roll_slips_go_back_one_by_one_to_the_headcount() -> None:
    room = taught((1, "absent"), (4, "late"))
    for words in ("Number 4: late", "Number 1: absent", "Headcount: 4", None):
        assert said(room) == words
        if words:
            room.happen(commands.undo(room.state, "roll"))
    assert not view(room.state).allows("undo_roll")
    assert view(room.state).allows("undo")
    with pytest.raises(KnownError, match="nothing to undo"):
        commands.undo(room.state, "roll")


def test_a_mark_of_an_added_learner_goes_before_the_learner() -> None:
    room = Room(4)
    room.happen(roll_call.add_learner(room.state, VISITOR))
    room.happen(roll_call.mark(room.state, 5, "left_early"))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 2, "A"))
    room.happen(commands.undo(room.state, "roll"))
    assert room.state.attendees[VISITOR.learner].status == "present"
    room.happen(commands.undo(room.state, "roll"))
    assert room.state.by_card(5) is None
    assert VISITOR.learner not in room.state.questions["q1"].room


def test_whoever_may_have_answered_does_not_go_back() -> None:
    room = Room(4)
    room.happen(roll_call.type_headcount(room.state, 5))
    room.happen(roll_call.add_learner(room.state, VISITOR))
    assert rules.last_slip(room.state, "roll", frozenset({VISITOR.learner})) is None, "nor if it is in memory only"
    assert not view(room.state, frozenset({VISITOR.learner})).allows("undo_roll")
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 5, "A"))
    assert said(room) is None, "undo passes over nobody to the headcount"


def test_what_was_taken_back_is_put_back_as_one_more_correction() -> None:
    room = taught((1, "absent"))
    slip = rules.last_slip(room.state, "roll")
    assert slip
    room.happen(commands.undo(room.state, "roll"))
    room.happen(roll_call.put_back(room.state, slip.event))
    assert room.state.attendees[learner(1)].status == "absent"
    assert room.state.questions["q1"].people == 4, "from now on: they may have been there when it was asked"
    assert sum(isinstance(event, Undone) for _, event in room.records) == 1
    for nothing in (None, roll_call.add_learner(room.state, VISITOR)[0]):
        with pytest.raises(KnownError, match="nothing to redo"):
            roll_call.put_back(room.state, nothing)


def test_a_visitor_counts_and_stands_on_no_list() -> None:
    room = Room(4)
    assert roll_call.card_for_visitor(room.state) == 5
    room.happen(roll_call.add_learner(room.state, VISITOR))
    row = view(room.state).rows[-1]
    assert (row.visitor, row.added, row.status) == (True, True, "present")
    assert not any(row.visitor for row in view(room.state).rows[:-1])
    full = Room(4)
    full.happen(roll_call.add_learner(full.state, Seat(learner(200), 200, GROUP.id, named=True)))
    assert roll_call.card_for_visitor(full.state) == 5, "behind card 200 there is none"
