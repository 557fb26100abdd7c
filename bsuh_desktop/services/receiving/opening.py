"""Opens what lies on a stick: every attendance file once, by its bytes, and what others of them help to judge it by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.exchange.read import open_file
from bsuh_desktop.services.file_search import Found, files_in
from bsuh_desktop.services.grants.files import read_file
from bsuh_desktop.services.verifying.files import is_attendance
from bsuh_desktop.services.verifying.known import with_chains
from bsuh_desktop.services.verifying.proof import Known
from bsuh_desktop.trust.recovery_copy import ENDING as COPY_ENDING
from bsuh_desktop.trust.recovery_copy import read_copy

_HEAD = 64


class Opened(msgspec.Struct, frozen=True):
    """One attendance file: its SHA-256, and its contents (without journal and names, which were held against the
    manifest) or why it was not opened. `copy_of` is the first file of the same bytes, where this is another one."""

    path: Path
    sha256: bytes
    contents: Contents | None
    refused: KnownError | None = None
    copy_of: Path | None = None


class Pile(msgspec.Struct, frozen=True):
    """Everything that was found, in its order. `copies` are the bytes of sealed recovery codes that are whole,
    `left` the files that were not looked at after a cancel."""

    files: tuple[Opened, ...]
    copies: tuple[bytes, ...]
    passed_over: int
    left: int


def open_pile(
    sources: Sequence[Path], known: Known, progress: Progress | None = None, stop: Stop | None = None
) -> Pile:
    """Opens what lies at `sources`; folders are searched. What is no attendance file is passed over there; one that was
    named is told of as unreadable. Raises KnownError `file_not_opened` for a source that is not there."""
    for source in sources:
        if not source.exists():
            read_file(source, 0)
    every = list(files_in(sources))
    opening, left = _Opening(known), 0
    for number, found in enumerate(every, start=1):
        if stop is not None and stop():
            left = len(every) - number + 1
            break
        opening.look_at(found)
        if progress is not None:
            progress(number, len(every))
    return Pile(tuple(opening.files), tuple(opening.copies), opening.passed_over, left)


class _Opening:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._first: dict[bytes, Path] = {}
        self.files: list[Opened] = []
        self.copies: list[bytes] = []
        self.passed_over = 0

    def look_at(self, found: Found) -> None:
        """One file, whatever it is."""
        try:
            data = self._read(found)
        except KnownError as refused:
            if found.named:
                self.files.append(Opened(found.path, b"", None, refused))
            self.passed_over += not found.named
            return
        if data is None:
            self.passed_over += 1
        elif found.path.suffix.lower() == COPY_ENDING:
            self._take_copy(found, data)
        else:
            self._open(found.path, data)

    def _read(self, found: Found) -> bytes | None:
        """The bytes of what is to be looked at; None for what is passed over."""
        is_copy = found.path.suffix.lower() == COPY_ENDING
        if not found.named and not is_copy and not is_attendance(found.path.name, read_file(found.path, _HEAD)):
            return None
        return read_file(found.path, LARGEST_FILE)

    def _take_copy(self, found: Found, data: bytes) -> None:
        """One that was changed holds up no class: its desk sends it again."""
        try:
            read_copy(data)
            self.copies.append(data)
        except KnownError as refused:
            if found.named:
                self.files.append(Opened(found.path, hashlib.sha256(data).digest(), None, refused))
            self.passed_over += not found.named

    def _open(self, path: Path, data: bytes) -> None:
        sha256 = hashlib.sha256(data).digest()
        if sha256 in self._first:
            self.files.append(Opened(path, sha256, None, copy_of=self._first[sha256]))
            return
        self._first[sha256] = path
        try:
            contents = replace(open_file(data, self._known.identities), journal=(), sealed_names=b"")
            self.files.append(Opened(path, sha256, contents))
        except KnownError as refused:
            self.files.append(Opened(path, sha256, None, refused))


def known_with_pile(known: Known, pile: Pile) -> Known:
    """`known`, and besides the grants and the order of files that the pile itself shows: whichever comes first."""
    contents = [one.contents for one in pile.files if one.contents is not None]
    links = {one.link.sha256: one.link for one in contents}
    chains = [one.grants for one in contents if len(one.grants) > 1]
    return with_chains(replace(known, links={**known.links, **links}), chains)
