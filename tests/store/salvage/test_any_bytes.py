"""Whatever stands on a disk: reading it never ends in anything but what it proves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.store.salvage.pages import FRAME, HEADER, USABLE, PageKey, Pages, find_key, read_log
from bsuh_desktop.store.salvage.read_damaged import read_tables
from bsuh_desktop.store.salvage.records import (
    INDEX_LEAF,
    TABLE_LEAF,
    Unreadable,
    cells_of,
    index_row,
    number_at,
    scan,
    table_cell,
    table_row,
    values_in,
)

KEY = bytes(range(32))


@given(pieces=st.lists(st.binary(min_size=1, max_size=40), max_size=30), kind=st.sampled_from([TABLE_LEAF, INDEX_LEAF]))
def test_a_page_of_any_bytes_has_rows_or_is_unreadable(pieces: list[bytes], kind: int) -> None:
    page = (bytes([kind]) + b"".join(pieces)).ljust(USABLE, b"\x07")[:USABLE]
    try:
        for cell in cells_of(page, 2):
            try:
                if kind == TABLE_LEAF:
                    _, size, at = table_cell(page, cell)
                    row = table_row(page, size, at, lambda number: page if number % 2 else None)
                else:
                    row = index_row(page, cell, lambda _: page)
                values_in(row)
            except Unreadable:
                continue
    except Unreadable:
        pass


@given(number=st.integers(-(2**63), 2**63 - 1), behind=st.binary(max_size=3))
def test_numbers_of_any_length_come_back(number: int, behind: bytes) -> None:
    """SQLite file format, section 1.6: seven bits a byte, the ninth whole."""
    value = number & (1 << 64) - 1
    if value >> 56:
        written = bytes(0x80 | value >> shift & 0x7F for shift in range(57, 7, -7)) + bytes([value & 0xFF])
    else:
        groups = [value >> shift & 0x7F for shift in range(49, -7, -7)]
        first = next((place for place, group in enumerate(groups) if group), len(groups) - 1)
        written = bytes(0x80 | group for group in groups[first:-1]) + bytes([groups[-1]])
    assert number_at(b"\x00" + written + behind, 1) == (number, 1 + len(written))


@given(file=st.binary(max_size=9000), log=st.binary(max_size=9000))
def test_files_of_any_bytes_hold_nothing(file: bytes, log: bytes) -> None:
    pages = Pages(file, log, KEY)
    assert not pages.proved
    assert pages.numbers() == []
    scanned = scan(pages)
    assert not scanned.events
    assert read_tables(pages, [], [], []) == {}


@given(data=st.binary(max_size=200), frames=st.integers(0, 3))
def test_a_log_of_any_bytes_is_not_whole(data: bytes, frames: int) -> None:
    log = read_log(data.ljust(HEADER + frames * FRAME, b"\x01"), PageKey(KEY, bytes(16)), 5)
    assert not any(frame.checked for frame in (*log.frames, *log.older))
    assert not log.whole


def test_no_log_is_a_whole_one() -> None:
    assert read_log(b"", PageKey(KEY, bytes(16)), 5).whole


def test_without_a_page_no_salt_is_believed() -> None:
    assert not find_key(KEY, [bytes(16), b"short"], []).matches
