"""Names leave the app on a class sheet only if a person chose them, and after a warning."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish
from bsuh_desktop.system.sticks import Stick, sticks
from tests.helpers import prepared
from tests.helpers.hands import key, pick, until
from tests.helpers.list_pages import choose_more
from tests.helpers.papers import copied
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
NAME = "জ্যোৎস্না"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def ask(visit: Visit) -> None:
    visit.unlock()
    visit.press("rail_classes")
    choose_more(visit, desk_say(Message("Print class sheet")))


def sheet_in(papers: Path) -> str:
    until(lambda: list(papers.glob("*.pdf")), "the sheet is written")
    (path,) = papers.glob("*.pdf")
    return "\n".join(copied(path.read_bytes()))


def told(visit: Visit) -> str:
    until(visit.window.bar.isVisible, "it is told")
    return " ".join(label.text() for label in visit.window.bar.findChildren(QLabel))


def test_names_are_warned_of_and_may_stay(tmp_path: Path, papers: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.bridge.set_language("bn")
        ask(visit)
        visit.press("with_names", "sheet_to_folder")
        pick(papers)
        visit.quiet()
        visit.press("back")
        assert not list(papers.iterdir())
        visit.press("sheet_to_folder")
        pick(papers)
        visit.quiet()
        assert not list(papers.iterdir())
        visit.press("save_names")
        text = sheet_in(papers)
    assert NAME in text


def test_a_class_that_stopped_has_its_sheet_too(tmp_path: Path, papers: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("print_sheet", "sheet_to_folder")
        pick(papers)
        assert "Grade 8, section Ka" in sheet_in(papers)


def test_set_up_prints_the_class_that_is_chosen(tmp_path: Path, papers: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("start_preparing", "print_sheet", "sheet_to_folder")
        pick(papers)
        assert "Grade 8, section Ka" in sheet_in(papers)
        assert "is in the folder papers. Pages: 1." in told(visit)


def test_the_question_may_be_closed_before_the_sticks_are_found(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        found = threading.Event()

        def late() -> tuple[Stick, ...]:
            found.wait(PATIENCE_S)
            return sticks(lambda: [tmp_path])

        dialog = print_sheet(visit.window.page, visit.bridge, SheetWish(), late)
        key(dialog, "Escape")
        until(lambda: visit.seen() is visit.window, "the question is closed")
        until(lambda: not isValid(dialog), "nothing of it is left")
        found.set()
        visit.quiet()
        assert visit.window.isVisible()
