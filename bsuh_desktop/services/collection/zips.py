"""The members of a ZIP, one after another, from any file, with little memory and nothing written to the disk.

Python's zipfile reads the whole directory into memory first, and a stranger can make that as large as they like.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO

import msgspec

from bsuh_desktop.services.collection.candidates import too_much
from bsuh_desktop.trust.refusals import unreadable

STARTS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_UNPACKED = 256 * 1024 * 1024
MOST_MEMBERS = 20_000
STORED, DEFLATED = 0, 8
_TIGHTEST = 100
"""Most bytes out per byte in. A sealed file does not shrink; a mail or a nested ZIP shrinks to a fifth. Beyond this it
is a ZIP bomb."""
_UNSUSPICIOUS = 1024 * 1024
_PIECE = 64 * 1024
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR, _LOCATOR_SIZE, _END64, _END64_SIZE = b"PK\x06\x07", 20, b"PK\x06\x06", 56
_ENTRY, _ENTRY_SIZE, _LOCAL, _LOCAL_SIZE = b"PK\x01\x02", 46, b"PK\x03\x04", 30
_LARGEST_ENTRY = _ENTRY_SIZE + 3 * 65_535
_BLOCK = 2 * _LARGEST_ENTRY
_ZIP64, _ALL_ONES = 1, 0xFFFFFFFF


class Allowance:
    """How much one ZIP, including all ZIPs in it, may still unpack to: bytes and members."""

    def __init__(self, unpacked: int = MOST_UNPACKED, members: int = MOST_MEMBERS) -> None:
        self.unpacked = unpacked
        self.members = members

    def take(self, unpacked: int = 0, members: int = 0) -> None:
        """Uses some of it up. Raises KnownError `unreadable` if it is exceeded."""
        self.unpacked -= unpacked
        self.members -= members
        if self.unpacked < 0 or self.members < 0:
            raise too_much()


class Member(msgspec.Struct, frozen=True):
    """A file in the ZIP according to its directory; sizes in bytes."""

    name: str
    """What somebody wrote there; never used as a path on a disk."""
    method: int
    locked: bool
    crc: int
    packed: int
    size: int
    offset: int
    """From the beginning of the file."""

    @property
    def is_folder(self) -> bool:
        """True for a folder, and for what macOS stores beside files."""
        return self.name.endswith("/") or self.name.startswith("__MACOSX/")


def members(file: IO[bytes], allowance: Allowance) -> Iterator[Member]:
    """All members, in the directory's order. Raises KnownError `unreadable`, after those that could be read."""
    at, end, ahead = _directory(file)
    block, used = b"", 0
    while at < end:
        if len(block) - used < _LARGEST_ENTRY:
            file.seek(at)
            block, used = file.read(min(_BLOCK, end - at)), 0
        length, member = _entry(block, used, ahead)
        allowance.take(members=1)
        at, used = at + length, used + length
        yield member


def unpacked(file: IO[bytes], member: Member, allowance: Allowance) -> Iterator[bytes]:
    """The member's bytes, piece by piece; its method must be STORED or DEFLATED. Raises KnownError `unreadable` if they
    are not what the directory says, or too many."""
    size = crc = used = 0
    packed = _packed(file, member)
    for taken, piece in _inflated(packed) if member.method == DEFLATED else ((len(one), one) for one in packed):
        used += taken
        size += len(piece)
        allowance.take(unpacked=len(piece))
        if size > max(_UNSUSPICIOUS, _TIGHTEST * used):
            raise too_much()
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != member.size or crc != member.crc:
        raise unreadable()


def _packed(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """The compressed bytes. The position of `file` may change between two pieces."""
    file.seek(member.offset)
    local = file.read(_LOCAL_SIZE)
    if len(local) < _LOCAL_SIZE or not local.startswith(_LOCAL):
        raise unreadable()
    name, extra = struct.unpack_from("<HH", local, 26)
    at, left = member.offset + _LOCAL_SIZE + name + extra, member.packed
    while left:
        file.seek(at)
        piece = file.read(min(_PIECE, left))
        if not piece:
            raise unreadable()
        yield piece
        at, left = at + len(piece), left - len(piece)


def _inflated(packed: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Decompressed pieces, each with the number of compressed bytes that it used."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            left = piece
            while left and not inflating.eof:
                out = inflating.decompress(left, _PIECE)
                used, left = len(left) - len(inflating.unconsumed_tail), inflating.unconsumed_tail
                yield used, out
        while out := inflating.decompress(b"", _PIECE):
            yield 0, out
    except zlib.error as error:
        raise unreadable() from error


def _directory(file: IO[bytes]) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how many bytes precede the ZIP itself."""
    whole = file.seek(0, io.SEEK_END)
    start = max(0, whole - _END_SIZE - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read(_END_SIZE + _LONGEST_COMMENT)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise unreadable()
    size, offset = struct.unpack_from("<II", tail, place + 12)
    end = start + place
    if _ALL_ONES in (size, offset):
        end, size, offset = _directory_64(file, end)
    ahead = end - size - offset
    if ahead < 0:
        raise unreadable()
    return end - size, end, ahead


def _directory_64(file: IO[bytes], end: int) -> tuple[int, int, int]:
    """Where the directory of a ZIP64 file ends, its size and its offset."""
    file.seek(max(0, end - _LOCATOR_SIZE))
    locator = file.read(_LOCATOR_SIZE)
    place = end - _LOCATOR_SIZE - _END64_SIZE
    if not locator.startswith(_LOCATOR) or place < 0:
        raise unreadable()
    file.seek(place)
    record = file.read(_END64_SIZE)
    if not record.startswith(_END64):
        raise unreadable()
    size, offset = struct.unpack_from("<QQ", record, 40)
    return place, size, offset


def _entry(block: bytes, at: int, ahead: int) -> tuple[int, Member]:
    """The length of a directory entry, and its member."""
    if not block.startswith(_ENTRY, at) or len(block) - at < _ENTRY_SIZE:
        raise unreadable()
    flags, method, _, crc, packed, size, name, extra, comment = struct.unpack_from("<HHIIIIHHH", block, at + 8)
    (offset,) = struct.unpack_from("<I", block, at + 42)
    length = _ENTRY_SIZE + name + extra + comment
    if len(block) - at < length:
        raise unreadable()
    names = at + _ENTRY_SIZE
    if _ALL_ONES in (size, packed, offset):
        size, packed, offset = _sizes_64(block[names + name : names + name + extra], size, packed, offset)
    shown = _name(block[names : names + name])
    return length, Member(shown, method, bool(flags & 0x2041), crc, packed, size, ahead + offset)


def _name(data: bytes) -> str:
    """Decodes a name. Many programs write UTF-8 without the flag for it; anything else is in the old code page 437."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp437")


def _sizes_64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes and the offset, with those that need more than four bytes read from the ZIP64 field, in this order."""
    at = 0
    while len(extra) - at >= 4:
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _ZIP64:
            wide = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, offset = (
                next(wide, number) if number == _ALL_ONES else number for number in (size, packed, offset)
            )
            break
        at += 4 + length
    return size, packed, offset
