"""Opens a module pack in a sandbox (a limited process). Packs from other people are opened only here.

The pack may be a folder or a zip; the process gets its path, and no key, identity or passphrase. First what is asked
and answered, in plain values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.source import Source
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_frames import whole_message


class AskWhether(msgspec.Struct, frozen=True, tag=True):
    """Whether the folder or zip at `path` contains the file that makes it a pack. Answer: a bool."""

    path: bytes


class AskFiles(msgspec.Struct, frozen=True, tag=True):
    """The files of the pack at `path`. Answer: `PackFiles`."""

    path: bytes


class AskFindings(msgspec.Struct, frozen=True, tag=True):
    """What the author of the pack at `path` has to fix; `common` are the shared sentences by id. Answer:
    `PackFindings`."""

    path: bytes
    common: dict[str, LocalText]


Question = AskWhether | AskFiles | AskFindings


class PackFiles(msgspec.Struct, frozen=True):
    """Name inside the pack → bytes; and what was left out, with the reason."""

    files: dict[str, bytes]
    left_out: tuple[Finding, ...]


LessonMinutes = dict[str, dict[str, dict[str, int]]]
"""Plan → way of answering → learners → minutes, as `lesson_minutes`."""


class PackFindings(msgspec.Struct, frozen=True):
    """The pack's id ("" if it has none), its version, what has to be fixed, and how long the lesson takes."""

    id: str
    version: int
    findings: tuple[Finding, ...]
    minutes: LessonMinutes = {}


CHILD = "bsuh_desktop.content.pack_sandbox_child"

LIMITS = ONE_DOCUMENT
"""For one pack. Measured: the built-in module takes 0.3 s and 40 MB."""


class PackSandbox:
    """One pack, and the process that opens it. Use it as a context manager: on exit the process is ended.

    Each method raises KnownError `pack_not_found` or `pack_unreadable` if there is no readable pack, and SandboxError
    (a KnownError, too): `too_heavy` beyond LIMITS, `died`, `stopped` soon after `stop()` returned True, `not_started`.
    Not thread-safe.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS, stop: Stop | None = None) -> None:
        self._path = os.fsencode(path)
        self._sandbox = Sandbox(CHILD, limits, stop=stop)

    def __enter__(self) -> PackSandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sandbox.close()

    def holds_pack(self) -> bool:
        """True for a folder or zip with the file that makes it a module pack."""
        return self._sandbox.ask(AskWhether(self._path), bool)

    def source(self) -> Source:
        """Its files by name, and what was left out."""
        answer = self._sandbox.ask(AskFiles(self._path), PackFiles)
        return Source(answer.files, _whole(answer.left_out))

    def check(self, common: Mapping[str, LocalText]) -> PackFindings:
        """Its id and version, and everything that its author has to fix, except what is only found by painting.
        `common` are the shared sentences by id."""
        answer = self._sandbox.ask(AskFindings(self._path, dict(common)), PackFindings)
        return PackFindings(answer.id, answer.version, _whole(answer.findings), answer.minutes)


def _whole(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(replace(one, message=whole_message(one.message), remedy=whole_message(one.remedy)) for one in findings)
