"""Reads the small signed files that somebody brings, in a limited process that has no key.

These are receipts, requests, answers to them, key lists, programme files and sealed recovery codes. The process gets a
file's bytes, and answers what stands in it once its signature holds. Whether the signer is one to trust is judged by
whoever asks. What a desk keeps in its own encrypted store it reads itself, and so it does what its own root key signed
as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.receipt import Receipt, read_receipt
from bsuh_desktop.system.document_sandbox import SandboxDoor
from bsuh_desktop.system.process_limits import ONE_DOCUMENT
from bsuh_desktop.system.sandbox import Start
from bsuh_desktop.trust.grant_answer import GrantAnswer, read_answer
from bsuh_desktop.trust.grant_request import GrantRequest, read_request
from bsuh_desktop.trust.key_list import KeyList, read_key_list
from bsuh_desktop.trust.programme import Programme, read_programme
from bsuh_desktop.trust.recovery_copy import RecoveryCopy, read_copy

CHILD = "bsuh_desktop.exchange.signed_document_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For one file. Where this was measured a programme file of 33 MB with 102,500 schools takes 2.4 s and 230 MB, a
receipt some tenths of a millisecond."""
_LARGE = 1024 * 1024
"""Bytes. What a file of more leaves behind of its process's memory could be missing to the next."""

SignedDocument = Receipt | GrantRequest | GrantAnswer | KeyList | Programme | RecoveryCopy

READERS: dict[type[SignedDocument], Callable[[bytes], SignedDocument]] = {
    Receipt: read_receipt,
    GrantRequest: read_request,
    GrantAnswer: read_answer,
    KeyList: read_key_list,
    Programme: read_programme,
    RecoveryCopy: read_copy,
}
"""What reads each kind in the limited process; each bounds the size of its files."""

Document = TypeVar("Document", Receipt, GrantRequest, GrantAnswer, KeyList, Programme, RecoveryCopy)


class Question(msgspec.Struct, frozen=True):
    """The kind of a file, by its name among READERS; its bytes go as raw data."""

    kind: str


class SignedDocumentSandbox(SandboxDoor):
    """Reads one file after another; each has the process to itself with limits of its own. A context manager: when it
    is left, no process is left. Used by one thread at a time."""

    def __init__(self, *, stop: Stop | None = None, start: Start | None = None) -> None:
        self._stop = stop
        self._start = start

    def read(self, data: bytes, kind: type[Document]) -> Document:
        """The document of a file, as its reader among READERS says it. Raises KnownError as that does, and SandboxError
        (a KnownError, too) where reading it takes more than LIMITS, or ends the process, or once `stop` says so."""
        answer = msgspec.msgpack.Decoder(kind)
        try:
            return self._ask_one(CHILD, LIMITS, Question(kind.__name__), answer, data, self._start)
        finally:
            if len(data) > _LARGE:
                self.close()


def read_sandboxed(data: bytes, kind: type[Document]) -> Document:
    """`SignedDocumentSandbox.read` of one file alone. Raises KnownError as that does."""
    with SignedDocumentSandbox() as sandbox:
        return sandbox.read(data, kind)
