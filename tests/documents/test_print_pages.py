"""Pages for a printer: how sharp, in which ink, and in strips that leave no gap."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.documents.print_pages import PrintedPage, PrinterInk, page_for_printer, page_sizes
from bsuh_desktop.documents.recovery_sheets import code_sheet_pdf
from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.papers import HARD_NAMES, design, pdf_of, sheet

CODE = ["7K3Q0", "W42XM", "9TD5R", "8ZC1V", "H6JB3N"]
_RAW = {"black": ("1", "1"), "grey": ("L", "L"), "colour": ("RGB", "BGRX")}


def certificate(layout: Layout) -> bytes:
    return pdf_of([sheet(1, HARD_NAMES[0])], replace(design(), layout=layout))


def put_together(page: PrintedPage) -> Image.Image:
    """The strips one below the other, as a printer lays them."""
    whole = Image.new("RGB", (page.width, page.height), "red")
    for strip in page.strips():
        mode, raw = _RAW[strip.ink]
        size = (strip.width, strip.height)
        part = Image.frombytes(mode, size, bytes(strip.pixels), "raw", raw, strip.stride, 1)
        whole.paste(part.convert("RGB"), (0, strip.top))
    return whole


@pytest.mark.parametrize(
    ("pdf", "resolution", "ink", "zoom"),
    [
        (certificate(Layout()), 1200, "colour", 4),
        (certificate(Layout()), 300, "colour", 1),
        (certificate(Layout(1, "black")), 1200, "black", 2),
        (certificate(Layout(1, "black")), 720, "black", 2),
        (code_sheet_pdf(CODE), 600, "colour", 2),
    ],
)
def test_a_page_is_as_sharp_as_its_ink_deserves(pdf: bytes, resolution: int, ink: PrinterInk, zoom: int) -> None:
    page = page_for_printer(pdf, 1, resolution)
    assert (page.ink, page.zoom) == (ink, zoom)
    inches = page_sizes(pdf)[0].width / 72
    assert page.width * page.zoom / resolution == pytest.approx(inches, abs=0.01)


@pytest.mark.parametrize("layout", [Layout(), Layout(2, "black")])
def test_the_strips_are_the_page(layout: Layout) -> None:
    page = page_for_printer(certificate(layout), 1, 300)
    whole = put_together(page)
    assert (255, 0, 0) not in {colour for _, colour in whole.getcolors(1 << 24) or []}
    strips = list(page.strips())
    assert all(above.top + above.height > below.top for above, below in itertools.pairwise(strips))
    assert strips[-1].top + strips[-1].height == page.height


def test_black_is_black_and_nothing_else() -> None:
    whole = put_together(page_for_printer(certificate(Layout(1, "black")), 1, 600))
    colours = {colour for _, colour in whole.getcolors(1 << 24) or []}
    assert colours == {(0, 0, 0), (255, 255, 255)}


def test_what_is_no_pdf_is_told() -> None:
    for look in (lambda: page_sizes(b"%PDF-"), lambda: page_for_printer(b"", 1, 300)):
        with pytest.raises(KnownError) as caught:
            look()
        assert caught.value.code == "unreadable_pdf"
