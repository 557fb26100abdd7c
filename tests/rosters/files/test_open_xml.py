from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import read_bytes
from bsuh_desktop.rosters.files.table import COVERED, ListFile
from bsuh_desktop.rosters.files.workbook import readable_xlsx
from tests.helpers.list_files import relations, zipped

LIST = Path(__file__).parents[2] / "data" / "files" / "libreoffice.xlsx"


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(LIST) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def moved(folder: str, book: str, root: str | None = None) -> bytes:
    """The workbook with its parts in `folder`, and its main part called `book`."""
    parts: dict[str, str | bytes] = {}
    for name, content in members().items():
        place = name.replace("xl/workbook.xml", f"{folder}{book}").replace("xl/", folder)
        parts[place.replace("_rels/workbook.xml", f"_rels/{book}")] = content
    parts["_rels/.rels"] = root or relations(officeDocument=f"{folder}{book}")
    return zipped(parts)


@pytest.mark.parametrize("place", [("", "workbook.xml"), ("Book/A/", "wb.XML"), ("xl/", "workbook2.xml")])
def test_a_workbook_is_where_the_package_says(place: tuple[str, str]) -> None:
    assert read_bytes(moved(*place)) == read_bytes(LIST.read_bytes())


def test_a_workbook_in_its_usual_place_is_left_alone() -> None:
    assert readable_xlsx(LIST.read_bytes()) == LIST.read_bytes()


def test_nothing_outside_of_the_package_is_followed() -> None:
    book = '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="worksheet1"/></sheets></workbook>'
    for target in ("file:///etc/passwd", "../../../etc/passwd", "sheet.xml"):
        links = relations(worksheet1=target).replace("Target=", 'TargetMode="External" Target=')
        parts = {"_rels/.rels": relations(officeDocument="book.xml"), "book.xml": book, "sheet.xml": "<worksheet/>"}
        with pytest.raises(KnownError) as refused:
            read_bytes(zipped({**parts, "_rels/book.xml.rels": links}))
        assert refused.value.code in ("list_torn", "list_empty")


def test_a_sheet_that_is_named_a_thousand_times_is_written_once() -> None:
    many = relations(**{f"worksheet{number}": "sheet.xml" for number in range(1000)})
    parts = {"_rels/.rels": relations(officeDocument="book.xml"), "book.xml": "<workbook/>", "sheet.xml": "x"}
    with zipfile.ZipFile(io.BytesIO(readable_xlsx(zipped({**parts, "_rels/book.xml.rels": many})))) as archive:
        assert len(archive.namelist()) == 4


def test_a_workbook_without_its_relations_is_damaged() -> None:
    parts = {"_rels/.rels": relations(officeDocument="book.xml"), "book.xml": "<workbook/>"}
    for more in ({}, {"_rels/book.xml.rels": "<"}, {"_rels/book.xml.rels": "<!DOCTYPE x><Relationships/>"}):
        with pytest.raises(KnownError) as refused:
            read_bytes(zipped({**parts, **more}))
        assert refused.value.code == "list_torn"


BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
Change = Callable[[str, str], str | bytes]


def changed(change: Change) -> ListFile:
    """What is read of the workbook, changed part by part, each of them a text."""
    parts = {name: change(name, part.decode()) for name, part in members().items()}
    assert parts != {name: part.decode() for name, part in members().items()}
    return read_bytes(zipped(parts))


def beside(sheet: str, link: str = "") -> Change:
    """Another sheet in the book."""
    ends = {BOOK: ("</sheets>", sheet), LINKS: ("</Relationships>", link)}
    return lambda name, part: part.replace(ends[name][0], ends[name][1] + ends[name][0]) if name in ends else part


def written_in(encoding: str) -> Change:
    return lambda _, part: part.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(encoding)


MACRO = relations(xlMacrosheet="macrosheets/sheet1.xml").partition(">")[2].partition("</R")[0]
MODULE = '<sheet name="Module1" sheetId="9" r:id=""/>'
UNUSUAL: dict[str, Change] = {
    "a module": beside(MODULE),
    "macros": beside('<sheet name="Macro1" sheetId="9" r:id="xlMacrosheet"/>', MACRO),
    "a state": lambda _, part: part.replace('state="visible"', 'state="show"'),
    "a size": lambda _, part: part.replace('ref="A1:E15"', 'ref="1:15"'),
    "UTF-16 with a mark": written_in("utf-16"),
    "UTF-16 LE": written_in("utf-16-le"),
    "UTF-16 BE": written_in("utf-16-be"),
}


@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_unusual_loses_no_sheet(change: Change) -> None:
    assert changed(change) == read_bytes(LIST.read_bytes())


def test_dates_are_counted_from_1904_where_the_book_says_so() -> None:
    def old(name: str, part: str) -> str:
        return part.replace('date1904="false"', 'date1904="true"') if name == BOOK else part

    assert changed(old) != read_bytes(LIST.read_bytes())
    module = beside(MODULE)
    assert changed(lambda name, part: module(name, old(name, part))) == changed(old)


def test_whole_columns_and_rows_can_be_merged() -> None:
    columns = changed(lambda _, part: part.replace('ref="D6:D7"', 'ref="D:E"')).sheets[0].rows
    assert {row.cell(4) for row in columns} == {COVERED["right"]}
    rows = changed(lambda _, part: part.replace('ref="D6:D7"', 'ref="14:15"')).sheets[0].rows
    assert (rows[14].cell(0), rows[14].cell(4)) == (COVERED["down"], COVERED["right"])


def test_a_sheet_that_is_lost_is_not_passed_over() -> None:
    module = beside(MODULE)
    for link, lost in (("/sheet1.xml", "/gone.xml"), ('"rId3"', '"rId99"'), ("sharedStrings.xml", "gone.xml")):
        with pytest.raises(KnownError) as refused:
            changed(lambda name, part: module(name, part.replace(link, lost) if name == LINKS else part))  # noqa: B023
        assert refused.value.code == "list_torn"
