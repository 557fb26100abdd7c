"""Every page that can still be verified, in file and log: the latest version of each, and older ones with other events.

SQLCipher 4's page format without SQLCipher: a page has 4096 bytes: AES-256-CBC under the file's raw key, then 16 bytes
IV and 64 bytes HMAC-SHA512 over both and the page number. The first page begins with a 16-byte salt in clear, from
which the HMAC key is derived. SQLite reads a write-ahead log (its file format, section 4) up to the first invalid
frame. Here every frame with a verified page counts, also after a damaged one. When a log is restarted it is overwritten
from its start under another salt, so older frames may follow the last new one."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

PAGE, USABLE = 4096, 4016
"""Bytes of a page, and how many of them are content."""

SALT = 16
_IV, _HMAC = 16, 64
_MASK, _ROUNDS = 0x3A, 2

_FEW = 4
"""On how many pages each of many salts is tried."""

Image = tuple[int, bytes]
"""A page's number, and its encrypted bytes."""


class PageKey:
    """The keys of one file. Without the file's salt pages can be decrypted but not verified."""

    def __init__(self, key: bytes, salt: bytes | None) -> None:
        self._key = key
        self._proof: bytes | None = None
        if salt is not None:
            mask = bytes(byte ^ _MASK for byte in salt)
            self._proof = hashlib.pbkdf2_hmac("sha512", key, mask, _ROUNDS, len(key))

    @property
    def matches(self) -> bool:
        """False if the salt is lost, so that no page can be verified."""
        return self._proof is not None

    def holds(self, number: int, page: bytes) -> bool:
        """True if this is page `number`, unaltered."""
        if self._proof is None or len(page) != PAGE:
            return False
        start = SALT if number == 1 else 0
        said = hmac.digest(self._proof, page[start : PAGE - _HMAC] + number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(said, page[PAGE - _HMAC :])

    def which(self, numbers: Iterable[int], page: bytes) -> int | None:
        """The one of `numbers`, none of them 1, under which this page is valid; None if there is none."""
        if self._proof is None or len(page) != PAGE:
            return None
        said = hmac.new(self._proof, page[: PAGE - _HMAC], "sha512")
        for number in numbers:
            one = said.copy()
            one.update(number.to_bytes(4, "little"))
            if hmac.compare_digest(one.digest(), page[PAGE - _HMAC :]):
                return number
        return None

    def opened(self, number: int, page: bytes) -> bytes:
        """A page's decrypted content without the last 80 bytes; the salt of the first page is replaced by zeros."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = SALT if number == 1 else 0
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + cipher.update(page[start:USABLE])


def find_key(key: bytes, salts: Sequence[bytes], images: Sequence[Image]) -> PageKey:
    """The keys of a file, with the first of `salts` that verifies one of `images`. If none does, salts that differ in a
    single byte are tried, because a flipped bit in the salt leaves all other pages valid. If no salt fits, the result
    verifies nothing."""
    whole = [salt for salt in salts if len(salt) == SALT]
    tried = itertools.chain(((salt, images) for salt in whole), ((near, images[:_FEW]) for near in _near_salts(whole)))
    for salt, some in tried:
        page_key = PageKey(key, salt)
        if any(page_key.holds(*image) for image in some):
            return page_key
    return PageKey(key, None)


def _near_salts(salts: Sequence[bytes]) -> Iterable[bytes]:
    for salt, place in itertools.product(salts[:1], range(SALT)):
        for other in range(256):
            if other != salt[place]:
                yield salt[:place] + bytes([other]) + salt[place + 1 :]


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
    return 1 if page_key.holds(1, page) else page_key.which(_near_numbers(near), page)


def _near_numbers(number: int) -> Iterator[int]:
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


_TRIED = 8


class Pages:
    """The pages of one damaged file and its log, decrypted one by one on demand."""

    def __init__(self, file: bytes, log: bytes, key: bytes, salts: Sequence[bytes] = ()) -> None:
        """`salts` are those of backups, which may be the file's own."""
        first = [(number, file[(number - 1) * PAGE : number * PAGE]) for number in range(1, _TRIED + 1)]
        known = [file[:SALT], *salts_in(log), *salts]
        self._key = find_key(key, known, [*first, *images_in(log)])
        self._file, self._log = file, read_log(log, self._key, len(file) // PAGE)
        numbers = range(1, len(file) // PAGE + 1)
        self._latest = {number: page for number in numbers if self._key.holds(number, page := self._of_file(number))}
        self._older: list[Image] = []
        for frame in self._log.committed:
            if frame.checked:
                self._older += [(frame.number, self._latest[frame.number])] if frame.number in self._latest else []
                self._latest[frame.number] = frame.page

    @property
    def proved(self) -> bool:
        """False if the salt is lost, so that altered pages cannot be recognised."""
        return self._key.matches

    @property
    def outdated(self) -> frozenset[int]:
        """Numbers of pages whose latest version is damaged."""
        return self._log.lost

    @property
    def log_is_whole(self) -> bool:
        """False if more pages than the `outdated` ones may be out of date."""
        return self._log.whole

    def numbers(self) -> list[int]:
        """The numbers of all verified pages."""
        return sorted(self._latest)

    def get(self, number: int) -> bytes | None:
        """The latest verified version of that page; if the salt is lost, the page as it is in the file."""
        page = self._latest.get(number)
        if page is None and not self.proved and 1 <= number <= len(self._file) // PAGE:
            page = self._of_file(number)
        return None if page is None else self._key.opened(number, page)

    def others(self) -> Iterator[bytes]:
        """Verified pages that are older than the latest version, and those of an incomplete transaction. If the salt is
        lost, all pages, unverified. The caller must verify the rows on them by their own hashes."""
        if not self.proved:
            yield from (self._key.opened(*image) for image in self._unproved())
            return
        for frame in (*self._log.begun, *self._log.older):
            if frame.checked:
                yield self._key.opened(frame.number, frame.page)
        for image in reversed(self._older):
            yield self._key.opened(*image)

    def _unproved(self) -> Iterator[Image]:
        for frame in reversed((*self._log.frames, *self._log.older)):
            yield frame.number, frame.page
        for number in range(1, len(self._file) // PAGE + 1):
            yield number, self._of_file(number)

    def _of_file(self, number: int) -> bytes:
        return self._file[(number - 1) * PAGE : number * PAGE]


def read_bytes(path: Path) -> bytes:
    """A file's bytes, with zeros where the disk cannot read them; empty if there is no file. Raises OSError if it may
    not be read at all."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        try:
            file.seek(0)
            return file.read()
        except OSError:
            return b"".join(_piece(path, start, min(PAGE, size - start)) for start in range(0, size, PAGE))


def _piece(path: Path, start: int, length: int) -> bytes:
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(start)
            return file.read(length).ljust(length, b"\0")
    except OSError:
        return bytes(length)
