"""The number that a computer's maker gave it, as its firmware tells it (DMTF DSP0134, SMBIOS)."""

from __future__ import annotations

from uuid import UUID

_HEAD = 8
"""Bytes before the first structure in what Windows returns: how it was called, the version, and the length."""
_SYSTEM, _END = 1, 127
"""Types of structures: the computer, and the end of the table."""
_UUID = slice(8, 24)

_PLACEHOLDERS = {
    "00010203-0405-0607-0809-0a0b0c0d0e0f",
    "00020003-0004-0005-0006-000700080009",
    "03000200-0400-0500-0006-000700080009",
    "03020100-0504-0706-0809-0a0b0c0d0e0f",
    "10000000-0000-8000-0040-000000000000",
    "12345678-1234-5678-90ab-cddeefaabbcc",
}
"""What makers of firmware leave there for makers of computers who then forget it."""


def firmware_uuid(table: bytes) -> str:
    """The computer's UUID in `table`, as Windows returns it for "RSMB", in small letters. "" if it tells none, or one
    that many computers have. Never raises: firmware may be wrong in every way."""
    rest = table[_HEAD:]
    while len(rest) >= 4 and rest[1] >= 4 and rest[0] != _END:
        kind, length = rest[0], rest[1]
        if kind == _SYSTEM and length >= _UUID.stop <= len(rest):
            return _individual(rest[_UUID])
        # Behind its fixed part each structure has texts, and ends with two zero bytes.
        end = rest.find(b"\0\0", length)
        rest = rest[end + 2 :] if end >= 0 else b""
    return ""


def _individual(number: bytes) -> str:
    """As text, the first three fields little-endian (since SMBIOS 2.6, and as Windows shows it). All bits 0: none, all
    1: not set."""
    text = str(UUID(bytes_le=number))
    return "" if len(set(number)) == 1 or text in _PLACEHOLDERS else text
