"""Rows with Arrow and without it say the same of one register."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.arrow_rows import Segments
from bsuh_desktop.register.facts import FileFacts, Rows
from bsuh_desktop.register.plain_rows import PlainRows
from tests.helpers.collected import DAY, file_facts, file_hash, learner_facts

LOCK = bytes(range(32))
KINDS = (Segments, PlainRows)
FIELDS = ("file", "session", "day", "doubts", "key", "chain_length", "entered_later")

drawn = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.lists(st.integers(0, 6), max_size=4),
        st.sampled_from((DAY, DAY + datetime.timedelta(days=9))),
        st.sampled_from(((), ("jump",))),
    ),
    max_size=6,
)
"""Files that came one after the other: number, pseudonyms of who sat there, day and doubts. A number that comes again
is the same file in a later row."""


def a_file(number: int, learners: Sequence[int], day: datetime.date = DAY, doubts: tuple[str, ...] = ()) -> FileFacts:
    rows = [learner_facts(one, heads=1 if one else 2) for one in learners]
    return file_facts(number, rows, day=day, doubts=doubts, key=bytes([number]) * 32)


def said(rows: Rows, old: set[bytes], young: set[bytes]) -> object:
    """Everything that can be asked of rows."""
    column = rows.class_columns()
    columns = [[tuple(value) if name == "doubts" else value for value in column(name)] for name in FIELDS]
    seats = sorted(set(rows.seats_of({1: "one", 2: "two"})))
    return columns, rows.class_facts(lambda session, _: session != "S2"), seats, rows.held_back(old, young, DAY)


@given(drawn, st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5)))
def test_both_kinds_say_the_same(
    files: list[tuple[int, list[int], datetime.date, tuple[str, ...]]], old: set[int], young: set[int], gone: set[int]
) -> None:
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            rows: Rows = kind(Path(folder) / kind.__name__, LOCK)
            for start in range(0, len(files), 2):
                rows.add(a_file(*one) for one in files[start : start + 2])
            before = said(rows, set(map(file_hash, old)), set(map(file_hash, young)))
            rows.drop_older(set(map(file_hash, gone)))
            answers.append((before, said(rows, set(map(file_hash, old)), set(map(file_hash, young)))))
    assert answers[0] == answers[1]
    assert answers[0][0][:2] == answers[0][1][:2], "the newest rows stay"  # type: ignore[index]


def test_what_was_kept_without_arrow_is_read_with_it(tmp_path: Path) -> None:
    PlainRows(tmp_path / "rows", LOCK).add([a_file(1, [7]), a_file(2, [8])])
    segments = Segments(tmp_path / "rows", LOCK)
    segments.add([a_file(1, [7, 9]), a_file(3, [])])
    assert segments.class_columns()("file") == [file_hash(2), file_hash(1), file_hash(3)]
    assert {learner for _, _, learner in segments.seats_of({8: "eight", 9: "nine"})} == {"eight", "nine"}
    segments.drop_older({file_hash(1), file_hash(2)})
    assert segments.class_columns()("file") == [file_hash(1), file_hash(3)]
    assert PlainRows(tmp_path / "rows", LOCK).class_columns()("file") == []


def test_without_arrow_what_is_forgotten_goes_from_the_segments_too(tmp_path: Path) -> None:
    for kind in KINDS:
        kind(tmp_path / "rows", LOCK).add([a_file(1, [7])])
    PlainRows(tmp_path / "rows", LOCK).drop_older({file_hash(1)})
    assert [path.suffix for path in (tmp_path / "rows").iterdir()] == [".rows3"]


@pytest.mark.parametrize("place", [0, 30, -1])
def test_plain_rows_that_were_changed_are_told(tmp_path: Path, place: int) -> None:
    PlainRows(tmp_path / "rows", LOCK).add([a_file(1, [7])])
    (path,) = (tmp_path / "rows").iterdir()
    assert b"eiin" not in path.read_bytes()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(KnownError) as told:
        PlainRows(tmp_path / "rows", LOCK).class_columns()
    assert told.value.code == "register_damaged"


def test_plain_rows_of_another_version_are_told(tmp_path: Path) -> None:
    PlainRows(tmp_path / "rows", LOCK).append(b"\x91\x01")
    with pytest.raises(KnownError) as told:
        list(PlainRows(tmp_path / "rows", LOCK).seats_of({7: "seven"}))
    assert told.value.code == "register_damaged"
