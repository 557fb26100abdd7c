"""A bug is shown with all that its report would say; it leaves the laptop, or memory, by the person alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from bsuh_desktop.system.log import FOLDER, last_lines
from tests.helpers import prepared
from tests.helpers.hands import button, key, pick, press, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def lesson(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    """In the middle of a class."""
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        visit.unlock()
        visit.press("go_on")
        yield visit


def report(visit: Visit) -> str:
    """What the dialog shows."""
    text = visit.dialog().findChild(QPlainTextEdit, "report")
    assert isinstance(text, QPlainTextEdit)
    return text.toPlainText()


def everything(folder: Path) -> dict[str, bytes]:
    """All files below, without the log and the database's own."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in paths if path.parent.name != FOLDER and ".db" not in path.name}


def test_nothing_is_written_before_the_person_says_where(lesson: Visit, tmp_path: Path) -> None:
    before = everything(tmp_path)
    lesson.window.crashes.take(ZeroDivisionError())
    shown = report(lesson)
    assert "ZeroDivisionError" in shown
    assert last_lines(3)[0] in shown, "the log's last lines are seen before they are given away"
    assert everything(tmp_path) == before
    press(button(lesson.seen(), "Go on"))
    until(lambda: QApplication.activeModalWidget() is None, "the dialog is closed")
    assert everything(tmp_path) == before


def test_what_was_shown_is_what_is_saved(lesson: Visit, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    lesson.window.crashes.take(ZeroDivisionError())
    shown = report(lesson)
    press(button(lesson.seen(), "Save the report"))
    pick(folder)
    lesson.quiet()
    (name,) = os.listdir(folder)
    assert (folder / name).read_text("utf-8") == shown


def test_one_bug_at_a_time_and_none_over_a_covered_desk(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    lesson.window.crashes.take(ZeroDivisionError())
    lesson.window.crashes.take(RuntimeError())
    assert QApplication.activeModalWidget() is None
    lesson.write("pin", "4826")
    lesson.press("primary")
    assert "ZeroDivisionError" in report(lesson)
    press(button(lesson.seen(), "Go on"))
    until(lambda: QApplication.activeModalWidget() is None, "there is no second one")
