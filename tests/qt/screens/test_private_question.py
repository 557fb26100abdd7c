"""A private question in real windows: what the device says to children, and what no screen tells afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.device.large import LargeWords
from bsuh_desktop.qt.screens.shared_device import SharedDevice
from bsuh_desktop.services.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import resources_that_ask_privately
from tests.helpers.hands import named, press, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
QUESTION, LEARNERS = 6, 4
NOBODY_KNOWS_WHOSE = Message("Your classmates do not see what you answer. Which answer was yours is not kept.")
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


def hint(visit: Visit) -> str:
    return named(visit.seen(), "who_hint", LargeWords).text()


def test_a_private_question_says_what_is_true_of_it(tmp_path: Path) -> None:
    resources = resources_that_ask_privately(tmp_path / "resources")
    with visiting(tmp_path, at_question(resources)) as visit:
        teach(visit, resources)
        visit.press("next_step")
        press(named(visit.dialog(), "pass"))
        until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
        visit.quiet()
        assert hint(visit) == say(NOBODY_KNOWS_WHOSE, "bn")
        visit.bridge.set_stage_language("en")
        visit.quiet()
        assert hint(visit) == str(NOBODY_KNOWS_WHOSE)
        visit.seen().hide()


def test_an_ordinary_question_says_what_is_true_of_it(tmp_path: Path) -> None:
    """It is kept with the learner; classmates do not see it."""
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, QUESTION, "shared", LEARNERS)) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("go_on")
        until(lambda: visit.window.page.name == "teach", "the page is shown")
        visit.quiet()
        visit.press("next_step")
        press(named(visit.dialog(), "pass"))
        until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
        visit.quiet()
        assert hint(visit) == say(ORDINARY, "bn")
        visit.bridge.set_stage_language("en")
        visit.quiet()
        assert hint(visit) == str(ORDINARY)
        visit.seen().hide()
