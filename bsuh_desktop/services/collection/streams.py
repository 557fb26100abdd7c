"""Streams that are read forwards, and no further than asked for, from any source of bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable

from bsuh_desktop.services.collection.candidates import too_much
from bsuh_desktop.trust.refusals import unreadable

HEAD = 8 * 1024
"""Bytes by which the type of a file is found."""
_PIECE = 64 * 1024


class _Pulled(io.RawIOBase):
    """An iterable of bytes as one raw stream; errors of the iterable are raised by reading."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, place: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fills `place` as far as the pieces go, so that one peek returns a whole head."""
        filled = 0
        while filled < len(place):
            if not self._rest:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._rest = memoryview(piece)
                continue
            taken = min(len(self._rest), len(place) - filled)
            place[filled : filled + taken] = self._rest[:taken]
            self._rest = self._rest[taken:]
            filled += taken
        return filled


def stream_of(pieces: Iterable[bytes]) -> io.BufferedReader:
    """The pieces as a buffered stream, which has `peek`."""
    return io.BufferedReader(_Pulled(pieces), HEAD)


def head_of(stream: io.BufferedReader) -> bytes:
    """The first bytes without consuming them; at most HEAD."""
    return stream.peek(HEAD)[:HEAD]


def read_whole(stream: io.BufferedReader, most: int) -> bytes:
    """All bytes. Raises KnownError `unreadable` if there are more than `most`."""
    first = stream.read(_PIECE)
    if len(first) < _PIECE and len(first) <= most:
        return first
    kept = _buffered(first, stream, most)
    if kept is None:
        raise unreadable()
    return kept.getvalue()


def hold(stream: io.BufferedReader, most: int) -> io.BytesIO:
    """All bytes as a seekable stream in memory. Raises KnownError `unreadable` if there are more than `most`."""
    kept = _buffered(b"", stream, most)
    if kept is None:
        raise too_much()
    return kept


def _buffered(first: bytes, stream: io.BufferedReader, most: int) -> io.BytesIO | None:
    kept = io.BytesIO()
    size = kept.write(first)
    while size <= most and (piece := stream.read(_PIECE)):
        size += kept.write(piece)
    return kept if size <= most else None
