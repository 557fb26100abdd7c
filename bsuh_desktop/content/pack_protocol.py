"""What is asked of the limited process that opens one module pack, and what it answers. Plain values alone."""

from __future__ import annotations

import msgspec

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.local_text import LocalText


class AskWhether(msgspec.Struct, frozen=True, tag=True):
    """Whether the folder or zip at `path` holds the file that makes it a pack. Answered by a truth."""

    path: bytes


class AskFiles(msgspec.Struct, frozen=True, tag=True):
    """The files of the pack at `path`. Answered by `PackFiles`."""

    path: bytes


class AskFindings(msgspec.Struct, frozen=True, tag=True):
    """What the author of the pack at `path` has to mend; `common` are the shared sentences by their id. Answered by
    `PackFindings`."""

    path: bytes
    common: dict[str, LocalText]


Question = AskWhether | AskFiles | AskFindings


class PackFiles(msgspec.Struct, frozen=True):
    """Bytes by name inside the pack, and what was left out and why."""

    files: dict[str, bytes]
    left_out: tuple[Finding, ...]


class PackFindings(msgspec.Struct, frozen=True):
    """The pack's id ("" where it has none), its version, and everything that is to be mended."""

    id: str
    version: int
    findings: tuple[Finding, ...]
