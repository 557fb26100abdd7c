"""Feedback in real windows: what one child reads, and what the class sees once the forms are closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.classroom.shared_device.large_words import LargeWords
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.desks import resources_with_feedback, uses
from tests.helpers.hands import key, named, press, until, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
QUESTION, LEARNERS, AFTER = 6, 3, 15


def standing(resources: Path, number: int, **how: object) -> Callable[[Desk], object]:
    def prepare(desk: Desk) -> None:
        uses(resources)(desk)
        prepared.at_slide(desk, number, **how)  # type: ignore[arg-type]

    return prepare


def teach(visit: Visit, resources: Path) -> None:
    visit.unlock()
    visit.bridge.change(uses(resources))
    visit.quiet()
    visit.in_private()
    visit.press("go_on")
    until(lambda: visit.window.page.name == "teach", "the page is shown")
    visit.quiet()


def told(visit: Visit, name: str) -> str:
    (words,) = visit.seen().findChildren(LargeWords, name)
    return words.text()


def page_shown(visit: Visit) -> list[str]:
    pages = ("who", "ask", "feedback", "thanks", "done")
    return [name for name in pages for page in visit.seen().findChildren(QWidget, name) if page.isVisible()]


def test_a_child_reads_what_is_said_about_its_answer_and_passes_the_device_on(tmp_path: Path) -> None:
    resources = resources_with_feedback(tmp_path / "resources")
    with visiting(tmp_path, standing(resources, QUESTION, by="shared", learners=LEARNERS)) as visit:
        teach(visit, resources)
        visit.press("next_step")
        press(named(visit.dialog(), "pass"))
        until(lambda: visit.seen().objectName() == "shared_device", "the device's window is open")
        visit.quiet()
        device = visit.seen()
        write(named(device, "number"), "2")
        visit.press("that_is_me", "option_b", "my_answer")
        until(lambda: page_shown(visit) == ["feedback"], "the feedback is shown")
        assert class_of(visit).askings[-1].counts["B"] == 1
        assert [told(visit, name) for name in ("feedback_name", "feedback_words")] == ["রাফি", "“q1 B ভেবে দেখো।”"]
        assert named(device, "feedback_on").hasFocus()
        assert visit.bridge.stage.shown.tally is None
        key(device, "Return")
        visit.quiet()
        assert page_shown(visit) == ["thanks"]
        assert told(visit, "feedback_words") == ""
        visit.press("thanks_on")
        assert page_shown(visit) == ["who"]
        device.hide()


def shown(visit: Visit) -> str:
    """The question whose right answer the class sees; "" if it sees none."""
    right = visit.bridge.stage.shown.right
    return right.item if right else ""


def test_after_the_last_question_the_answers_are_shown_on_the_stage(tmp_path: Path) -> None:
    resources = resources_with_feedback(tmp_path / "resources")
    with visiting(tmp_path, standing(resources, AFTER), projector=True) as visit:
        teach(visit, resources)
        visit.press("back")
        assert (read(visit, "next_step"), read(visit, "aside")) == ("Show the answers", "Skip the answers")
        visit.press("next_step")
        assert (shown(visit), read(visit, "next_step")) == ("a1", "Next answer")
        assert "a1 B, think of it." in named(visit.window, "notes_words").property("plainText")
        key(visit.window, "Right")
        visit.quiet()
        assert shown(visit) == "b1"
        visit.press("aside")
        assert (visit.bridge.stage.shown.slide, shown(visit)) == (AFTER, "")
