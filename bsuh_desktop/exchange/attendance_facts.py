"""The contents of an attendance file about one class, as plain values for the coordinator's desk.

Names are not among these facts: they are stored separately, sealed once more, and the facts are complete without them.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.events import GroupRef, HowCounted, Status
from bsuh_desktop.domain.learner import FORGOTTEN, UNSPECIFIED
from bsuh_desktop.domain.people import AgeBand, Disability, Sex


class Headcount(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many people were in the room; `parts` (girls, boys, …) if they were counted separately; `how` the number is
    known."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"


class Counts(msgspec.Struct, frozen=True):
    """The roll in numbers."""

    present: int
    """All who were there at any time, `late` and `left` included."""
    late: int
    left: int
    absent: int
    not_called: int
    unnamed: int
    """Learners whose names may not be stored."""


class TakenBack(msgspec.Struct, frozen=True):
    """A certificate of this class that was replaced by another on `day`, because its spelling was corrected."""

    serial: str
    replaced_by: str
    day: datetime.date


class SessionDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """`session.json`."""

    date: datetime.date
    """The stated date, if there is one."""
    start_ms: int
    """Unix milliseconds."""
    end_ms: int
    """Unix milliseconds."""
    minutes: int
    offset_minutes: int
    """The programme's offset from UTC."""
    place: str
    place_name: str
    """The typed name of a `local:` place."""
    groups: tuple[GroupRef, ...]
    pack: str
    pack_version: int
    lead: str
    """Key id of the facilitator, in hexadecimal."""
    co: tuple[str, ...]
    """Key ids of colleagues, in hexadecimal."""
    headcount: Headcount | None
    counts: Counts
    doubts: tuple[str, ...]
    """Codes of `domain.clock`."""
    entered_later: bool
    taken_back: tuple[TakenBack, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Ids of learners whose consent was withdrawn: their names and answers must be erased everywhere."""
    earlier: tuple[bytes, ...] = ()
    """Grants (the bytes of QR 2) of earlier devices of this facilitator whose serials are in rows or were taken
    back."""


class AttendanceRow(msgspec.Struct, frozen=True):
    """One learner of the class, without a name."""

    learner: str
    roll: str
    card: int
    status: Status
    sex: Sex
    age: AgeBand
    disability: Disability
    answered: int
    correct: int
    pre: int | None
    """Correct answers; None if that form was not asked."""
    post: int | None
    """As `pre`."""
    awarded: bool
    serial: str
    """The certificate's serial; "" if there is none."""


def without_answers(row: AttendanceRow) -> AttendanceRow:
    """The row of a learner who withdrew: that they were there, and those of the facts that stay. The roll is erased
    like the name."""
    return msgspec.structs.replace(
        row, roll="", answered=0, correct=0, pre=None, post=None, **dict.fromkeys(FORGOTTEN, UNSPECIFIED)
    )


class NameRow(msgspec.Struct, frozen=True):
    """A learner's name as on the certificate, with what the office needs to print it again without signing. The repr
    shows no name."""

    learner: str
    name_bn: str
    name_en: str
    signature: bytes
    """Signature of the certificate's first code."""
    words: bytes = b""
    """The signed words of its sheet; empty if they are not signed."""

    def __repr__(self) -> str:
        return f"NameRow({self.learner})"


class AttendanceFacts(msgspec.Struct, frozen=True):
    """Everything about one class that its attendance file contains."""

    session: str
    revision: int
    """Counts the sealings of this session, from 1."""
    practice: bool
    details: SessionDetails
    rows: tuple[AttendanceRow, ...]
    journal: tuple[bytes, ...]
    """Lines of `domain.chain.journal_line`."""
    names: tuple[NameRow, ...]
