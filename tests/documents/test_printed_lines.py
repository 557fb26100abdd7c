"""Lines of a page's text: where each begins, and the words of a sheet that stand in them."""

from __future__ import annotations

import datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import words_of
from bsuh_desktop.documents.certificate_layout import PAGES
from bsuh_desktop.documents.page_comparison import (
    PrintedLine,
    on_sheet,
    printed_lines,
    same_lines,
    unsigned_lines,
    words_in,
)
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.domain.certificates import Layout, PerPage
from tests.helpers.papers import HARD_NAMES, MODULE, PROGRAMME, design, pdf_of, sheet
from tests.helpers.signed_sheets import signed_sheet


def lines_of(pdf: bytes, per_page: PerPage) -> list[PrintedLine]:
    """Those of the first sheet."""
    page, plan = pypdfium2.PdfDocument(pdf)[0], PAGES[per_page]
    found = printed_lines(page.get_textpage())
    assert found is not None
    width, height = plan.sheet.width * MM, plan.sheet.height * MM
    return on_sheet(found, 0, plan.height * MM - height, width, height)


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("per_page", [1, 2, 4])
@pytest.mark.parametrize("award", ["taking_part", "completing"])
def test_the_words_of_a_sheet_come_back(per_page: PerPage, practice: bool, award: str) -> None:
    for name in (*HARD_NAMES[::5], ""):
        one = sheet(3, name, "Anika Rahman" if name else "")
        shared = replace(design(practice), layout=Layout(per_page), award=award, facilitator=HARD_NAMES[2])
        lines = lines_of(pdf_of([one], shared), per_page)
        assert words_in(lines, PAGES[per_page].sheet, signed_sheet(one, shared)) == words_of(one, shared)


def test_another_day_another_title_and_two_lines_in_one_place_are_no_words() -> None:
    one, plan = sheet(1, "রহিমা"), PAGES[1].sheet
    lines, signed = lines_of(pdf_of([one]), 1), signed_sheet(one, design())
    assert words_in(lines, plan, signed) is not None
    assert words_in(lines, plan, replace(signed, day=signed.day + datetime.timedelta(days=1))) is None
    assert words_in(lines, plan, replace(signed, titles=(replace(MODULE, en="Another"),))) is None
    assert words_in(lines, plan, replace(signed, titles=(MODULE,))) is not None
    group = next(line for line in lines if line.text.startswith("রোল"))
    assert words_in([*lines, group], plan, signed) is None
    assert words_in([], plan, signed) is None


def test_the_lines_that_nobody_signed_are_told() -> None:
    shared = design()
    one = sheet(1, "রহিমা", "Rahima")
    words, signed = words_of(one, shared), signed_sheet(one, shared)
    told = ("programme", "second_name", "group", "module", "award", "facilitator", "coordinator")
    assert unsigned_lines(words, signed) == told
    known = replace(signed, titles=(MODULE,), programme=PROGRAMME.bn)
    bare = replace(words, second_name="", group="", facilitator="", coordinator="")
    assert unsigned_lines(bare, known) == ("award",)


def test_lines_are_the_same_by_text_and_place() -> None:
    one, other = PrintedLine(10, 20, "ক"), PrintedLine(10.4, 19.6, "ক")
    assert same_lines([one], [other])
    for others in ([], [other, other], [other._replace(text="খ")], [other._replace(x=12)], [other._replace(y=22)]):
        assert not same_lines([one], others)
        assert not same_lines(others, [one])
    assert "ক" not in repr(one)
