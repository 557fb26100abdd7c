"""What the PDF of a certificate may hold: what our drawings do, in every layout, and nothing else."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_layout import PAGES
from bsuh_desktop.documents.page_contents import PageContents
from bsuh_desktop.domain.certificates import Ink, Layout, PerPage
from tests.helpers.painted import painted_over, resaved
from tests.helpers.papers import HARD_NAMES, design, pdf_of, sheet
from tests.helpers.signed_sheets import carried

ONE = pdf_of([sheet(1, "রহিমা", "Rahima")])


def is_plain(pdf: bytes, per_page: PerPage = 1, number: int = 1) -> bool:
    return PageContents(pypdfium2.PdfDocument(pdf), PAGES[per_page]).is_plain(number)


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("ink", ["colour", "black"])
@pytest.mark.parametrize("per_page", [1, 2, 4])
def test_our_own_pages_are_plain(per_page: PerPage, ink: Ink, practice: bool) -> None:
    shared = replace(design(practice), layout=Layout(per_page, ink))
    pdf = carried(pdf_of([sheet(number, name) for number, name in enumerate(HARD_NAMES[:5], 1)], shared))
    pages = -(-5 // per_page)
    assert [is_plain(pdf, per_page, number) for number in range(pages + 2)] == [False, *[True] * pages, False]
    other: PerPage = 1 if per_page == 2 else 2
    assert not is_plain(pdf, other)


OPERATORS = (
    "3 Tr", "7 Tr", "/P1 scn", "/Pattern cs", "/DeviceCMYK cs", "0 0 0 1 k", "/OC /L1 BDC EMC", "/Span /Nobody BDC EMC",
    "/Span <</ActualText<feff>/Alt<feff>>> BDC EMC", "/S1 sh", "BX EX", "W*", "/G1 BMC EMC", "0 0 m 1 1 2 2 v S",
    "BI /W 1 /H 1 /BPC 1 /CS /G /IM true ID x EI", "BI /W 1 /H 1 /BPC 1 /CS /CMYK /F /AHx ID 00> EI",
    "BI /W 1 /H 1 /BPC 8 /CS /G /F /DCT ID x EI",
)  # fmt: skip


@pytest.mark.parametrize("operators", OPERATORS)
def test_an_operator_that_no_certificate_has_is_seen(operators: str) -> None:
    assert is_plain(carried(painted_over(ONE, "1 0 0 rg 0 0 m 9 9 l S")))
    assert not is_plain(carried(painted_over(ONE, operators)))


ENTRIES = (
    (rb"/Type\s*/Catalog", "/OpenAction[0/Fit]"), (rb"/Type\s*/Catalog", "/Outlines<</Count 1>>"),
    (rb"/Type\s*/Catalog", "/PageLayout/TwoColumnLeft"), (rb"/Type\s*/Page\b", "/Annots[]"),
    (rb"/Type\s*/Page\b", "/TrimBox[0 0 9 9]"), (rb"/Type\s*/Page\b", "/StructParents 0"),
    (rb"/Subtype\s*/Form", "/OC<</Type/OCG>>"), (rb"/Subtype\s*/Form", "/Group<</S/Transparency>>"),
    (rb"/Subtype\s*/TrueType", "/Encoding/WinAnsiEncoding"),
)  # fmt: skip


@pytest.mark.parametrize(("beside", "entry"), ENTRIES)
def test_an_entry_that_no_certificate_has_is_seen(beside: bytes, entry: str) -> None:
    whole = carried(ONE)
    held = re.sub(beside, lambda found: found[0] + entry.encode(), whole, count=1)
    assert held != whole
    assert is_plain(resaved(whole))
    assert not is_plain(resaved(held))


def test_pages_without_a_file_inside_are_none_of_ours() -> None:
    assert not is_plain(ONE)
