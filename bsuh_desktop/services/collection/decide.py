"""What a person decides about collected files: which counts, which is removed, which school a typed place is.

Each decision is one signed line in this desk's own register; all functions raise KnownError `foreign_register` for
another desk's. What is decided already is not decided again: pressing a button twice adds no second line.
"""

from __future__ import annotations

import unicodedata

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.register.decision_lines import Chosen, Decision, FileStatus, PlaceMapped, PutBack, TakenOut
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector, check_signers

LONGEST_REASON = 500
"""Characters of a reason."""

_CAN_COUNT = ("merged", "newer", "conflict")
_LOCAL = "local:"


def choose(register: Register, collector: Collector, session: str, file: bytes) -> None:
    """Makes `file` (SHA-256) the one that counts for this session, until a newer form of it comes.

    Raises KnownError: not_collected, cannot_count, disk_full, read_only.
    """
    known = _known(register, file)
    if known.session != session:
        raise _not_collected()
    if known.taken_out or known.verdict not in _CAN_COUNT:
        raise KnownError(
            "cannot_count",
            Message("This file cannot count: it was removed, or its signer is not trusted."),
            Message("Choose the other file, or put this one back first."),
        )
    standing = register.status
    if session in standing.conflicts or standing.current.get(session) != file:
        _decide(register, collector, Chosen(session, file))


def take_out(register: Register, collector: Collector, file: bytes, reason: str) -> None:
    """Removes a file from what counts; it stays in the archive, and the file that counted before counts again. The
    reason is stored in the decisions, where everybody can read it: no names.

    Raises KnownError: not_collected, no_reason, reason_too_long, disk_full, read_only.
    """
    said = unicodedata.normalize("NFC", clean(reason))
    if not said:
        raise KnownError(
            "no_reason", Message("The reason is missing."), Message("Write why you remove the file, without names.")
        )
    if len(said) > LONGEST_REASON:
        raise KnownError(
            "reason_too_long",
            Message("The reason is too long."),
            Message("Write it in at most {count} letters.", count=LONGEST_REASON),
        )
    if not _known(register, file).taken_out:
        _decide(register, collector, TakenOut(file, said))


def put_back(register: Register, collector: Collector, file: bytes) -> None:
    """Lets a file that was taken out count as before. Raises KnownError: not_collected, disk_full, read_only."""
    if _known(register, file).taken_out:
        _decide(register, collector, PutBack(file))


def map_place(register: Register, collector: Collector, local: str, place: str) -> None:
    """Maps a place that a facilitator typed (`local:…`) to this place of the programme's list, for all classes held
    there.

    Raises KnownError: place_not_known, disk_full, read_only; ValueError for an id that is not of a typed place.
    """
    if not local.startswith(_LOCAL):
        raise ValueError("only a typed place is mapped")
    if collector.programme.place(place) is None:
        raise KnownError(
            "place_not_known",
            Message("This place is not on the programme's list."),
            Message("Choose one that is on it."),
        )
    if register.status.places.get(local) != place:
        _decide(register, collector, PlaceMapped(local, place))


def _decide(register: Register, collector: Collector, decision: Decision) -> None:
    check_signers(collector, register)
    register.decisions.append(decision, collector.signer, collector.wall_ms())


def _known(register: Register, file: bytes) -> FileStatus:
    known = register.status.files.get(file)
    if known is None:
        raise _not_collected()
    return known


def _not_collected() -> KnownError:
    return KnownError(
        "not_collected", Message("This file is not in the register."), Message("Collect it first, then decide.")
    )
