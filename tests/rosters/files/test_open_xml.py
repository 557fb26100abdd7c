from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.open_xml import readable
from bsuh_desktop.rosters.files.read_file import read_bytes
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
    assert readable(LIST.read_bytes()) == LIST.read_bytes()


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
    with zipfile.ZipFile(io.BytesIO(readable(zipped({**parts, "_rels/book.xml.rels": many})))) as archive:
        assert len(archive.namelist()) == 4


def test_a_workbook_without_its_relations_is_damaged() -> None:
    parts = {"_rels/.rels": relations(officeDocument="book.xml"), "book.xml": "<workbook/>"}
    for more in ({}, {"_rels/book.xml.rels": "<"}, {"_rels/book.xml.rels": "<!DOCTYPE x><Relationships/>"}):
        with pytest.raises(KnownError) as refused:
            read_bytes(zipped({**parts, **more}))
        assert refused.value.code == "list_torn"
