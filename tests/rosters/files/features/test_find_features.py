from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.features.find_features import Workbook, features_of

DATA = Path(__file__).parents[3] / "data" / "files"
FILES: dict[Workbook, bytes] = {
    "xlsx": (DATA / "libreoffice.xlsx").read_bytes(),
    "xls": (DATA / "libreoffice.xls").read_bytes(),
    "ods": (DATA / "libreoffice.ods").read_bytes(),
}


@pytest.mark.parametrize("kind", FILES)
def test_three_programs_formats_have_the_same_marks(kind: Workbook) -> None:
    marks = features_of(FILES[kind], kind)[0]
    assert (marks.hidden_rows, marks.hidden_columns) == ({4}, {4})
    assert marks.formulas == {*((row, 0) for row in range(3, 10)), (11, 2), (11, 4), (14, 1)}
    assert marks.formats == {(13, 0): "0%", (13, 1): "000"}
    assert marks.last == (14, 4)


def repacked(kind: Workbook, part: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES[kind])) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "part"), [("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/workbook.xml"), ("ods", "content.xml")]
)
def test_what_cannot_be_read_has_no_marks(kind: Workbook, part: str) -> None:
    assert features_of(repacked(kind, part, b"<torn"), kind) == []
    with pytest.raises(KnownError) as refused:
        features_of(repacked(kind, part, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), kind)
    assert refused.value.code == "list_torn"


def test_a_binary_workbook_has_none() -> None:
    assert features_of(b"", "xlsb") == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["xls", "ods"]), st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=8))
def test_no_wrong_byte_stops_the_reading_of_marks(kind: Workbook, flips: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[kind] if kind == "xls" else zipfile.ZipFile(io.BytesIO(FILES[kind])).read("content.xml"))
    for place, value in flips:
        data[place % len(data)] = value
    with contextlib.suppress(KnownError):
        features_of(bytes(data) if kind == "xls" else repacked(kind, "content.xml", bytes(data)), kind)
