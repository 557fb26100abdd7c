from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.read_file import LARGEST_FILE, read_file

DATA = Path(__file__).parents[2] / "data"


def refusal(path: Path) -> str:
    with pytest.raises(KnownError) as refused:
        read_file(path)
    return refused.value.code


def test_a_file_is_what_it_holds_not_what_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes((DATA / "class-8-girls.xlsx").read_bytes())
    (tmp_path / "list.xlsx").write_bytes((DATA / "class-6-kha.csv").read_bytes())
    assert [len(sheet.rows) for sheet in read_file(tmp_path / "list.csv").sheets] == [48]
    assert [len(sheet.rows) for sheet in read_file(tmp_path / "list.xlsx").sheets] == [59]


def test_no_file_a_folder_and_too_much(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "list_not_found"
    assert refusal(tmp_path) == "list_not_a_file"
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(LARGEST_FILE + 1)
    assert refusal(tmp_path / "large.csv") == "list_too_large"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_every_workbook_is_read_and_has_no_encoding(ending: str) -> None:
    read = read_file(DATA / "files" / f"libreoffice.{ending}", "cp1252")
    assert [(sheet.name, len(sheet.rows)) for sheet in read.sheets] == [("৭ম শ্রেণি", 15)]
    assert read.encoding == ""


def test_one_file_of_xml_is_a_workbook_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(DATA / "files" / "libreoffice.ods") as archive:
        content = archive.read("content.xml")
    mark = b' office:mimetype="application/vnd.oasis.opendocument.spreadsheet" '
    flat = content.replace(b"<office:document-content ", b"<office:document" + mark)
    (tmp_path / "list.fods").write_bytes(flat.replace(b"office:document-content", b"office:document"))
    assert read_file(tmp_path / "list.fods") == read_file(DATA / "files" / "libreoffice.ods")


def test_a_text_file_says_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("roll\tname\r\n1\tলাবণী".encode("utf-16"))
    assert read_file(path).encoding == "utf-16"
    path.write_bytes("roll;name\r\n1;†gvt iwKe".encode("cp1252"))
    assert read_file(path).encoding == "cp1252"
    assert read_file(path, "cp1252") == read_file(path)
    assert read_file(path, "cp1251") != read_file(path)
