"""Every page that can still be verified: the latest version of each, and older ones with possibly other events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bsuh_desktop.store.salvage.cipher import PAGE, SALT, Image, find_key
from bsuh_desktop.store.salvage.write_ahead_log import images_in, read_log, salts_in

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
