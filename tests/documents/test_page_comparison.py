"""What is seen on a page held against what was signed: every honest page passes, nothing else does."""

from __future__ import annotations

import itertools

import pypdfium2  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet
from bsuh_desktop.documents.paper_protocol import Signed
from bsuh_desktop.domain.local_text import LocalText
from tests.helpers.painted import saved
from tests.helpers.papers import HARD_NAMES, design, payload, pdf_of, sheet
from tests.helpers.signed_sheets import seen, signed_sheet

FORTY = ("ক্ষ্ম" * 8, "স্ত্রী" * 6 + "ঁঃ", "W" * 40, "Ṩ" * 40, "i" * 40, "ঊর্ধ্ব ৃূু ঙ্ক্ষ্যূ")
ALIKE = (
    ("ড়ানা", "ডানা"),
    ("যাদব", "য়াদব"),
    ("চাঁদ", "চাদ"),
    ("রহিম", "বহিম"),
    ("রহিম", "রহীম"),
    ("মোঃ", "মোং"),
    ("দ্বীপ", "দ্দীপ"),
    ("উমা", "ঊমা"),
    ("নূর", "নুর"),
    ("মো.", "মো"),
    ("José", "Jose"),
    ("Ill", "IIl"),
    ("Md.", "Md,"),
)
"""Names that differ by a dot, a hook or a stroke."""
LONG = " আবুল হাসনাত মোহাম্মদ শাহরিয়ার কবির চৌধুরী ভট্টাচার্য্য আল মাহমুদ"


def signed(one: CertificateSheet, shared: CertificateDesign | None = None) -> Signed:
    return signed_sheet(one, shared or design())


def shown(pdf: bytes, *what: Signed) -> list[bool]:
    return [page.shows_signed for page in seen(pdf, what)]


@pytest.mark.parametrize("practice", [False, True])
def test_every_name_that_can_be_drawn_is_seen(practice: bool) -> None:
    names = [*HARD_NAMES, *FORTY]
    sheets = [sheet(number, name, "Ấ Ṩ" * (number // 2 % 2)) for number, name in enumerate(names, 1)][practice::2]
    sheets += [sheet(80), sheet(81, name_en="Anika Rahman"), sheet(82, names[0], name_en=HARD_NAMES[-1])]
    sheets += [sheet(83, HARD_NAMES[-1], "Rakib", modules=53), replace(sheet(84), place=LocalText(names[17], "x"))]
    completing = replace(design(practice), award="completing", code2=payload(9, 226, 57), facilitator=HARD_NAMES[-1])
    assert shown(pdf_of(sheets, completing), *(signed(one, completing) for one in sheets)) == [True] * len(sheets)


def test_one_letter_of_a_serial_is_enough() -> None:
    """The pairs of letters that differ least, in the place where 5 and S do."""
    pairs = [pair for one, other in ("5S", "5E", "27", "8Z", "59", "06", "38") for pair in (one + other, other + one)]
    drawn, meant = ([replace(sheet(1), serial=f"00000000{pair[which]}0") for pair in pairs] for which in (0, 1))
    pdf = pdf_of(drawn)
    assert shown(pdf, *map(signed, meant)) == [False] * len(pairs)
    assert shown(pdf, *map(signed, drawn)) == [True] * len(pairs)


@pytest.mark.parametrize(("tail", "english"), [("", "Anika"), (LONG, "")])
def test_a_dot_of_a_name_is_enough(tail: str, english: str) -> None:
    names = [(one + tail, other + tail) for one, other in ALIKE]
    sheets = [sheet(number, one, english) for number, (one, _) in enumerate(names, 1)]
    others = [signed(replace(one, name_bn=other)) for one, (_, other) in zip(sheets, names, strict=True)]
    assert shown(pdf_of(sheets), *others) == [False] * len(names)


def test_no_name_is_the_empty_line_and_nothing_else() -> None:
    named, empty = sheet(1, "রহিম খান"), sheet(1)
    for one, other in itertools.permutations((named, empty)):
        assert shown(pdf_of([one]), signed(other)) == [False]
    assert shown(pdf_of([empty]), signed(empty)) == [True]


def test_pages_for_which_nothing_was_signed_show_nothing_signed() -> None:
    two = [sheet(1, "রহিম"), sheet(2, "করিম")]
    assert shown(pdf_of(two)) == [False, False]
    assert shown(pdf_of(two), signed(two[0])) == [], "of a PDF with other pages than were signed none is read"
    assert shown(pdf_of(two), *map(signed, two[::-1])) == [False, False]


def changed(pdf: bytes, box: tuple[float, float, float, float] | None = None, turned: int = 0) -> bytes:
    """The first page in another box, or turned."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    page.set_rotation(turned)
    if box:
        page.set_mediabox(*box)
    return saved(document)


def test_a_page_of_another_size_or_turned_cannot_be_compared() -> None:
    one = sheet(1, "রহিম")
    pdf = pdf_of([one])
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    for other in (
        changed(pdf, (0, 0, 2 * width, height)),
        changed(pdf, (0, 0, width, height + 3)),
        changed(pdf, turned=90),
        changed(pdf, turned=180),
    ):
        assert shown(other, signed(one)) == [False]


def test_a_page_that_lies_elsewhere_on_its_sheet_is_not_compared() -> None:
    """The same page, 2,000 points to the right: what stands beside it some readers show."""
    one, away = sheet(1, "রহিম"), 2000.0
    moved = drawn_by(pdf_of([one]), pypdfium2.PdfMatrix().translate(away, 0), away)
    assert shown(moved, signed(one)) == [False]


def test_a_page_that_is_turned_and_drawn_upside_down_is_not_compared() -> None:
    """It looks as it should, and notes over it would be looked for in the wrong place."""
    one = sheet(1, "রহিম")
    width, height = pypdfium2.PdfDocument(pdf_of([one]))[0].get_size()
    over = drawn_by(pdf_of([one]), pypdfium2.PdfMatrix(-1, 0, 0, -1, width, height), 0)
    assert shown(changed(over, turned=180), signed(one)) == [False]


def drawn_by(pdf: bytes, matrix: pypdfium2.PdfMatrix, left: float) -> bytes:
    """The first page of `pdf` as a drawing on a page of the same size whose left edge is at `left` points."""
    source, document = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
    width, height = source[0].get_size()
    page = document.new_page(width, height)
    drawn = source.page_as_xobject(0, document).as_pageobject()
    drawn.set_matrix(matrix)
    page.insert_obj(drawn)
    page.gen_content()
    page.set_mediabox(left, 0, left + width, height)
    return saved(document, source)


def test_a_signed_name_is_in_no_log() -> None:
    assert "রহিম" not in repr(signed(sheet(1, "রহিম")))
