"""Certificates straight to a printer: by Qt's own dialog, without a file, and noted when a person has seen them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QTabBar, QWidget

from bsuh_desktop.documents.print_pages import PageSize
from bsuh_desktop.presenters.programme.make_programme import SHEET
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import end
from tests.helpers.hands import button, key, named, press, until, until_focused, write
from tests.helpers.list_pages import choose_more
from tests.helpers.papers import copied, picture_of
from tests.helpers.printing import FilePrinters, NoPrinters, asked_for_printer, press_print, printed
from tests.helpers.programme_desks import office
from tests.helpers.scenes.before import recovery_sheet
from tests.helpers.slot_work import counting_work
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
LEARNERS = 3


def small(desk: Desk) -> None:
    """A finished class of three."""
    conduct = prepared.at_roll_call(desk, "hands", LEARNERS)
    conduct.type_headcount(LEARNERS)
    conduct.call_roll()
    end(desk, conduct)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the printer lays its pages. Whatever printers this computer has are not asked."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none"))
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder / "out.pdf"


@pytest.fixture
def wrap_up(tmp_path: Path, paper: Path) -> Iterator[Visit]:
    with visiting(tmp_path, small) as visit:
        visit.bridge.printers = FilePrinters(paper)
        visit.unlock()
        visit.in_private()
        visit.go("held")
        key(visit.window, "Return")
        until(lambda: visit.window.page.name == "wrap_up", "the class is shown")
        visit.quiet()
        yield visit


def left_to_print(visit: Visit) -> int:
    found: list[int] = []
    visit.bridge.query(lambda desk: len(due(desk).sessions), found.append)
    visit.quiet()
    return found[0]


def words_of(window: QWidget) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel))


def said_by(dialog: QWidget) -> list[str]:
    """What Qt itself says on both of its pages."""
    parts: list[QLabel | QAbstractButton] = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    boxes: list[QGroupBox] = dialog.findChildren(QGroupBox)
    tabs: list[QTabBar] = dialog.findChildren(QTabBar)
    texts = [part.text() for part in parts if not part.isHidden()]
    texts += [box.title() for box in boxes if not box.isHidden()]
    return texts + [bar.tabText(place) for bar in tabs for place in range(bar.count())]


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_printed_and_counted_they_are_done_and_no_file_is_left(
    wrap_up: Visit, tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_others = tmp_path / "for others"
    for_others.mkdir()
    monkeypatch.setenv("TMPDIR", str(for_others))
    before = files_under(tmp_path)
    with counting_work() as counted:
        wrap_up.press("certificates_print")
        press_print(asked_for_printer(wrap_up))
        printed(wrap_up)
    assert counted.too_much == []
    assert left_to_print(wrap_up) == 1, "nobody has seen them yet"
    until_focused(button(wrap_up.seen(), "Not all"))
    wrap_up.press("all_out")
    until(lambda: "Certificates printed: 3." in read(wrap_up, "certificates_message"), "it is told")
    assert left_to_print(wrap_up) == 0
    assert read(wrap_up, "certificates_tag") == "Printed or saved"
    fresh = files_under(tmp_path) - before
    assert {name for name in fresh if not name.startswith("profile")} == {"paper/out.pdf"}
    png = tmp_path / "scan.png"
    picture_of(paper.read_bytes(), LEARNERS, 200).save(png)
    (proof,) = verify([str(png)], known_to_everybody())
    assert proof.verdict == "practice"


class SlowPrinters(FilePrinters):
    """A printer that waits with its second page, once that is `begun`, until it is `released`."""

    def __init__(self, out: Path) -> None:
        super().__init__(out)
        self.begun, self.released = threading.Event(), threading.Event()
        self.further: list[str] = []
        """One for each page after the first."""

    def printer(self, title: str, size: PageSize) -> QPrinter:
        begun, released, further = self.begun, self.released, self.further

        class Slow(QPrinter):
            def newPage(self) -> bool:
                further.append("page")
                begun.set()
                released.wait(PATIENCE_S)
                return super().newPage()

        printer = Slow(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.out))
        return printer


def test_what_did_not_come_out_or_was_stopped_halfway_stays_due(wrap_up: Visit, paper: Path) -> None:
    wrap_up.press("certificates_print")
    press_print(asked_for_printer(wrap_up))
    printed(wrap_up)
    wrap_up.press("not_all")
    assert "Print or save the certificates" in read(wrap_up, "certificates_message")
    assert left_to_print(wrap_up) == 1
    printers = SlowPrinters(paper.with_name("again.pdf"))
    wrap_up.bridge.printers = printers
    wrap_up.press("certificates_print")
    press_print(asked_for_printer(wrap_up))
    until(lambda: wrap_up.seen().objectName() == "printing_dialog", "how far it is stands there")
    until(lambda: "1 of 3" in words_of(wrap_up.seen()), "the first page is sent")
    until(printers.begun.is_set, "the second page is begun: stopped before that, only one would come out")
    press(button(wrap_up.seen(), "Stop"))
    printers.released.set()
    wrap_up.quiet()
    assert "Pages that may still come out: 2." in read(wrap_up, "certificates_message")
    assert left_to_print(wrap_up) == 1


def test_locking_the_desk_stops_it(wrap_up: Visit, paper: Path) -> None:
    printers = SlowPrinters(paper)
    wrap_up.bridge.printers = printers
    wrap_up.press("certificates_print")
    press_print(asked_for_printer(wrap_up))
    until(printers.begun.is_set, "the second page is begun")
    wrap_up.bridge.lock()
    until(lambda: wrap_up.bridge.facts is None, "the desk is locked")
    printers.released.set()
    wrap_up.quiet()
    assert printers.further == ["page"], "the third page is not sent"
    assert QApplication.activeModalWidget() is None


def test_one_who_thinks_better_of_it_prints_nothing_and_some_pages_are_not_the_class(
    wrap_up: Visit, paper: Path
) -> None:
    wrap_up.bridge.set_language("bn")
    wrap_up.quiet()
    wrap_up.press("certificates_print")
    dialog = asked_for_printer(wrap_up)
    press(button(dialog, "আরও বিকল্প"))
    latin = [text for text in said_by(dialog) if re.search("[A-Za-z]", text.replace("PDF", ""))]
    assert not latin, "Qt speaks Bangla, too"
    key(dialog, "Escape")
    until(lambda: QApplication.activeModalWidget() is None, "the dialog is closed")
    wrap_up.quiet()
    assert not paper.exists()
    assert not shows(wrap_up, "certificates_message")
    assert left_to_print(wrap_up) == 1
    wrap_up.bridge.set_language("en")
    wrap_up.quiet()
    wrap_up.press("certificates_print")
    dialog = asked_for_printer(wrap_up)
    press(button(dialog, "Options >>"))
    press(button(dialog, "Pages from"))
    write(named(dialog, "to"), "1")
    press_print(dialog)
    printed(wrap_up)
    assert "Pages sent to the printer: 1." in read(wrap_up, "certificates_message")
    assert left_to_print(wrap_up) == 1


def test_without_a_printer_one_sentence_and_with_one_a_class_sheet_is_printed_too(wrap_up: Visit, paper: Path) -> None:
    wrap_up.bridge.printers = NoPrinters()
    wrap_up.press("certificates_print")
    assert "No printer is set up on this laptop." in read(wrap_up, "certificates_message")
    assert QApplication.activeModalWidget() is None
    wrap_up.bridge.printers = FilePrinters(paper)
    wrap_up.press("try_again")
    key(asked_for_printer(wrap_up), "Escape")
    until(lambda: QApplication.activeModalWidget() is None, "the dialog is closed")
    wrap_up.quiet()
    assert not paper.exists()
    wrap_up.go("classes")
    choose_more(wrap_up, "Print class sheet")
    wrap_up.press("with_names", "sheet_print")
    press_print(asked_for_printer(wrap_up))
    printed(wrap_up)
    bar = wrap_up.window.bar
    until(bar.isVisible, "it is told")
    assert "was sent to the printer. Pages: 1." in words_of(bar)
    assert paper.read_bytes().startswith(b"%PDF")
    assert not copied(paper.read_bytes()), "letters are drawn, not written"


@pytest.mark.usefixtures("qapp")
def test_the_recovery_code_too_and_its_last_group_is_asked_for_all_the_same(tmp_path: Path, paper: Path) -> None:
    with visiting(tmp_path) as visit:
        visit.bridge.printers = FilePrinters(paper)
        recovery_sheet(visit)
        visit.press("print_code")
        press_print(asked_for_printer(visit))
        printed(visit)
        assert visit.window.unsaved_warning()
        assert not visit.see("primary").isEnabled()
        code = visit.see("group_5")
        assert isinstance(code, QLabel)
        visit.write("confirm", code.text())
        assert visit.see("primary").isEnabled()
    assert paper.exists()


@pytest.mark.usefixtures("qapp")
def test_the_words_of_a_programme_too(tmp_path: Path, paper: Path) -> None:
    with visiting(tmp_path, office) as visit:
        visit.bridge.printers = FilePrinters(paper)
        visit.unlock()
        visit.in_private()
        visit.go("make_programme", path=SHEET)
        visit.press("print_sheet")
        press_print(asked_for_printer(visit))
        printed(visit)
        assert "The sheet was sent to the printer." in words_of(visit.window)
    assert paper.exists()
