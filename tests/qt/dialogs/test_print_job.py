"""What comes out of a printer: read back by other hands than those that drew it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL.Image import Image
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from bsuh_desktop.documents.recovery_sheets import code_sheet_pdf
from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.qt.bridge.printers import Printers, keep_jobs_in_memory
from bsuh_desktop.qt.dialogs.printer import PrintRequest, paint, request_of
from bsuh_desktop.services.printing.paper import Paper
from tests.helpers.papers import code_text, design, payload, pdf_of, picture_of, sheet
from tests.helpers.printing import FilePrinters

NAME = "জ্যোৎস্না জাহান"
QR = zxingcpp.barcode_formats_from_str("QRCode")
SHEETS = [sheet(number, NAME) for number in range(1, 6)]


@pytest.fixture(scope="module")
def certificates() -> Paper:
    """Five, one a page."""
    return Paper("Certificates", pdf_of(SHEETS))


def printer_to(out: Path, paper: Paper) -> QPrinter:
    return FilePrinters(out).printer(paper.title, paper.sizes()[0])


def printed(out: Path, paper: Paper, printer: QPrinter | None = None, pages: Sequence[int] = (1,)) -> bytes:
    """The paper as it comes out, a PDF of pictures."""
    paint(printer or printer_to(out, paper), paper, pages, lambda: False, lambda done, total: None)
    return out.read_bytes()


def codes(picture: Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture, formats=QR)}


def size_of(picture: Image, dots: int) -> tuple[int, int]:
    """In points."""
    return round(picture.width * 72 / dots), round(picture.height * 72 / dots)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("layout", "dots"), [(Layout(), 150), (Layout(1, "black"), 150), (Layout(4, "black"), 200)])
def test_codes_on_printed_pages_are_read(tmp_path: Path, layout: Layout, dots: int) -> None:
    paper = Paper("Certificates", pdf_of(SHEETS, replace(design(), layout=layout)))
    out = printed(tmp_path / "out.pdf", paper)
    expected = {code_text(one.code1) for one in SHEETS[: layout.per_page]} | {code_text(payload(0, 226, 57))}
    picture = picture_of(out, 1, dots)
    assert codes(picture) == expected
    assert size_of(picture, dots) == (842, 595)
    assert NAME.encode() not in out
    assert not subprocess.run(["pdftotext", "-", "-"], input=out, capture_output=True, check=True).stdout.strip()


def test_the_job_names_nobody(qapp: QApplication, tmp_path: Path, certificates: Paper) -> None:
    printer, page = printer_to(tmp_path / "out.pdf", certificates), certificates.page(1, 300)
    assert printer.docName() == "Certificates"
    assert NAME not in printer.docName() + printer.creator()
    assert NAME not in repr(certificates) + repr(page) + repr(next(page.strips()))


def test_some_pages_several_times_and_from_the_end(qapp: QApplication, tmp_path: Path, certificates: Paper) -> None:
    printer = printer_to(tmp_path / "out.pdf", certificates)
    assert request_of(printer, 5) == PrintRequest((1, 2, 3, 4, 5), True)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert request_of(printer, 5) == PrintRequest((2, 3), False)
    printer.setCopyCount(2)
    assert request_of(printer, 5).pages == (2, 3, 2, 3)
    printer.setCollateCopies(False)
    assert request_of(printer, 5).pages == (2, 2, 3, 3)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert request_of(printer, 5).pages == (3, 3, 2, 2)
    out = printed(tmp_path / "out.pdf", certificates, printer, (3, 2))
    first = [codes(picture_of(out, page, 150)) & {code_text(one.code1) for one in SHEETS} for page in (1, 2)]
    assert first == [{code_text(SHEETS[2].code1)}, {code_text(SHEETS[1].code1)}]


def test_a_page_is_turned_where_the_paper_lies_the_other_way(
    qapp: QApplication, tmp_path: Path, certificates: Paper
) -> None:
    printer = printer_to(tmp_path / "out.pdf", certificates)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    out = printed(tmp_path / "out.pdf", certificates, printer)
    picture = picture_of(out, 1, 150)
    assert size_of(picture, 150) == (595, 842)
    assert code_text(SHEETS[0].code1) in codes(picture)


def test_only_a_smaller_paper_makes_it_smaller(qapp: QApplication, tmp_path: Path, certificates: Paper) -> None:
    size = certificates.sizes()[0]
    widths = {}
    for paper in (QPageSize.PageSizeId.A3, QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A5):
        out = tmp_path / f"{paper.name}.pdf"
        printer = FilePrinters(out).printer("Certificates", size)
        printer.setPageSize(QPageSize(paper))
        (code,) = [
            found
            for found in zxingcpp.read_barcodes(picture_of(printed(out, certificates, printer), 1, 200), formats=QR)
            if found.text == code_text(SHEETS[0].code1)
        ]
        widths[paper.name] = (code.position.top_right.x - code.position.top_left.x) / 200 * 25.4
    # 30 mm with its 49 modules; the reader tells corners to a dot.
    assert widths["A4"] == pytest.approx(30, abs=0.6)
    assert widths["A3"] == pytest.approx(30, abs=0.6)
    assert widths["A5"] == pytest.approx(30 / 2**0.5, abs=0.6)


def test_stopped_it_goes_no_further(qapp: QApplication, tmp_path: Path, certificates: Paper) -> None:
    told: list[tuple[int, int]] = []
    printer = printer_to(tmp_path / "out.pdf", certificates)
    done = paint(
        printer, certificates, (1, 2, 3), lambda: len(told) == 2, lambda done, total: told.append((done, total))
    )
    assert (done, told) == (2, [(1, 3), (2, 3)])
    never = printer_to(tmp_path / "never.pdf", certificates)
    assert paint(never, certificates, (1,), lambda: True, lambda done, total: None) == 0
    assert not (tmp_path / "never.pdf").exists()


@pytest.mark.usefixtures("qapp")
def test_a_printer_that_takes_nothing_is_told(tmp_path: Path, certificates: Paper, qtlog: Any) -> None:
    with qtlog.disabled(), pytest.raises(KnownError) as caught:
        printed(tmp_path / "no folder" / "out.pdf", certificates)
    assert caught.value.code == "not_printed"


def test_an_upright_sheet_asks_for_upright_paper(qapp: QApplication, tmp_path: Path) -> None:
    paper = Paper("Recovery code", code_sheet_pdf(["7K3Q0", "W42XM", "9TD5R", "8ZC1V", "H6JB3N"]))
    assert size_of(picture_of(printed(tmp_path / "out.pdf", paper), 1, 72), 72) == (595, 842)
    assert not Printers.to_file, "a file with names is saved elsewhere, after a warning"


def test_the_files_of_the_printing_system_stay_in_memory(tmp_path: Path) -> None:
    memory = {"XDG_RUNTIME_DIR": str(tmp_path)}
    keep_jobs_in_memory(memory)
    assert memory["TMPDIR"] == str(tmp_path)
    for environment in ({}, {"XDG_RUNTIME_DIR": str(tmp_path / "none")}, {"XDG_RUNTIME_DIR": "run"}):
        before = dict(environment)
        keep_jobs_in_memory(environment)
        assert environment == before
    chosen = {"XDG_RUNTIME_DIR": str(tmp_path), "TMPDIR": "/chosen"}
    keep_jobs_in_memory(chosen)
    assert chosen["TMPDIR"] == "/chosen", "somebody knows better"
