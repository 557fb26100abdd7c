from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from bsuh_desktop.rosters.files.read_file import read_bytes
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.files.workbook import from_flat, read_workbook, readable_ods
from tests.helpers.list_files import zipped

WHOLE = (Path(__file__).parents[2] / "data" / "files" / "libreoffice.ods").read_bytes()


def content(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml")


def changed(pattern: bytes, replacement: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "content.xml":
                part, number = re.subn(pattern, replacement, part)
                assert number
            new.writestr(info.filename, part)
    return file.getvalue()


def rows_of(data: bytes) -> tuple[ListRow, ...]:
    return read_workbook(data, "ods")[0].rows


def test_what_calamine_can_read_is_left_alone() -> None:
    assert readable_ods(WHOLE) is WHOLE


def test_blanks_between_the_tags_are_none() -> None:
    spaced = changed(rb"(?=</?table:|<text:p>)", b"\n  ")
    assert rows_of(spaced) == rows_of(WHOLE)


def test_blanks_in_a_name_stay() -> None:
    spans = changed("মিম চাকমা".encode(), "<text:span>মিম</text:span> <text:span>চাকমা</text:span>".encode())
    assert rows_of(spans)[2].cells[2].text == "মিম চাকমা"


def test_a_line_break_parts_two_words() -> None:
    broken = changed("মিম চাকমা".encode(), "মিম<text:line-break/>চাকমা".encode())
    assert rows_of(broken)[2].cells[2].text == "মিম চাকমা"


def test_another_person_in_the_next_line_is_told_apart() -> None:
    for line in ("<text:line-break/>", "</text:p><text:p>"):
        cell = rows_of(changed("মিম চাকমা".encode(), f"মিম চাকমা{line}আব্দুল".encode()))[2].cells[2]
        assert (cell.text, cell.first_line) == ("মিম চাকমা আব্দুল", "মিম চাকমা")


def test_a_note_on_a_cell_is_not_its_value() -> None:
    note = "<office:annotation><text:p>00</text:p></office:annotation>"
    noted = changed(rb"<text:p>1799000001</text:p>", f"{note}<text:p>1799000001</text:p>".encode())
    assert rows_of(noted) == rows_of(WHOLE)


def test_one_file_of_xml() -> None:
    flat = content(WHOLE).replace(b"office:document-content", b"office:document").replace(b"><", b">\n <")
    assert rows_of(from_flat(flat)) == rows_of(WHOLE)


def test_without_its_media_type() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old:
        bare = zipped({name: old.read(name) for name in old.namelist() if name != "mimetype"})
    assert read_bytes(bare) == read_bytes(WHOLE)
