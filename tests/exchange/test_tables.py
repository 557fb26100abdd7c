from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.exchange.attendance_facts import (
    AttendanceRow,
    NameRow,
    read_names,
    read_rows,
    write_names,
    write_rows,
)
from bsuh_desktop.trust.credential import decode_words
from tests.helpers.attendance import facts, row

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["=1+1", "'=1", "+88", "-5", "@x", "\t=1", "a\nb"]
)
NUMBERS = st.integers(0, 2**31)
ROWS = st.builds(
    AttendanceRow,
    TEXTS,
    TEXTS,
    NUMBERS,
    age=st.just("9-12"),
    pre=st.none() | NUMBERS,
    post=st.none() | NUMBERS,
    serial=TEXTS,
)
NAMES = st.builds(NameRow, TEXTS, TEXTS, TEXTS, st.binary(max_size=64))


@given(st.lists(ROWS, max_size=5))
def test_every_row_comes_back(rows: list[AttendanceRow]) -> None:
    assert read_rows(write_rows(rows)) == tuple(rows)


@given(st.lists(NAMES, max_size=5))
def test_every_name_comes_back(rows: list[NameRow]) -> None:
    assert read_names(write_names(rows)) == tuple(rows)


@given(TEXTS)
def test_no_cell_is_a_formula(text: str) -> None:
    written = write_names([NameRow("L1", text, "", b"")]).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(written, newline="")))[1][1]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (text, "'" + text)


def test_the_columns_are_those_of_the_format() -> None:
    lines = write_rows(facts().rows).decode("utf-8").split("\r\n")
    assert lines[0] == "\ufefflearner,roll,card,status,sex,age,disability,answered,correct,pre,post,awarded,serial"
    assert lines[2].startswith("L000000000002,৮-ক-২,2,late,f,13-17,unspecified,5,4,,4,yes,")
    assert lines[3].endswith(",no,")
    assert lines[4] == ""
    assert write_names(()) == "\ufefflearner,name_bn,name_en,signature\r\n".encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    for other in (data, write_rows([row(1)]) + data + b"x"):
        with pytest.raises(ValueError, match=r".+"):
            read_rows(other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\xef\xbb\xbf", b""),
        (b"\r\n", b"\n"),
        (b",yes,", b",true,"),
        (b",5,4,", b",05,4,"),
        (b"L000", b'"L000"'),
        (b",present,", b",gone,"),
        (b",serial", b""),
    ],
)
def test_another_writing_of_a_row_is_refused(old: bytes, new: bytes) -> None:
    good = write_rows([row(1)])
    assert old in good
    with pytest.raises(ValueError, match=r".+"):
        read_rows(good.replace(old, new))


def test_a_name_row_is_printed_without_the_name() -> None:
    assert "রহিমা" not in repr(facts())


def test_names_in_format_2_as_exact_bytes() -> None:
    golden = (Path(__file__).resolve().parents[1] / "golden" / "exchange" / "names-format-2.csv").read_bytes()
    first, second = read_names(golden)
    assert write_names((first, second)) == golden
    assert decode_words(first.words).words.second_name == first.name_en
    assert (second.name_en, second.words) == ("=SUM(A1)", b"")


def test_a_table_of_format_2_without_any_words_is_none_of_ours() -> None:
    golden = (Path(__file__).resolve().parents[1] / "golden" / "exchange" / "names-format-2.csv").read_bytes()
    head, _, second, _ = golden.split(b"\r\n")
    with pytest.raises(ValueError, match="without its words"):
        read_names(head + b"\r\n" + second + b"\r\n")
