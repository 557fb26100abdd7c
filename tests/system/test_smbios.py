"""The number of a computer in its firmware's table, in whatever state that is."""

from __future__ import annotations

import struct

import pytest

from bsuh_desktop.system.smbios import firmware_uuid

NUMBER = bytes.fromhex("44454c4c 4200 1035 8052 b3c04f4b4e32")
TEXT = "4c4c4544-0042-3510-8052-b3c04f4b4e32"


def structure(kind: int, fixed: bytes, *texts: bytes) -> bytes:
    """One structure: type, length, handle, the fixed part, texts."""
    behind = b"".join(text + b"\0" for text in texts) + b"\0" if texts else b"\0\0"
    return struct.pack("<BBH", kind, len(fixed) + 4, kind) + fixed + behind


def table(*structures: bytes) -> bytes:
    """As Windows returns it."""
    data = b"".join(structures)
    return struct.pack("<BBBBI", 0, 3, 2, 0, len(data)) + data


def computer(number: bytes = NUMBER) -> bytes:
    """Structure 1: numbers of four texts, the UUID, how it was switched on, numbers of two texts."""
    return structure(1, b"\1\2\3\4" + number + b"\6\5\6", b"Dell Inc.", b"Latitude", b"1.0", b"B5N", b"", b"L")


BIOS = structure(0, bytes(22), b"Dell Inc.", b"1.2.3")
END = structure(127, b"")


def test_the_computers_number_is_found_behind_other_structures() -> None:
    assert firmware_uuid(table(BIOS, structure(2, b"\1"), computer(), END)) == TEXT
    assert firmware_uuid(table(computer())) == TEXT


@pytest.mark.parametrize(
    "number",
    [
        bytes(16),
        b"\xff" * 16,
        b"\xfe" * 16,
        bytes(range(16)),
        bytes.fromhex("00020003000400050006000700080009"),
        bytes.fromhex("03000200040005000006000700080009"),
    ],
)
def test_a_number_that_many_have_is_none(number: bytes) -> None:
    assert firmware_uuid(table(BIOS, computer(number), END)) == ""


def test_nothing_behind_the_end_is_read() -> None:
    assert firmware_uuid(table(BIOS, END, computer())) == ""


def test_an_old_short_or_missing_structure_tells_nothing() -> None:
    assert firmware_uuid(table(BIOS, structure(1, b"\1\2\3\4", b"Old"), END)) == ""
    assert firmware_uuid(table(BIOS, END)) == ""
    assert firmware_uuid(b"") == ""


def test_a_table_that_is_cut_or_wrong_anywhere_ends_the_search() -> None:
    whole = table(BIOS, computer(), END)
    for length in range(len(whole)):
        assert firmware_uuid(whole[:length]) in ("", TEXT)
        for wrong in (0, 1, 3, 255):
            assert len(firmware_uuid(whole[:length] + bytes([wrong]) + whole[length + 1 :])) in (0, 36)
