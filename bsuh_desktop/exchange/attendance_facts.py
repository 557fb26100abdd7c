"""What an attendance file tells about one class: plain facts, as the coordinator's desk will read them.

Names are no facts: they stand apart, sealed once more, and the facts are whole without them.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.events import GroupRef, HowCounted, Status
from bsuh_desktop.domain.people import AgeBand, Disability, Sex


class Headcount(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many were in the room; `parts` (girls, boys, …) where they were counted apart; `how` that is known where it
    was not counted head by head."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"


class Counts(msgspec.Struct, frozen=True):
    """The roll in numbers. `present` are all who were there at any time, `late` and `left` among them."""

    present: int
    late: int
    left: int
    absent: int
    not_called: int
    unnamed: int


class TakenBack(msgspec.Struct, frozen=True):
    """A certificate of this class that another replaced, on `day`: its spelling was mended."""

    serial: str
    replaced_by: str
    day: datetime.date


class SessionDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """`session.json`. `date` is the stated date where there is one; times are Unix milliseconds, `doubts` the codes of
    `domain.clock`, `lead` and `co` key ids in hexadecimal. `place_name` is what was typed for a `local:` place.
    `withdrawn` are the ids of learners whose consent was withdrawn: their names and answers are to go everywhere.
    `earlier` are the grants (the bytes of QR 2) of earlier devices of this facilitator whose serials stand in rows, or
    were taken back."""

    date: datetime.date
    start_ms: int
    end_ms: int
    minutes: int
    offset_minutes: int
    place: str
    place_name: str
    groups: tuple[GroupRef, ...]
    pack: str
    pack_version: int
    lead: str
    co: tuple[str, ...]
    headcount: Headcount | None
    counts: Counts
    doubts: tuple[str, ...]
    entered_later: bool
    taken_back: tuple[TakenBack, ...] = ()
    withdrawn: tuple[str, ...] = ()
    earlier: tuple[bytes, ...] = ()


class AttendanceRow(msgspec.Struct, frozen=True):
    """One learner of the class, without a name. `pre` and `post` count correct answers, None where that form was not
    asked; `serial` is the certificate's, empty where there is none."""

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
    post: int | None
    awarded: bool
    serial: str


class NameRow(msgspec.Struct, frozen=True):
    """A learner's name as the certificate carries it, the signature of its first code and the signed words of its
    sheet, so that the office can print it again without signing; no `words` where nobody signed them. Its printed form
    shows no name."""

    learner: str
    name_bn: str
    name_en: str
    signature: bytes
    words: bytes = b""

    def __repr__(self) -> str:
        return f"NameRow({self.learner})"


class AttendanceFacts(msgspec.Struct, frozen=True):
    """Everything of one class that its attendance file holds. `journal` are the lines of `domain.chain.journal_line`;
    `revision` counts the sealings of this session, from 1."""

    session: str
    revision: int
    practice: bool
    details: SessionDetails
    rows: tuple[AttendanceRow, ...]
    journal: tuple[bytes, ...]
    names: tuple[NameRow, ...]
