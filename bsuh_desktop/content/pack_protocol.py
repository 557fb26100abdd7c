"""Questions to the sandbox process that opens one module pack, and its answers. Plain values only."""

from __future__ import annotations

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.local_text import LocalText


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
