"""The kinds of lines in `decisions.jsonl`, and the status of files that results from them.

Register = archive + decisions: folding the lines in order gives the file of each class that counts.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FirstVerdict = Literal["merged", "newer", "conflict", "waiting", "expired", "revoked", "unknown_signer"]
"""The verdict on an archived file. *merged* and *newer* count, all others do not (yet)."""

ReducedWhy = Literal["withdrawn", "retention"]
Purpose = Literal["named_list", "certificates", "place", "complaint"]
"""Why names are opened: a list by name, certificates to print again, to find out whose class it is, or because of a
complaint or request."""


class FileVerdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One received file with its verdict."""

    file: bytes
    """SHA-256 of the file as it came."""
    session: str
    revision: int
    verdict: FirstVerdict


class Received(msgspec.Struct, frozen=True, tag_field="kind", tag="received/1"):
    """Files were received and archived, in this order."""

    files: tuple[FileVerdict, ...]


class Judged(msgspec.Struct, frozen=True, tag_field="kind", tag="judged/1"):
    """The verdicts on archived files have changed: a grant came, a key was revoked, a programme file is newer."""

    files: tuple[FileVerdict, ...]


class Chosen(msgspec.Struct, frozen=True, tag_field="kind", tag="chosen/1"):
    """A person decided a conflict: of this session only `file` counts."""

    session: str
    file: bytes


class TakenOut(msgspec.Struct, frozen=True, tag_field="kind", tag="taken_out/1"):
    """A person took a file out: it no longer counts, and stays in the archive."""

    file: bytes
    reason: str


class PutBack(msgspec.Struct, frozen=True, tag_field="kind", tag="put_back/1"):
    """A file that was taken out counts again as before."""

    file: bytes


class Reduced(msgspec.Struct, frozen=True, tag_field="kind", tag="reduced/1"):
    """A copy without what must be forgotten replaced a file in the archive."""

    file: bytes
    copy: bytes
    """SHA-256 of the sealed copy."""
    why: ReducedWhy
    learners: tuple[str, ...] = ()
    """Ids of withdrawn learners whose answers were removed; empty for retention, which removes all names."""


class PlaceMapped(msgspec.Struct, frozen=True, tag_field="kind", tag="place_mapped/1"):
    """A place that a facilitator typed (`local:…`) was identified as a place of the programme's list."""

    local: str
    place: str


class NamesOpened(msgspec.Struct, frozen=True, tag_field="kind", tag="names_opened/1"):
    """Somebody opened the sealed names of these files, in a role and for a purpose."""

    files: tuple[bytes, ...]
    role: str
    purpose: Purpose
    names: int
    """How many names were opened."""


Decision = Received | Judged | Chosen | TakenOut | PutBack | Reduced | PlaceMapped | NamesOpened


class Line(msgspec.Struct, frozen=True):
    """One line of the file."""

    number: int
    """From 1."""
    prev: bytes
    """SHA-256 of the previous line; 32 zero bytes for the first."""
    wall_ms: int
    """Wall time in Unix milliseconds."""
    signer: bytes
    """Public key of the coordinator who signed it."""
    decision: Decision


class FileStatus(msgspec.Struct, frozen=True, gc=False):
    """The status of one archived file."""

    session: str
    revision: int
    verdict: FirstVerdict
    taken_out: bool = False
    copy: bytes | None = None
    """SHA-256 of the reduced copy that replaced it; None if it is unchanged."""
    choice: int = -1
    """How many choices its session had before it first counted; -1 if it never did."""
    settled: bool = False
    """True if a person has decided the conflict that it was part of."""


class ArchiveStatus(msgspec.Struct, frozen=True):
    """The status after all lines."""

    files: dict[bytes, FileStatus]
    """By SHA-256."""
    current: dict[str, bytes]
    """The file that counts, by session."""
    conflicts: dict[str, tuple[bytes, ...]]
    """The files from which a person must choose, by session; the one that counts meanwhile, if any, comes first."""
    places: dict[str, str]
    """Typed places mapped to places of the programme's list."""
    withdrawn: dict[str, frozenset[str]]
    """Ids of withdrawn learners, by session."""
