"""Reads a ZIP that a stranger made with bounded memory: nothing is taken at its word.

Python's zipfile reads the whole directory at once, however large a file says that it is, and unpacks up to 1 GiB of a
member before it cuts that to the size which the directory gives; of other methods than DEFLATE even more.
"""

from __future__ import annotations

import copy
import io
import struct
import zipfile
import zlib
from typing import IO, cast

LARGEST_DIRECTORY = 1024 * 1024
"""Bytes of a directory: some 20,000 members with short names. Ours have fewer than 300."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

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
"""What `open_zip` and `read_member` raise for a file that is damaged, encrypted or no ZIP; OSError, too, where its
directory names a place before the beginning."""


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """The ZIP in `file`, whose directory takes at most LARGEST_DIRECTORY bytes. Raises BROKEN, OSError."""
    reading = _Reading(file)
    archive = zipfile.ZipFile(cast("IO[bytes]", reading))
    reading.most = None
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of `member`, exactly as many as the directory says, and `most` at the most. Memory: those bytes, and
    what they are packed in. Raises BROKEN, also for a member that is longer or shorter than it says, one of more than
    `most` bytes, or one packed by another method than METHODS."""
    if member.compress_type not in METHODS or max(member.file_size, member.compress_size - _slack(member)) > most:
        raise zipfile.BadZipFile("larger than it may be, or packed otherwise")
    # One more byte than it says is asked for: whether it is there, is seen without unpacking the rest.
    longer = copy.copy(member)
    longer.file_size += 1
    with archive.open(longer) as packed:
        data = packed.read(longer.file_size)
    if len(data) != member.file_size:
        raise zipfile.BadZipFile("not as long as it says")
    return data


def _slack(member: zipfile.ZipInfo) -> int:
    """Bytes by which DEFLATE may make a member larger (RFC 1951, 3.2.4: five for each block that is stored)."""
    return 64 + member.file_size // 1000 if member.compress_type == zipfile.ZIP_DEFLATED else 0


class _Reading:
    """A file of which at most `most` bytes are read at a time; None: as many as are asked for."""

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
        """The file is whoever's who opened it."""
