"""Reads an untrusted ZIP with bounded memory, without trusting the sizes that it declares.

Python's zipfile reads the whole directory at once, however large the file declares it to be, and unpacks up to 1 GiB of
a member before it cuts that to the declared size; with methods other than DEFLATE even more.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO, cast

LARGEST_DIRECTORY = 1024 * 1024
"""Bytes of a directory: some 20,000 members with short names. Ours have fewer than 300."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_SIGN, _HEAD, _FLAGS, _LENGTHS = b"PK\x03\x04", 30, 6, 26
"""Signature of a local file header, its fixed length, and the offsets of its flags and of the lengths of name and extra
field."""
_LOCKED, _IN_UTF8 = 0x61, 0x800
"""Flags: encrypted, patched or strongly encrypted; and that the name is UTF-8."""

BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What `open_zip` and `read_member` raise for a file that is damaged, encrypted or no ZIP; also OSError if its
directory contains an offset before the start."""


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """The ZIP in `file`, whose directory takes at most LARGEST_DIRECTORY bytes. Its members have the names that were
    written there on every system. Raises BROKEN, OSError."""
    reading = _Reading(file)
    archive = zipfile.ZipFile(cast("IO[bytes]", reading))
    reading.most = None
    for member in archive.infolist():
        # On Windows zipfile makes slashes of backslashes.
        written = member.orig_filename.partition("\0")[0]
        if member.filename == written.replace("\\", "/"):
            member.filename = written
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of `member`, exactly as many as the directory declares, at most `most`. Memory: those bytes plus the
    packed bytes. Raises BROKEN, also for a member that is longer or shorter than declared, has more than `most` bytes,
    or is packed by a method not in METHODS."""
    if member.compress_type not in METHODS or max(member.file_size, member.compress_size - _slack(member)) > most:
        raise zipfile.BadZipFile("larger than it may be, or packed otherwise")
    packed = _packed(archive, member)
    # One byte more than declared is asked for, which shows a longer member without unpacking the rest.
    deflated = member.compress_type == zipfile.ZIP_DEFLATED
    data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1) if deflated else packed
    if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
        raise zipfile.BadZipFile("not as long as it says, or other bytes than it had")
    return data


def _packed(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's packed bytes. Does not use zipfile's reader: creating one per member takes longer than unpacking the
    small members of a class."""
    file = cast("IO[bytes]", archive.fp)
    file.seek(offset_of(archive, member))
    packed = file.read(member.compress_size)
    if len(packed) != member.compress_size:
        raise zipfile.BadZipFile("cut short")
    return packed


def offset_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Offset of the member's packed bytes, after its local header (APPNOTE.TXT, 4.3.7), which must match the directory.
    Raises BROKEN, OSError."""
    file = cast("IO[bytes]", archive.fp)
    file.seek(member.header_offset)
    head = file.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(_SIGN) or (head[_FLAGS] | member.flag_bits) & _LOCKED:
        raise zipfile.BadZipFile("no member of ours stands there")
    name, extra = (int.from_bytes(head[at : at + 2], "little") for at in (_LENGTHS, _LENGTHS + 2))
    if file.read(name) != member.orig_filename.encode("utf-8" if member.flag_bits & _IN_UTF8 else "cp437"):
        raise zipfile.BadZipFile("another name than in the directory")
    return file.tell() + extra


def _slack(member: zipfile.ZipInfo) -> int:
    """Bytes by which DEFLATE may enlarge a member (RFC 1951, 3.2.4: five for each stored block)."""
    return 64 + member.file_size // 1000 if member.compress_type == zipfile.ZIP_DEFLATED else 0


class _Reading:
    """A file that returns at most `most` bytes per read; None: no limit."""

    def __init__(self, file: IO[bytes]) -> None:
        self.most: int | None = LARGEST_DIRECTORY
        self._file = file

    def read(self, count: int | None = -1) -> bytes:
        if self.most is None:
            return self._file.read(-1 if count is None else count)
        if count is None or count < 0:
            count = self.most + 1
        if count > self.most and len(data := self._file.read(self.most + 1)) > self.most:
            raise zipfile.BadZipFile("a directory that is larger than any of ours")
        return data if count > self.most else self._file.read(count)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return self._file.seekable()

    def close(self) -> None:
        """Does nothing: the file belongs to its opener."""
