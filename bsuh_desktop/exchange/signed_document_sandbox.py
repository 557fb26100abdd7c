"""Reads small signed files from other people in a sandbox (a limited process) without keys.

These are receipts, requests, answers to them, key lists, programme files and sealed recovery codes. The sandbox gets a
file's bytes, and answers with its contents if the signature is valid. Whether the signer is to be trusted is decided by
the caller. What a desk stores in its own encrypted file, and files that its own root key signed as a whole, it reads
itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.receipt import Receipt, read_receipt
from bsuh_desktop.system.process_limits import ONE_DOCUMENT
from bsuh_desktop.system.sandbox import DocumentSandbox, Start
from bsuh_desktop.trust.grant_request import GrantAnswer, GrantRequest, read_answer, read_request
from bsuh_desktop.trust.key_list import KeyList, read_key_list
from bsuh_desktop.trust.programme import Programme, read_programme
from bsuh_desktop.trust.recovery_code import RecoveryCopy, read_copy

CHILD = "bsuh_desktop.exchange.signed_document_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For one file. Measured: a programme file of 33 MB with 102,500 schools takes 2.4 s and 230 MB, a receipt some tenths
of a millisecond."""
_LARGE = 1024 * 1024
"""Bytes. After a larger file the process is ended, since memory that it left in use could be missing for the next
one."""

SignedBody = Receipt | GrantRequest | GrantAnswer | KeyList | Programme | RecoveryCopy

READERS: dict[type[SignedBody], Callable[[bytes], SignedBody]] = {
    Receipt: read_receipt,
    GrantRequest: read_request,
    GrantAnswer: read_answer,
    KeyList: read_key_list,
    Programme: read_programme,
    RecoveryCopy: read_copy,
}
"""The function that reads each kind in the sandbox; each limits the size of its files."""

Document = TypeVar("Document", Receipt, GrantRequest, GrantAnswer, KeyList, Programme, RecoveryCopy)


class Question(msgspec.Struct, frozen=True):
    """The kind of a file, by its name in READERS; its bytes are sent as raw data."""

    kind: str


class SignedDocumentSandbox(DocumentSandbox):
    """Reads files one after another; each gets its own limits. Use it as a context manager: on exit the process is
    ended. Not thread-safe."""

    def __init__(self, *, stop: Stop | None = None, start: Start | None = None) -> None:
        self._stop = stop
        self._start = start

    def read(self, data: bytes, kind: type[Document]) -> Document:
        """The document in a file, as its reader in READERS returns it. Raises KnownError as that does, and SandboxError
        (a KnownError, too) if reading it takes more than LIMITS or ends the process, or once `stop` returns True."""
        answer = msgspec.msgpack.Decoder(kind)
        try:
            return self._ask_one(CHILD, LIMITS, Question(kind.__name__), answer, data, self._start)
        finally:
            if len(data) > _LARGE:
                self.close()


def read_sandboxed(data: bytes, kind: type[Document]) -> Document:
    """`SignedDocumentSandbox.read` for a single file. Raises KnownError as that does."""
    with SignedDocumentSandbox() as sandbox:
        return sandbox.read(data, kind)
