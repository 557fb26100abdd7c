"""Reads the contents of foreign attendance files in a sandbox (a limited process) without keys.

The desk unseals, which parses nothing of the contents; the sandbox gets those bytes and this desk's public recipients,
and answers with the contents after every member was checked against the signed manifest.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.attendance_facts import AttendanceRow, SessionDetails
from bsuh_desktop.exchange.attendance_reader import Unsealed, open_seal
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.package import Link, Manifest
from bsuh_desktop.system.process_limits import ONE_DOCUMENT
from bsuh_desktop.system.sandbox import DocumentSandbox, Start
from bsuh_desktop.trust.grants import decode_grants, encode_grants
from bsuh_desktop.trust.sealing import Opener

CHILD = "bsuh_desktop.exchange.contents_sandbox_child"
LIMITS = ONE_DOCUMENT
"""For one file; a class of 200 learners takes a few milliseconds."""


class Question(msgspec.Struct, frozen=True):
    """The unsealed bytes of one file, and the public recipients of the desk that opened it."""

    unsealed: Unsealed
    ours: tuple[str, ...]


class PlainContents(msgspec.Struct, frozen=True):
    """`contents.Contents` as it is sent through a pipe: without journal and sealed names."""

    manifest: Manifest
    details: SessionDetails
    rows: tuple[AttendanceRow, ...]
    grants: bytes
    """The bytes of QR 2."""
    link: Link
    earlier: tuple[bytes, ...]
    """The bytes of QR 2, for each earlier device."""
    by_newer_app: bool

    @staticmethod
    def of(contents: Contents) -> PlainContents:
        """Convert from `Contents`."""
        return PlainContents(
            manifest=contents.manifest,
            details=contents.details,
            rows=contents.rows,
            grants=encode_grants(contents.grants) if contents.grants else b"",
            link=contents.link,
            earlier=tuple(map(encode_grants, contents.earlier)),
            by_newer_app=contents.by_newer_app,
        )

    def contents(self) -> Contents:
        """Convert back. Raises KnownError `altered` for invalid grants."""
        return Contents(
            manifest=self.manifest,
            details=self.details,
            rows=self.rows,
            journal=(),
            grants=decode_grants(self.grants) if self.grants else (),
            sealed_names=b"",
            link=self.link,
            earlier=tuple(map(decode_grants, self.earlier)),
            by_newer_app=self.by_newer_app,
        )


class ContentsSandbox(DocumentSandbox):
    """Reads files one after another; each gets its own limits. The process is started for the first one. Use it as a
    context manager: on exit the process is ended. Not thread-safe."""

    def __init__(self, identities: Collection[str], *, stop: Stop | None = None, start: Start | None = None) -> None:
        self._opener = Opener(tuple(identities))
        self._ours = tuple(sorted(self._opener.recipients))
        self._stop = stop
        self._start = start

    def open_file(self, data: bytes) -> Contents:
        """The contents of a file, without journal and sealed names, which were checked against the manifest. Raises
        KnownError `not_ours`, `unreadable` or `altered`, and SandboxError (a KnownError, too) if reading it takes more
        than LIMITS or ends the process, or once `stop` returns True."""
        question = Question(open_seal(data, self._opener), self._ours)
        return self._ask_one(CHILD, LIMITS, question, _answers, start=self._start).contents()


_answers = msgspec.msgpack.Decoder(PlainContents)
