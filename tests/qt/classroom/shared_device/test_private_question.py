"""A private question in real windows: what the device says to children, and what no screen tells afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.classroom.shared_device.large_words import LargeWords
from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.desks import resources_that_ask_privately
from tests.helpers.hands import key, named, press, until, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
QUESTION, LEARNERS = 6, 4
NOBODY_KNOWS_WHOSE = Message("Your classmates do not see what you answer. It is not kept which answer was yours.")
ORDINARY = Message("Your classmates do not see what you answer. It is not an exam.")


def at_question(resources: Path) -> Callable[[Desk], object]:
    """A class of four stands at the slide of q1, which is private there."""

    def prepare(desk: Desk) -> None:
        asks_privately(desk, resources)
        prepared.at_slide(desk, QUESTION, "shared", LEARNERS)

    return prepare


def asks_privately(desk: Desk, resources: Path) -> None:
    """The desk teaches by the modules of that folder."""
    desk.resources = resources
    desk._packs.clear()


def teach(visit: Visit, resources: Path) -> None:
    """Goes on with the class in private."""
    visit.unlock()
    visit.bridge.change(lambda desk: asks_privately(desk, resources))
    visit.quiet()
    visit.in_private()
    visit.press("go_on")
    until(lambda: visit.window.page.name == "teach", "the page is shown")
    visit.quiet()


def answer(visit: Visit, card: int, letter: str) -> None:
    """A whole turn at the device; without a letter that learner would rather not."""
    write(named(visit.seen(), "number"), str(card))
    visit.press("that_is_me", *([f"option_{letter.lower()}", "my_answer"] if letter else ["rather_not"]))
    until(lambda: named(visit.seen(), "thanks").isVisible(), "the turn is thanked for")
    visit.press("thanks_on")


def hint(visit: Visit) -> str:
    return named(visit.seen(), "who_hint", LargeWords).text()


def test_a_private_question_of_a_small_class_is_asked_and_nothing_else_is_told(tmp_path: Path) -> None:
    resources = resources_that_ask_privately(tmp_path / "resources")
    with visiting(tmp_path, at_question(resources)) as visit:
        teach(visit, resources)
        stage = visit.bridge.stage
        visit.press("next_step")
        press(named(visit.dialog(), "pass"))
        until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
        visit.quiet()
        assert hint(visit) == say(NOBODY_KNOWS_WHOSE, "bn")
        visit.bridge.set_stage_language("en")
        visit.quiet()
        assert hint(visit) == str(NOBODY_KNOWS_WHOSE)
        for card, letter in ((1, "A"), (2, "C"), (3, "")):
            answer(visit, card, letter)
        assert stage.content.question is not None
        assert (stage.content.question.answered, stage.content.question.people) == (0, 0), "the class reads no count"
        answer(visit, 4, "C")
        visit.press("done_on")
        write(named(visit.seen(), "pin"), "4826")
        visit.press("open_desk")
        # Who would rather not has had the device as well: nothing says that it was one of four.
        assert (read(visit, "device_count"), read(visit, "device_of")) == ("4", "of 4 are done")
        assert read(visit, "people_words") == "4 here, 0 absent"
        assert visit.see("strip").accessibleDescription() == "4 present"
        visit.press("next_step")
        assert class_of(visit).askings[-1].closed
        assert class_of(visit).askings[-1].counts == {}
        assert stage.content.tally is None
        key(visit.window, "F10")
        until(lambda: visit.window.page.name == "wrap_up", "the page is shown")
        visit.quiet()
        assert "asked, answers not kept" in read(visit, "questions")
