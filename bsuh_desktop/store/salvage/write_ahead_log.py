"""The write-ahead log of a damaged file: which of its pages are later than the file's (SQLite file format, section 4).

SQLite reads a log up to the first frame that does not fit. Here every frame counts whose page is proved, also behind
one that is damaged. A log is begun anew at its start under another salt, so that older frames may follow the last one.
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
"""How a log begins, and in which order the bytes of its sums are read."""

_SOME = 8
"""Pages of the file by which a salt is tried."""


class Frame(NamedTuple):
    """One frame. `salts` are its log's, `commits` if a transaction ended with it, `proved` if its page is good."""

    number: int
    commits: bool
    salts: bytes
    page: bytes
    proved: bool


class Log(NamedTuple):
    """What a log holds. `frames` were written since it was begun anew, `older` before that, both in the order in which
    they stand there. `lost` are the numbers of pages whose latest version is damaged; `whole` if there can be no others
    as far as anybody can tell."""

    frames: tuple[Frame, ...]
    older: tuple[Frame, ...]
    lost: frozenset[int]
    whole: bool

    @property
    def kept(self) -> tuple[Frame, ...]:
        """The frames up to the end of the last transaction that ended."""
        ends = [place for place, frame in enumerate(self.frames, start=1) if frame.commits]
        return self.frames[: ends[-1]] if ends else ()

    @property
    def begun(self) -> tuple[Frame, ...]:
        """The frames of a transaction whose end is not there."""
        return self.frames[len(self.kept) :]


def read_log(data: bytes, page_key: PageKey, pages: int) -> Log:
    """What a log's bytes hold, beside a file of so many `pages`. Never raises for a damaged one."""
    frames = [_frame(data, start, page_key) for start in range(HEADER, len(data) - FRAME + 1, FRAME)]
    header_holds = not data or _header_holds(data[:HEADER])
    salts = data[16:24] if header_holds else _likely_salts(frames)
    count = max((place for place, frame in enumerate(frames, start=1) if _same(frame.salts, salts)), default=0)
    current = tuple(frames[:count])
    cut_off = count == len(frames) and bool(data) and (len(data) - HEADER) % FRAME != 0
    told = all(frame.proved or _tells_its_page(frame, salts, pages + count) for frame in current)
    whole = not cut_off and told and (current[-1].commits if current else header_holds)
    latest = {frame.number: frame.proved for frame in current}
    lost = frozenset(number for number, proved in latest.items() if not proved)
    return Log(current, tuple(frames[count:]), lost, whole)


def _tells_its_page(frame: Frame, salts: bytes, most: int) -> bool:
    """True if a damaged frame surely says which page it held: its own words are not what was damaged."""
    return frame.salts == salts and 1 <= frame.number <= most


def salts_in(data: bytes) -> Iterator[bytes]:
    """The salts of the first page, as it stands in frames of a log."""
    for start in range(HEADER, len(data) - FRAME + 1, FRAME):
        if int.from_bytes(data[start : start + 4], "big") == 1:
            yield data[start + 24 : start + 24 + SALT]


def images_in(data: bytes) -> list[Image]:
    """The first pages of a log under the numbers that their frames give."""
    starts = range(HEADER, len(data) - FRAME + 1, FRAME)[:_SOME]
    return [(int.from_bytes(data[start : start + 4], "big"), data[start + 24 : start + FRAME]) for start in starts]


def is_broken(file: Path, log: Path, key: bytes) -> bool:
    """True if SQLite would throw away what was once safe: a transaction that stands in the log behind a frame which
    does not fit. Where that is one of the last transaction a power cut left it so, and nothing of that was ever
    acknowledged. A log whose beginning is damaged is passed over by SQLite: then it matters what the file itself has.

    Raises OSError."""
    data = log.read_bytes()
    with file.open("rb") as pages:
        first = [(number, pages.read(PAGE)) for number in range(1, _SOME + 1)]
        salts = [first[0][1][:SALT], *salts_in(data)]
        count = pages.seek(0, 2) // PAGE
        read = read_log(data, find_key(key, salts, [*first, *images_in(data)]), count)
        if _header_holds(data[:HEADER]):
            return any(frame.proved for frame in _behind_the_break(read.frames, data))
        latest = {frame.number: frame.page for frame in read.kept if frame.proved}
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
    """The number that a page was written as, where the frame's is altered in one byte."""
    return 1 if page_key.holds(1, page) else page_key.which(_near(near), page)


def _near(number: int) -> Iterator[int]:
    """Numbers that differ from a frame's in one byte."""
    for shift in (0, 8, 16, 24):
        for byte in range(256):
            other = number & ~(0xFF << shift) | byte << shift
            if other > 1 and other != number:
                yield other


def _same(one: bytes, other: bytes) -> bool:
    """Both salts are drawn or counted anew, so that one of them tells a log from the one before."""
    return one[:4] == other[:4] or one[4:] == other[4:]


def _likely_salts(frames: list[Frame]) -> bytes:
    """Those of the first frames: a log is written from its start."""
    proved = [frame.salts for frame in frames if frame.proved]
    return Counter(proved[:3]).most_common(1)[0][0] if proved else b""


def _header_holds(header: bytes) -> bool:
    order = _ORDER.get(header[:4])
    return order is not None and len(header) == HEADER and header[24:] == _sums(header[:24], bytes(8), order)


def _read_by_sqlite(data: bytes) -> int:
    """How many frames follow each other by SQLite's checksums, which go on from frame to frame."""
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
