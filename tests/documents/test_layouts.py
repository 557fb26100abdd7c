"""Two and four certificates a page, and black alone: measured on the page, in every layout."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
import zlib
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet
from bsuh_desktop.documents.certificate_layout import CODE1_SIZES, CODE2_SIZE, PAGES, Page, SheetLayout
from bsuh_desktop.documents.certificate_reader import find_codes
from bsuh_desktop.documents.paper_protocol import PageReading
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.domain.certificates import Layout, PerPage
from bsuh_desktop.domain.local_text import LocalText
from tests.documents.test_page_comparison import ALIKE, FORTY, LONG
from tests.helpers.papers import HARD_NAMES, code_text, copied, design, pdf_of, picture_of, pictures_of, sheet
from tests.helpers.photographs import photographed
from tests.helpers.sampled import few_or_all
from tests.helpers.signed_sheets import seen, signed_sheet

LAYOUTS = [Layout(per_page, ink) for per_page in (1, 2, 4) for ink in ("colour", "black")]
SMALLER = [layout for layout in LAYOUTS if layout.per_page > 1]
BANGLA_FORTY = "মোঃ আবুল হাসনাত শাহরিয়ার ভট্টাচার্য্য মামুন"[:40]
SIX = [
    sheet(1, "রাকিব"),
    sheet(2, BANGLA_FORTY, "Md. Abul Hasnat Shahriar Bhattacharjya", modules=53),
    sheet(3),
    sheet(4, "উম্মে হাবিবা", "Umme Habiba"),
    sheet(5, "", "Cher O’Neil José"),
    sheet(6, HARD_NAMES[-1], "W" * 90, modules=53),
]
"""Short, forty letters and the denser code, no name, two names, a Latin one, and more than a line holds."""


def of(layout: Layout, practice: bool = False) -> CertificateDesign:
    return replace(design(practice), layout=layout)


@functools.cache
def six(layout: Layout) -> bytes:
    """All of SIX as practice, whose mark must touch nothing."""
    return pdf_of(SIX, of(layout, practice=True))


def read(pdf: bytes, sheets: list[CertificateSheet], shared: CertificateDesign) -> list[PageReading]:
    return seen(pdf, [signed_sheet(one, shared) for one in sheets], shared.layout.per_page)


def name(layout: Layout) -> str:
    return f"{layout.per_page} {layout.ink}"


@few_or_all("resolutions", (150,), (150, 200))
@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_codes_are_read_from_another_reader_s_picture(layout: Layout, resolutions: tuple[int, ...]) -> None:
    """The harder ones: of practice, whose mark must not touch them."""
    pdf, second = six(layout), code_text(of(layout).code2)
    for dots in resolutions:
        firsts = range(0, len(SIX), layout.per_page)
        for first, picture in zip(firsts, pictures_of(pdf, dots), strict=True):
            wanted = [text for one in SIX[first : first + layout.per_page] for text in (code_text(one.code1), second)]
            assert [code.text for code in find_codes(picture)] == wanted


@pytest.mark.parametrize("per_page", [2, 4])
def test_a_bad_photograph_of_the_whole_page_is_read_in_order(per_page: PerPage) -> None:
    """Turned, aslant, blurred and noisy, at the resolution of a scan that is just fine enough."""
    shared, sheets = of(Layout(per_page, "black")), [SIX[5], SIX[1], SIX[0], SIX[3]][:per_page]
    page = picture_of(pdf_of(sheets, shared), dots=200)
    square = Image.new("L", (max(page.size),) * 2, 255)
    square.paste(page, ((square.width - page.width) // 2, (square.height - page.height) // 2))
    wanted = [text for one in sheets for text in (code_text(one.code1), code_text(shared.code2))]
    assert [code.text for code in find_codes(photographed(square, 200, 175, per_page))] == wanted


@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_the_codes_keep_their_size(layout: Layout) -> None:
    page, dots = PAGES[layout.per_page], 300
    picture = picture_of(pdf_of(SIX[1:2], of(layout)), dots=dots)
    codes = sorted(find_codes_with_sides(picture.convert("L")))
    assert [round(side / dots * 25.4, 1) for _, side in codes] == pytest.approx([33, 35], abs=0.5)
    assert picture.width == pytest.approx(page.width / 25.4 * dots, abs=1.5)
    assert picture.height == pytest.approx(page.height / 25.4 * dots, abs=1.5)


def find_codes_with_sides(picture: object) -> list[tuple[float, float]]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return [(one.position.top_left.x, one.position.top_right.x - one.position.top_left.x) for one in found]


PRACTICE = [(one, practice) for one in LAYOUTS for practice in (False, True) if one != Layout()]


@pytest.mark.parametrize(
    ("layout", "practice", "step"),
    [
        # Of two and of four a page each ink once for practice, and once in earnest.
        *((one, practice, 2) for one, practice in PRACTICE if practice is ((one.per_page == 4) ^ (one.ink == "black"))),
        *(pytest.param(one, practice, 1, marks=pytest.mark.soak) for one, practice in PRACTICE),
    ],
)
def test_every_name_that_can_be_drawn_is_read_and_seen(layout: Layout, practice: bool, step: int) -> None:
    # Each in one of both inks; on demand in both.
    names = [*HARD_NAMES, *FORTY][(step - 1) * (layout.ink == "black") :: step]
    sheets = [sheet(number, one, "Ấ Ṩ" * (number // 2 % 2)) for number, one in enumerate(names, 1)]
    sheets = [*sheets, *SIX]
    shared = replace(of(layout, practice), facilitator=HARD_NAMES[-1])
    found = read(pdf_of(sheets, shared), sheets, shared)
    for place, one in zip(found[: len(sheets)], sheets, strict=True):
        assert (place.shows_signed, place.printed_serial) == (True, one.serial)
        assert place.codes[0] == code_text(one.code1)
    assert [(one.page, one.place) for one in found] == [
        (number // layout.per_page + 1, number % layout.per_page + 1) for number in range(len(found))
    ]


def test_a_dot_of_a_name_or_one_letter_of_a_serial_is_enough() -> None:
    """On the smallest sheet; a letter has as many pixels on the others. Every other name is long."""
    shared = of(Layout(4, "colour"))
    pairs = [(one + tail, other + tail) for (one, other), tail in zip(ALIKE, itertools.cycle(("", LONG)), strict=False)]
    sheets = [sheet(number, one) for number, (one, _) in enumerate(pairs, 1)]
    others = [replace(one, name_bn=other) for one, (_, other) in zip(sheets, pairs, strict=True)]
    pdf = pdf_of(sheets, shared)
    assert not any(place.shows_signed for place in read(pdf, others, shared)[: len(sheets)])
    letters = [pair for one, other in ("5S", "5E", "27", "8Z", "59", "06", "38") for pair in (one + other, other + one)]
    drawn, meant = ([replace(sheet(1), serial=f"00000000{pair[which]}0") for pair in letters] for which in (0, 1))
    pdf = pdf_of(drawn, shared)
    assert not any(place.shows_signed for place in read(pdf, meant, shared)[: len(drawn)])
    assert all(place.shows_signed for place in read(pdf, drawn, shared))


@pytest.mark.parametrize("layout", SMALLER, ids=name)
def test_places_that_are_left_over_are_empty(layout: Layout) -> None:
    page, dots = PAGES[layout.per_page], 100
    sheets = SIX[: layout.per_page + 1]
    shared = of(layout, practice=True)
    pdf = pdf_of(sheets, shared)
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    last = picture_of(pdf, 2, dots)
    for left, top in page.slots[1:]:
        box = (left + 1, top + 1, left + page.sheet.width - 1, top + page.sheet.height - 1)
        assert last.crop(tuple(round(length / 25.4 * dots) for length in box)).getextrema() == (255, 255)  # type: ignore[arg-type]
    assert [place.shows_signed for place in read(pdf, sheets, shared)] == [True] * 2 * layout.per_page


@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_the_paper_s_edge_stays_white_and_the_sheets_are_parted(layout: Layout) -> None:
    page, dots = PAGES[layout.per_page], 200
    picture = picture_of(six(layout), dots=dots)
    edge = round(4.8 / 25.4 * dots)
    width, height = picture.size
    for strip in ((0, 0, width, edge), (0, height - edge, width, height), (0, 0, edge, height)):
        assert picture.crop(strip).getextrema() == (255, 255)
    assert picture.crop((width - edge, 0, width, height)).getextrema() == (255, 255)
    for left, top in page.slots[1:]:
        low = round(top / 25.4 * dots)
        if top:
            across = picture.crop((round((left + 8) / 25.4 * dots), low - 3, round((left + 60) / 25.4 * dots), low + 3))
            assert across.getextrema()[0] < 200  # type: ignore[operator]


@pytest.mark.parametrize("per_page", [1, 2, 4])
def test_black_alone_has_no_other_ink(per_page: PerPage) -> None:
    colours = set(inks_in(six(Layout(per_page, "black"))))
    assert colours == {b"0.000 0.000 0.000", b"1.000 1.000 1.000"}
    assert len(set(inks_in(six(Layout(per_page, "colour"))))) > 5


def inks_in(pdf: bytes) -> Iterator[bytes]:
    """Every colour that a page or form of it asks for."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
        if b" Tm" in content or b" l S" in content:
            yield from re.findall(rb"(\d\.\d{3} \d\.\d{3} \d\.\d{3}) (?:rg|RG)", content)


LONG_EVERYWHERE = replace(
    sheet(7, "স্ত্রী" * 10, "Ấ" * 80, modules=53),
    module=LocalText("ক্ষ" * 80, "W" * 130),
    place=LocalText("শ্রেণি " * 40),
)


@pytest.mark.parametrize("one", [*SIX, LONG_EVERYWHERE], ids=lambda one: str(one.roll))
@pytest.mark.parametrize("layout", LAYOUTS, ids=name)
def test_nothing_lies_on_anything_else(layout: Layout, one: CertificateSheet) -> None:
    """The boxes of all lines of one sheet, of both codes with their white edge, and of the stitches."""
    plan = PAGES[layout.per_page].sheet
    long = replace(of(layout), programme=LocalText("কর্মসূচি " * 30), facilitator="ক্ষিতীশ " * 12)
    lines = list(lines_of(pdf_of([one], long), PAGES[layout.per_page]))
    assert len(lines) >= 12
    codes = list(codes_of(plan, one))
    inside = plan.stitch.inset + plan.stitch.thick / 2
    for left, top, right, bottom in lines:
        assert left > inside
        assert top > inside
        assert right < plan.width - inside
        assert bottom < plan.height - inside
    for here, there in itertools.combinations([*lines, *codes], 2):
        assert not touch(here, there), (here, there)


Rectangle = tuple[float, float, float, float]


def touch(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def codes_of(plan: SheetLayout, one: CertificateSheet) -> Iterator[Rectangle]:
    """Both codes, each with most of its white edge: letters may come near, not into it."""
    first = CODE1_SIZES[one.code1.modules]
    for left, size, modules in ((plan.left, first, one.code1.modules), (plan.right - CODE2_SIZE, CODE2_SIZE, 57)):
        edge = 3.2 * size / modules
        yield left - edge, plan.codes - size - edge, left + size + edge, plan.codes + edge


def lines_of(pdf: bytes, page: Page) -> Iterator[Rectangle]:
    """What the letters of each line on the first place cover, in millimetres from the sheet's upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    lines: list[tuple[float, float, Rectangle]] = []
    for letters in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3):
        left, low, right, high = (length / MM for length in letters.get_bounds())
        size, base = letters.get_matrix().d, letters.get_matrix().f
        here = (left, page.height - high, right, page.height - low)
        if lines and lines[-1][:2] == (size, base) and abs(left - lines[-1][2][2]) < 3:
            here = around(lines.pop()[2], here)
        lines.append((size, base, here))
    document.close()
    yield from (place for _, _, place in lines)


def around(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


@pytest.mark.parametrize("per_page", [2, 4])
def test_a_smaller_sheet_says_the_same(per_page: PerPage) -> None:
    said = " ".join(copied(pdf_of(SIX[:1], of(Layout(per_page, "black")))))
    for words in ("“Taps, Traps and Taka” on 14 July 2026", "রোল ১, ৮ম শ্রেণি", "১৪ জুলাই ২০২৬", "২ অনুমতিপত্র"):
        assert unicodedata.normalize("NFC", words) in said


def test_the_same_sheets_make_the_same_bytes_in_every_layout() -> None:
    made = [pdf_of(SIX[:3], of(layout)) for layout in LAYOUTS]
    assert [pdf_of(SIX[:3], of(layout)) for layout in LAYOUTS] == made
    assert len(set(made)) == len(LAYOUTS)
