"""What was decided about collected files: the closed list of lines in `decisions.jsonl`, and where they leave a class.

Register = archive + decisions: folding the lines in their order says which file of each class counts.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FirstVerdict = Literal["merged", "newer", "conflict", "waiting", "expired", "revoked", "unknown_signer"]
"""What an archived file came to. *merged* and *newer* count, all others do not (yet)."""

ReducedWhy = Literal["withdrawn", "retention"]
Purpose = Literal["named_list", "certificates", "place", "complaint"]
"""Why names are opened: a list by name, certificates to print again, to find out whose class it is, or because of a
complaint or request."""


class FileVerdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file (SHA-256 as it came) of a session and revision, and what it came to."""

    file: bytes
    session: str
    revision: int
    verdict: FirstVerdict


class Received(msgspec.Struct, frozen=True, tag_field="kind", tag="received/1"):
    """Files came and were archived, in this order."""

    files: tuple[FileVerdict, ...]


class Judged(msgspec.Struct, frozen=True, tag_field="kind", tag="judged/1"):
    """Archived files are worth something else by now: a grant came, a key was revoked, a programme file is newer."""

    files: tuple[FileVerdict, ...]


class Chosen(msgspec.Struct, frozen=True, tag_field="kind", tag="chosen/1"):
    """A person decided a conflict: of this session `file` counts, all others of it do not."""

    session: str
    file: bytes


class TakenOut(msgspec.Struct, frozen=True, tag_field="kind", tag="taken_out/1"):
    """A person took one file out: it counts no more, and stays in the archive."""

    file: bytes
    reason: str


class PutBack(msgspec.Struct, frozen=True, tag_field="kind", tag="put_back/1"):
    """A file that was taken out counts again as it did."""

    file: bytes


class Reduced(msgspec.Struct, frozen=True, tag_field="kind", tag="reduced/1"):
    """A copy without what must be forgotten took a file's place in the archive. `copy` is the SHA-256 of the sealed
    copy, `learners` the ids of the withdrawn whose answers are gone (none for retention: then all names are)."""

    file: bytes
    copy: bytes
    why: ReducedWhy
    learners: tuple[str, ...] = ()


class PlaceMapped(msgspec.Struct, frozen=True, tag_field="kind", tag="place_mapped/1"):
    """A place that a facilitator typed (`local:…`) is this one of the programme's list."""

    local: str
    place: str


class NamesOpened(msgspec.Struct, frozen=True, tag_field="kind", tag="names_opened/1"):
    """Somebody opened the sealed names of these files: in which role, for which purpose, and how many names."""

    files: tuple[bytes, ...]
    role: str
    purpose: Purpose
    names: int


Decision = Received | Judged | Chosen | TakenOut | PutBack | Reduced | PlaceMapped | NamesOpened


class Line(msgspec.Struct, frozen=True):
    """One line: its number from 1, the SHA-256 of the line before (32 zero bytes before the first), the Unix
    milliseconds of the clock, the public key of the coordinator who signed it, and what was decided."""

    number: int
    prev: bytes
    wall_ms: int
    signer: bytes
    decision: Decision


class FileStatus(msgspec.Struct, frozen=True, gc=False):
    """Where one archived file stands: `copy` is the SHA-256 of the reduced copy that took its place, None while it is
    as it came. `choice` says after how many choices of its session it first counted, -1 while it never did; `settled`
    that a choice between conflicting files has gone by it."""

    session: str
    revision: int
    verdict: FirstVerdict
    taken_out: bool = False
    copy: bytes | None = None
    choice: int = -1
    settled: bool = False


class ArchiveStatus(msgspec.Struct, frozen=True):
    """What all lines leave behind. `files` by SHA-256; `current` the file that counts, by session; `conflicts` the
    files among which a person must choose, by session, the one that counts meanwhile first, where any does; `places`
    the mapped places; `withdrawn` ids of learners by session."""

    files: dict[bytes, FileStatus]
    current: dict[str, bytes]
    conflicts: dict[str, tuple[bytes, ...]]
    places: dict[str, str]
    withdrawn: dict[str, frozenset[str]]
