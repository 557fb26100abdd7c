"""`decisions.jsonl`: the decisions on collected files, each line signed and chained to the previous one.

A line torn by a power cut was never acknowledged, and is cut off. Any other alteration is an error: no figures are made
from an altered file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, get_args

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.register.archive import raising_known_errors
from bsuh_desktop.register.decision_lines import ArchiveStatus, Decision, DecisionFold, Line
from bsuh_desktop.system.atomic_file import create_private, sync_folder
from bsuh_desktop.trust.signing import SigningKey, verify

KIND, VERSION = "decision", 1
FIRST_PREV = bytes(32)
"""The `prev` of the first line."""

_START, _MIDDLE, _END = b'{"line":', b',"signature":"', b'"}'
_SIGNATURE_CHARACTERS = 88
_BEHIND = len(_MIDDLE) + _SIGNATURE_CHARACTERS + len(_END)

_lines = msgspec.json.Decoder(Line)
_KINDS = {str(kind.__struct_config__.tag) for kind in get_args(Decision)}


class _Kind(msgspec.Struct):
    kind: str


class _AnyLine(msgspec.Struct):
    number: int
    prev: bytes
    signer: bytes
    decision: _Kind


class Decisions:
    """The verified decisions in the file at `path`, and the status of each archived file. Only one desk may use them at
    a time, and only one thread at a time may append."""

    def __init__(self, path: Path, reading: bool = False) -> None:
        """Opens or creates the file. `torn` is the number of bytes of a torn line that were cut off its end; if opened
        for `reading` only, the file is not changed.

        Raises KnownError: decisions_damaged, newer_register, disk_full, read_only.
        """
        self._path, self._folding = path, DecisionFold()
        self._signers: set[bytes] = set()
        self._count, self._last, self._size = 0, FIRST_PREV, 0
        self.torn = 0
        with raising_known_errors():
            if not reading and not path.exists():
                _make(path)
        with raising_known_errors(), path.open("rb") as file:
            self._prove(file)
        if self.torn and not reading:
            with raising_known_errors():
                self._cut_off()

    @property
    def status(self) -> ArchiveStatus:
        """The current status of every file. Live: it changes with each appended line."""
        return self._folding.status

    def snapshot(self) -> ArchiveStatus:
        """A copy of the current status for another thread."""
        return self._folding.snapshot()

    def files_of(self, session: str) -> tuple[bytes, ...]:
        """All archived files of a session, in the order in which they were received."""
        return self._folding.files_of(session)

    def signers(self) -> frozenset[bytes]:
        """The public keys of all who signed a line."""
        return frozenset(self._signers)

    def __len__(self) -> int:
        return self._count

    def lines(self) -> Iterator[Line]:
        """All lines in order, read from the file each time: they are not kept in memory."""
        with self._path.open("rb") as file:
            for _ in range(self._count):
                yield _lines.decode(_parts(file.readline()[:-1])[0])

    def append(self, decision: Decision, signer: SigningKey, wall_ms: int) -> Line:
        """Signs a decision and appends it; it is on the disk when this returns.

        Raises KnownError: disk_full, read_only; then nothing was added. ValueError for a decision that is not valid
        after those before it (`DecisionFold.check`), or that has no canonical form.
        """
        self._folding.check(decision)
        line = Line(self._count + 1, self._last, wall_ms, signer.public, decision)
        body = canonical_json(line)
        signature = b64encode(signer.sign(KIND, VERSION, body))
        written = _START + body + _MIDDLE + signature + _END
        with raising_known_errors():
            self._write(written + b"\n")
        self._take(line, written)
        return line

    def _prove(self, file: BinaryIO) -> None:
        for written in file:
            if not written.endswith(b"\n"):
                self._prove_torn(written)
                return
            line = self._next(written[:-1])
            if line is None:
                raise decisions_damaged(self._count + 1)
            try:
                self._folding.check(line.decision)
            except ValueError as error:
                raise decisions_damaged(line.number) from error
            self._take(line, written[:-1])

    def _prove_torn(self, written: bytes) -> None:
        """Checks that the torn end is the beginning of a line, as a power cut leaves it. A complete line with other
        bytes after it is not."""
        if self._next(written[:-1]) is not None:
            raise decisions_damaged(self._count + 1)
        self.torn = len(written)

    def _next(self, written: bytes) -> Line | None:
        """The line in these bytes, if its signature is valid and it follows on the last one."""
        try:
            body, signature = _parts(written)
            head = msgspec.json.decode(body, type=_AnyLine)
            follows = (head.number, head.prev) == (self._count + 1, self._last)
            if not (follows and verify(head.signer, KIND, VERSION, body, signature)):
                return None
            if head.decision.kind not in _KINDS:
                raise _newer_register()
            return _lines.decode(body)
        except (ValueError, RecursionError):
            return None

    def _take(self, line: Line, written: bytes) -> None:
        self._folding.add(line.decision)
        self._signers.add(line.signer)
        self._count, self._last = line.number, hashlib.sha256(written).digest()
        self._size += len(written) + 1

    def _write(self, data: bytes) -> None:
        """Writes `data` to the disk, or leaves the file unchanged."""
        with self._path.open("r+b", buffering=0) as file:
            if file.seek(0, os.SEEK_END) < self._size:
                raise decisions_damaged(self._count)
            file.truncate(self._size)  # A full disk may have written a part of the refused line.
            file.seek(self._size)
            try:
                _write_all(file, data)
                os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    file.truncate(self._size)
                    os.fsync(file.fileno())
                raise

    def _cut_off(self) -> None:
        with self._path.open("r+b") as file:
            file.truncate(self._size)
            os.fsync(file.fileno())


def decisions_damaged(number: int) -> KnownError:
    """The error for decisions that were altered by somebody or by the disk."""
    return KnownError(
        "decisions_damaged",
        Message("The decisions of this register were changed or damaged, from line {line} on.", line=number),
        Message(
            "Restore the register's folder from a copy. Without a copy, collect its archive into "
            "a new folder: everything is restored except classes with deleted parts."
        ),
    )


def _newer_register() -> KnownError:
    return KnownError(
        "newer_register",
        Message("A newer version of the app has used this register."),
        Message("Update the app, then open the register again."),
    )


def _make(path: Path) -> None:
    create_private(path)
    sync_folder(path.parent)


def _write_all(file: BinaryIO, data: bytes) -> None:
    """Writes all bytes: a nearly full disk accepts a part before it refuses the rest."""
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _parts(written: bytes) -> tuple[bytes, bytes]:
    """The signed bytes of a line, and their signature. Raises ValueError for bytes that `append` does not write."""
    body = written[len(_START) : -_BEHIND]
    signature = b64decode(written[-_BEHIND + len(_MIDDLE) : -len(_END)], validate=True)
    if _START + body + _MIDDLE + b64encode(signature) + _END != written:
        raise ValueError("no line of decisions")
    return body, signature
