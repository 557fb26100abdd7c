"""Reads the write-ahead log of a damaged file to find its newer pages (SQLite file format, section 4).

SQLite reads a log up to the first invalid frame. Here every frame with a verified page counts, also after a damaged
one. When a log is restarted it is overwritten from its start under another salt, so older frames may follow the last
new one.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bsuh_desktop.store.salvage.cipher import PAGE, SALT, Image, PageKey, find_key

HEADER, FRAME = 32, 24 + PAGE
_ORDER = {bytes.fromhex("377f0682"): "<", bytes.fromhex("377f0683"): ">"}
"""The log's magic number, and the byte order of its checksums."""

_SOME = 8
"""On how many pages of the file a salt is tried."""


class Frame(NamedTuple):
    """One frame."""

    number: int
    """Page number."""
    commits: bool
    """True if it ends a transaction."""
    salts: bytes
    """The log's two salts as stored in the frame."""
    page: bytes
    checked: bool
    """True if its page was verified."""


class Log(NamedTuple):
    """What a log contains."""

    frames: tuple[Frame, ...]
    """Frames written since the log was last restarted, in file order."""
    older: tuple[Frame, ...]
    """Frames from before that, in file order."""
    lost: frozenset[int]
    """Numbers of pages whose latest version is damaged."""
    whole: bool
    """True if, as far as can be known, there are no other such pages."""

    @property
    def committed(self) -> tuple[Frame, ...]:
        """The frames up to the end of the last complete transaction."""
        ends = [place for place, frame in enumerate(self.frames, start=1) if frame.commits]
        return self.frames[: ends[-1]] if ends else ()

    @property
    def begun(self) -> tuple[Frame, ...]:
        """The frames of an incomplete last transaction."""
        return self.frames[len(self.committed) :]


def read_log(data: bytes, page_key: PageKey, pages: int) -> Log:
    """Parses a log that belongs to a file of `pages` pages. Never raises for a damaged log."""
    frames = [_frame(data, start, page_key) for start in range(HEADER, len(data) - FRAME + 1, FRAME)]
    header_holds = not data or _header_holds(data[:HEADER])
    salts = data[16:24] if header_holds else _likely_salts(frames)
    count = max((place for place, frame in enumerate(frames, start=1) if _same(frame.salts, salts)), default=0)
    current = tuple(frames[:count])
    cut_off = count == len(frames) and bool(data) and (len(data) - HEADER) % FRAME != 0
    told = all(frame.checked or _tells_its_page(frame, salts, pages + count) for frame in current)
    whole = not cut_off and told and (current[-1].commits if current else header_holds)
    latest = {frame.number: frame.checked for frame in current}
    lost = frozenset(number for number, proved in latest.items() if not proved)
    return Log(current, tuple(frames[count:]), lost, whole)


def _tells_its_page(frame: Frame, salts: bytes, most: int) -> bool:
    """True if a damaged frame's page number can be trusted, because its header is intact."""
    return frame.salts == salts and 1 <= frame.number <= most


def salts_in(data: bytes) -> Iterator[bytes]:
    """The file salts from the copies of the first page in a log."""
    for start in range(HEADER, len(data) - FRAME + 1, FRAME):
        if int.from_bytes(data[start : start + 4], "big") == 1:
            yield data[start + 24 : start + 24 + SALT]


def images_in(data: bytes) -> list[Image]:
    """The first pages in a log, under the numbers in their frames."""
    starts = range(HEADER, len(data) - FRAME + 1, FRAME)[:_SOME]
    return [(int.from_bytes(data[start : start + 4], "big"), data[start + 24 : start + FRAME]) for start in starts]


def is_broken(file: Path, log: Path, key: bytes) -> bool:
    """True if SQLite would discard committed data: a transaction that follows an invalid frame in the log. If the
    invalid frame belongs to the last transaction, a power cut caused it and nothing of it was ever acknowledged. SQLite
    ignores a log with a damaged header: then the log's pages are compared with those in the file itself.

    Raises OSError.
    """
    data = log.read_bytes()
    with file.open("rb") as pages:
        first = [(number, pages.read(PAGE)) for number in range(1, _SOME + 1)]
        salts = [first[0][1][:SALT], *salts_in(data)]
        count = pages.seek(0, 2) // PAGE
        read = read_log(data, find_key(key, salts, [*first, *images_in(data)]), count)
        if _header_holds(data[:HEADER]):
            return any(frame.checked for frame in _behind_the_break(read.frames, data))
        latest = {frame.number: frame.page for frame in read.committed if frame.checked}
        return any(_page(pages, number) != page for number, page in latest.items())


def _behind_the_break(frames: tuple[Frame, ...], data: bytes) -> tuple[Frame, ...]:
    """The frames behind the transaction in which SQLite stops reading."""
    broken = _read_by_sqlite(data)
    end = next((place for place in range(broken, len(frames)) if frames[place].commits), len(frames))
    return frames[end + 1 :]


def _page(pages: BinaryIO, number: int) -> bytes:
    pages.seek((number - 1) * PAGE)
    return pages.read(PAGE)


def _frame(data: bytes, start: int, page_key: PageKey) -> Frame:
    number, size = (int.from_bytes(data[start + at : start + at + 4], "big") for at in (0, 4))
    page = data[start + 24 : start + FRAME]
    proved = page_key.holds(number, page)
    if not proved and any(page) and (found := _number_of(number, page, page_key)):
        number, proved = found, True
    return Frame(number, size > 0, data[start + 8 : start + 16], page, proved)


def _number_of(near: int, page: bytes, page_key: PageKey) -> int | None:
    """The number under which a page is valid, if the number in its frame was altered in one byte."""
    return 1 if page_key.holds(1, page) else page_key.which(_near(near), page)


def _near(number: int) -> Iterator[int]:
    """Numbers that differ from the frame's number in one byte."""
    for shift in (0, 8, 16, 24):
        for byte in range(256):
            other = number & ~(0xFF << shift) | byte << shift
            if other > 1 and other != number:
                yield other


def _same(one: bytes, other: bytes) -> bool:
    """True if the frame belongs to the same log: both salts change at a restart, so one equal half suffices."""
    return one[:4] == other[:4] or one[4:] == other[4:]


def _likely_salts(frames: list[Frame]) -> bytes:
    """The most frequent salts of the first frames: a log is written from its start."""
    proved = [frame.salts for frame in frames if frame.checked]
    return Counter(proved[:3]).most_common(1)[0][0] if proved else b""


def _header_holds(header: bytes) -> bool:
    order = _ORDER.get(header[:4])
    return order is not None and len(header) == HEADER and header[24:] == _sums(header[:24], bytes(8), order)


def _read_by_sqlite(data: bytes) -> int:
    """How many frames are valid by SQLite's checksums, which are cumulative from frame to frame."""
    order, sums = _ORDER[data[:4]], data[24:32]
    for place, start in enumerate(range(HEADER, len(data) - FRAME + 1, FRAME)):
        sums = _sums(data[start : start + 8] + data[start + 24 : start + FRAME], sums, order)
        if data[start + 8 : start + 24] != data[16:24] + sums:
            return place
    return (len(data) - HEADER) // FRAME


def _sums(data: bytes, before: bytes, order: str) -> bytes:
    first, second = struct.unpack(">2I", before)
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.pack(">2I", first, second)
