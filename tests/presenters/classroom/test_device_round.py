"""Before the device goes round, without a window: the screen, the PIN, the minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.events import Status
from bsuh_desktop.presenters.classroom.device_round import NewPin, NewPinModel
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.facilitator import pin_matches
from tests.helpers import prepared
from tests.helpers.faceless import session_in
from tests.helpers.lessons import TeachPage, teaching

QUESTION = 6


def mark(page: TeachPage, here: int) -> None:
    """So many are there."""

    def do(conduct: Conduct) -> None:
        for place, row in enumerate(page.picture.view.rows):
            status: Status = "present" if place < here else "absent"
            conduct.mark(row.card, status)

    page.session.conduct(do)


@pytest.mark.parametrize(
    ("here", "minutes", "detail", "verbs"),
    [
        (1, 1, "The device goes to one learner. The screen clears after the answer.", ["Not now", "Pass it round"]),
        (
            10,
            5,
            "The device goes to 10 learners one by one. The screen clears after each answer.",
            ["Not now", "Pass it round"],
        ),
        (
            14,
            7,
            "The device goes to 14 learners one by one. Hands are quicker.",
            ["Not now", "Pass it round", "Count hands"],
        ),
    ],
)
def test_minutes_are_said_before_and_hands_offered_where_they_are_quicker(
    tmp_path: Path, here: int, minutes: int, detail: str, verbs: list[str]
) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION, by="shared", learners=16)) as page:
        mark(page, here)
        page.next()
        assert page.question() == (f"This takes about {minutes} min.", detail, verbs)
        page.press("cancel")
        assert (page.passed, page.picture.open_asking) == (0, None)
        page.next()
        page.press("pass")
        assert (page.passed, page.last.by) == (1, "shared")
        page.next()
        assert page.question()[0] == f"This takes about {minutes} min."
        page.press("pass")
        assert (page.passed, len([one for one in page.picture.askings if one.item == "q5"])) == (2, 1)


def test_nobody_answers_in_private_where_the_class_sees_the_screen(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION, by="shared", learners=4), private=False) as page:
        page.next()
        assert page.question() == (
            "Does a projector show this screen?",
            "Then everybody would see what each one answers.",
            ["Count hands", "No projector shows it", "Yes, it does"],
        )
        page.press("yes")
        assert page.question()[2] == ["Count hands", "Its cable is out", "Back"], "what can be done then"
        page.press("cancel")
        assert page.asked == []
        page.projector.set_shows_this_screen(None)
        page.next()
        page.press("no")
        assert page.question()[0] == "This takes about 2 min."
        assert not page.session.public
        page.projector.plug("mirrored")
        page.next()
        assert page.question()[0] == "The projector shows this screen."
        assert page.question("bn")[2][-1] == "ফিরে যান"
        page.press("hands")
        assert (page.picture.choices.by, page.picture.choices.here) == ("shared", (QUESTION, "hands"))


def test_where_the_wall_shows_this_screen_its_cable_is_pulled_for_the_device_and_the_slides_come_back(
    tmp_path: Path,
) -> None:
    with teaching(tmp_path, prepared.standing_at(QUESTION, by="shared", learners=4), private=False) as page:
        page.projector.set_shows_this_screen(True)
        page.next()
        assert page.question() == (
            "The projector shows this screen.",
            "Then everybody would see what each one answers.",
            ["Count hands", "Its cable is out", "Back"],
        )
        page.press("no")
        assert page.question()[0] == "This takes about 2 min."
        page.press("cancel")
        assert (page.projector.shows_this_screen, page.lesson.cable_is_out) == (True, False), "names stay hidden"
        page.next()
        page.press("no")
        page.press("pass")
        assert (page.passed, page.projector.shows_this_screen, page.lesson.cable_is_out) == (1, False, True)


def test_a_pin_is_chosen_before_the_first_time(tmp_path: Path) -> None:
    with teaching(tmp_path, prepared.without_pin) as page:
        page.next()
        assert (page.asked, len(page.pins)) == ([], 1)
        page.pins.pop()()
        assert page.question()[0] == "This takes about 2 min."


class PinDialog:
    """The dialog."""

    def __init__(self, session: DeskSession) -> None:
        self.presenter = NewPin(session, self)
        self.model = self.presenter.model()
        self.ended = 0

    def bind(self, model: NewPinModel) -> None:
        """Notes the model."""
        self.model = model

    def stored(self) -> None:
        """Notes it."""
        self.ended += 1


def test_a_pin_is_refused_with_its_reason_and_kept_with_the_name(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.without_pin) as session:
        dialog = PinDialog(session)
        assert (dialog.model.facilitator.shown, dialog.model.problem.shown) == (True, False)
        dialog.presenter.keep("Shirin Akter", "12")
        assert (
            text_of(dialog.model.problem.text or "", "en")
            == "A PIN has 4 to 8 digits. Choose digits only, and try again."
        )
        assert dialog.ended == 0
        dialog.presenter.keep("Shirin Akter", "২৪৬৮")
        assert dialog.ended == 1
        matches: list[bool] = []
        session.query(lambda desk: pin_matches(desk, "2468"), matches.append)
        assert matches == [True]
        named = PinDialog(session)
        assert (named.presenter.name, named.model.facilitator.shown) == ("Shirin Akter", False)
