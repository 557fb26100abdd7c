"""Looks into one file, and into mails and ZIPs in it. What each file is, is found by its bytes, not by its name.

But what is called as our files are and is not sealed is unreadable, whatever else it may be: verifying says so, too.
Streams are read forwards, and no further than asked for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.services.collection import candidates
from bsuh_desktop.services.collection.mails import Mails, is_mail
from bsuh_desktop.services.collection.zips import DEFLATED, STARTS, STORED, Allowance, Member, members, unpacked
from bsuh_desktop.trust.recovery_code import COPY_START, LARGEST_COPY
from bsuh_desktop.trust.refusals import unreadable
from bsuh_desktop.trust.sealing import SEAL_START

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
        raise candidates.too_much()
    return kept


def _buffered(first: bytes, stream: io.BufferedReader, most: int) -> io.BytesIO | None:
    kept = io.BytesIO()
    size = kept.write(first)
    while size <= most and (piece := stream.read(_PIECE)):
        size += kept.write(piece)
    return kept if size <= most else None


DEEPEST = 4
"""Levels of containers in containers."""
MOST_BUFFERED = 32 * 1024 * 1024
"""Bytes of nested ZIPs that are held in memory at once, all of them together."""
OUR_ENDINGS = (file_endings.ATTENDANCE, file_endings.RECOVERY_COPY)
_DOCUMENTS = ("[Content_Types].xml", "mimetype")
"""First members of ZIPs that people know as documents: letters and workbooks."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_TNEF = b"\x78\x9f\x3e\x22"
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"BZh")
"""First bytes of 7z, RAR, gzip, xz and bzip2."""
_TAR, _TAR_AT = b"ustar", 257
_OLE_SEARCHED = 32 * 1024 * 1024


class Inspection(msgspec.Struct, frozen=True):
    """One file to look into, and where it was found."""

    label: str
    """As in its Candidate."""
    named: bool
    """As in its Candidate."""
    stop: Stop
    depth: int = 0
    """The number of containers around it."""
    room: int = MOST_BUFFERED
    """Bytes that may still be held in memory."""
    allowance: Allowance | None = None
    """How much the ZIP around it may still unpack to."""

    def into(self, stream: io.BufferedReader, file: IO[bytes] | None = None) -> Iterator[candidates.Candidate]:
        """The candidates in one file; `file` is the stream itself if it is seekable. Raises OSError if a stick is
        pulled out."""
        try:
            yield from self._into(stream, file)
        except KnownError as trouble:
            yield self._candidate(trouble=trouble)

    def _candidate(
        self, kind: candidates.Kind = "other", data: bytes = b"", trouble: KnownError | None = None
    ) -> candidates.Candidate:
        return candidates.Candidate(label=self.label, kind=kind, data=data, trouble=trouble, named=self.named)

    def _passed_over(self, head: bytes) -> candidates.Candidate:
        return replace(self._candidate(), closed=_closed(head))

    def _into(self, stream: io.BufferedReader, file: IO[bytes] | None) -> Iterator[candidates.Candidate]:
        head = head_of(stream)
        if head.startswith(SEAL_START):
            yield self._candidate(kind="attendance", data=read_whole(stream, LARGEST_FILE))
        elif head.startswith(COPY_START):
            yield self._candidate(kind="recovery_copy", data=read_whole(stream, LARGEST_COPY))
        elif _is_called_ours(self.label):
            # Torn at its very beginning, or never sealed.
            raise unreadable()
        elif head.startswith(STARTS):
            yield from self._or_itself(self._zip(stream, file))
        elif is_mail(head):
            yield from self._or_itself(self._mails(stream))
        elif head.startswith(_OLE) and _is_outlook(stream):
            raise candidates.outlook_mail()
        else:
            yield self._passed_over(head)

    def _or_itself(self, found: Iterator[candidates.Candidate]) -> Iterator[candidates.Candidate]:
        """Yields what was found; a container with nothing in it is a file like any other."""
        count = 0
        for candidate in found:
            count += 1
            yield candidate
        if not count:
            yield self._candidate()

    def _zip(self, stream: io.BufferedReader, file: IO[bytes] | None) -> Iterator[candidates.Candidate]:
        self._go_deeper()
        held = hold(stream, self.room) if file is None else file
        room = self.room - held.seek(0, io.SEEK_END) if file is None else self.room
        allowance = self.allowance or Allowance()
        left_out: KnownError | None = None
        for number, member in enumerate(members(held, allowance), 1):
            if self.stop() or (number == 1 and member.name in _DOCUMENTS):
                return
            refused = _refusal(member)
            left_out = left_out or refused
            if member.is_folder or refused:
                continue
            within = replace(
                self,
                label=candidates.inside(self.label, member.name, number),
                depth=self.depth + 1,
                room=room,
                allowance=allowance,
            )
            yield from within.into(stream_of(unpacked(held, member, allowance)))
        if left_out is not None:
            raise left_out

    def _mails(self, stream: io.BufferedReader) -> Iterator[candidates.Candidate]:
        self._go_deeper()
        for number, part in enumerate(Mails(stream).parts(), 1):
            if self.stop():
                return
            label, depth = self.label, self.depth + 1 + part.mails
            if depth > DEEPEST:
                raise candidates.too_much()
            for name in part.names:
                label = candidates.inside(label, name, number)
            within = replace(self, label=label, depth=depth)
            for candidate in within.into(stream_of(part.body)):
                # The text of the mail itself is no file.
                if part.names[-1] or candidate.kind != "other" or candidate.trouble or candidate.label != label:
                    yield candidate

    def _go_deeper(self) -> None:
        if self.depth >= DEEPEST:
            raise candidates.too_much()


def is_container(label: str, head: bytes) -> bool:
    """True for what begins as a ZIP, a mail or a file of Outlook: to look into it means parsing what a stranger made.
    What is called as our files are is not looked into."""
    if _is_called_ours(label) or head.startswith((SEAL_START, COPY_START)):
        return False
    return head.startswith((*STARTS, _OLE)) or is_mail(head)


def _is_called_ours(label: str) -> bool:
    return file_endings.ends_in(label, *OUR_ENDINGS)


def _refusal(member: Member) -> KnownError | None:
    """Why a member of a ZIP cannot be opened; None if it can."""
    if member.is_folder:
        return None
    if member.locked:
        return candidates.needs_password()
    return None if member.method in (STORED, DEFLATED) else candidates.odd_packing()


def _closed(head: bytes) -> KnownError | None:
    """Why the content of a file that begins with `head` cannot be known; None if it is no packed file."""
    if head.startswith(_TNEF):
        return candidates.outlook_attachments()
    packed = head.startswith(_PACKED) or head[_TAR_AT:].startswith(_TAR)
    return candidates.packed_otherwise() if packed else None


def _is_outlook(stream: io.BufferedReader) -> bool:
    """True for a mail of Outlook; False for a letter or a workbook in the same old format."""
    last = b""
    for _ in range(_OLE_SEARCHED // _PIECE):
        piece = stream.read(_PIECE)
        if _OF_OUTLOOK in last + piece:
            return True
        if not piece:
            return False
        last = piece[-len(_OF_OUTLOOK) :]
    return False
