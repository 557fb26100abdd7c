"""The dialog of a module's papers in a real window: from both pages, with pictures that Qt paints, to a folder."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.lesson_kits.print_kit import print_kit
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.services.lesson_kits.lesson_kit import KitWish
from bsuh_desktop.system.sticks import Stick, sticks
from tests.helpers import prepared
from tests.helpers.hands import key, pick, until
from tests.helpers.list_pages import choose_more
from tests.helpers.papers import copied_pages
from tests.helpers.printing import FilePrinters, asked_for_printer, press_print, printed
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def kit_in(papers: Path) -> list[str]:
    until(lambda: list(papers.glob("*.pdf")), "the kit is written")
    (path,) = papers.glob("*.pdf")
    return [" ".join(lines) for lines in copied_pages(path.read_bytes())]


def from_classes(visit: Visit) -> None:
    visit.unlock()
    visit.press("rail_classes")
    choose_more(visit, desk_say(Message("Print lesson kit")))


def test_the_kit_of_a_class_has_a_card_for_each_of_its_learners(tmp_path: Path, papers: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        from_classes(visit)
        assert visit.see("things").isEnabled()
        visit.press("plan", "notes", "questions", "things", "black_only", "in_english", "kit_to_folder")
        pick(papers)
        pages = kit_in(papers)
    assert [page.count("Our known number:") for page in pages] == [8] * 7 + [2]


def test_set_up_prints_the_module_that_is_chosen(tmp_path: Path, papers: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("start_preparing", "print_kit")
        visit.write("learners", "9")
        visit.press("kit_to_folder")
        pick(papers)
        pages = kit_in(papers)
    offers, flags = 8, 4
    assert len(pages) == 2 + 4 + 7 + offers + flags + 2
    assert "Lesson plan" in pages[0], "the language in which classes start here"


def test_a_number_that_cannot_be_holds_it_back(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        from_classes(visit)
        visit.write("groups", "0")
        assert not visit.see("kit_to_folder").isEnabled()
        assert visit.see("why_not").isVisible()
        visit.write("groups", "6")
        assert visit.see("kit_to_folder").isEnabled()


def test_it_goes_to_a_printer_too(tmp_path: Path) -> None:
    paper = tmp_path / "out.pdf"
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.bridge.printers = FilePrinters(paper)
        from_classes(visit)
        visit.press("notes", "questions", "home", "kit_print")
        press_print(asked_for_printer(visit))
        printed(visit)
    assert paper.exists()


def test_it_may_be_closed_before_the_sticks_are_found(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        found = threading.Event()

        def late() -> tuple[Stick, ...]:
            found.wait(PATIENCE_S)
            return sticks(lambda: [tmp_path])

        dialog = print_kit(visit.window.page, visit.bridge, KitWish(), late)
        key(dialog, "Escape")
        until(lambda: visit.seen() is visit.window, "the question is closed")
        until(lambda: not isValid(dialog), "nothing of it is left")
        found.set()
        visit.quiet()
        assert visit.window.isVisible()
