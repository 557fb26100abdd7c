"""The kind of a file, by its first bytes, and the picture of it that stands beside a verdict."""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import Literal

from bsuh_desktop.documents.paper_protocol import Preview, can_be_seen
from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER, PaperSandbox
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.file_endings import ends_in
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.receipt import RECEIPT_START
from bsuh_desktop.system.files import file_not_opened, open_or_refuse
from bsuh_desktop.trust.grant_request import ANSWER_START, REQUEST_START
from bsuh_desktop.trust.key_list import KEY_LIST_START
from bsuh_desktop.trust.key_position import POSITION_START
from bsuh_desktop.trust.programme import PROGRAMME_START
from bsuh_desktop.trust.recovery_code import COPY_START
from bsuh_desktop.trust.sealing import SEAL_START

PDF, PNG, JPEG = b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
_ZIP = b"PK\3\4"
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is checked. Of a larger file one more byte is read, and it is refused."""
_HEAD = 64
"""Bytes that tell the kind of every file."""

SignedKind = Literal["programme", "key_list", "grant", "request", "recovery_copy", "receipt"]
FileKind = SignedKind | Literal["attendance", "backup", "paper", "position", "pack"]
"""A paper is a certificate, as a PDF or as a picture."""

_SIGNED: dict[bytes, SignedKind] = {
    PROGRAMME_START: "programme",
    KEY_LIST_START: "key_list",
    ANSWER_START: "grant",
    REQUEST_START: "request",
    COPY_START: "recovery_copy",
    RECEIPT_START: "receipt",
}
_CALLED: dict[str, FileKind] = {
    file_endings.BACKUP: "backup",
    file_endings.POSITION: "position",
    file_endings.RECOVERY_COPY: "recovery_copy",
    file_endings.PROGRAMME: "programme",
    file_endings.REQUEST: "request",
    file_endings.GRANT: "grant",
    file_endings.KEY_LIST: "key_list",
    file_endings.RECEIPT: "receipt",
}


def is_file(given: str) -> bool:
    """True if a path of that name exists; no file's name is as long as a code."""
    return os.path.exists(given)


def is_pipe(given: str) -> bool:
    """True for a path that is neither file nor folder: reading a pipe would block, and a device may have no end."""
    return os.path.exists(given) and not (os.path.isfile(given) or os.path.isdir(given))


def is_attendance(given: str, data: bytes) -> bool:
    """True for a sealed file, and for one with an attendance file's ending."""
    return data.startswith(SEAL_START) or ends_in(given, file_endings.ATTENDANCE)


def signed_kind(data: bytes) -> SignedKind | None:
    """The kind of a small signed file that begins like `data`; None if it is none."""
    return next((kind for start, kind in _SIGNED.items() if data.startswith(start)), None)


def kind_of(path: Path) -> FileKind | None:
    """The kind of the file at `path`, or what its name says it should be; None if it is none of ours. Raises KnownError
    `file_not_opened`."""
    with open_or_refuse(path) as file:
        try:
            head = file.read(_HEAD)
        except OSError as error:
            raise file_not_opened() from error
    if is_attendance(path.name, head):
        return "attendance"
    if head.startswith((PDF, PNG, JPEG)):
        return "paper"
    if head.startswith(POSITION_START):
        return "position"
    if head.startswith(_ZIP) and ends_in(path.name, ".zip"):
        return "pack"
    called = next((kind for ending, kind in _CALLED.items() if ends_in(path.name, ending)), None)
    return signed_kind(head) or called


_MAGIC = 16
LONGEST = 800
"""Pixels of the picture's longer side: sharp on the page at any text size."""


def preview_of(path: str, page: int = 1, stop: Stop | None = None) -> Preview | None:
    """That page of a PDF, counted from 1, or the photograph, painted in a limited process. None if the file is neither,
    does not exist, is larger than 64 MiB, takes more than that process may, or is not painted when `stop` becomes
    true."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MAGIC)
            if not can_be_seen(data):
                return None
            data += file.read(LARGEST_PAPER)
    except (OSError, ValueError):
        return None
    if len(data) > LARGEST_PAPER:
        return None
    try:
        with PaperSandbox(data, stop=stop) as paper:
            return paper.preview(LONGEST, page)
    except KnownError:
        return None
