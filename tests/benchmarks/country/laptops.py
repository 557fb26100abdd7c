"""A facilitator's laptop: its key, its grant, its serials, and the row of files that it hands over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.learner import SEALED, UNSPECIFIED
from bsuh_desktop.exchange.attendance_facts import (
    AttendanceFacts,
    AttendanceRow,
    Counts,
    Headcount,
    NameRow,
    SessionDetails,
)
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, Sender, build_attendance_file, file_name
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.signing import SigningKey
from tests.benchmarks.country.lessons import OFFSET, TAKES_PART, Attendee, Lesson

SIGNED_ONE_IN = 8
"""Of so many classes one has the signatures of its certificates beside the names: as if the others were not printed."""


def key_of(*what: object) -> SigningKey:
    """The key that always grows from these words."""
    return SigningKey.from_seed(hashlib.sha256(f"country {' '.join(map(str, what))}".encode()).digest())


class Handed(NamedTuple):
    """A file, its name, and of which session and revision it is."""

    file: AttendanceFile
    name: str
    session: str
    revision: int


class Laptop:
    """Hands over one class after the other. Without `grants` it waits for its own."""

    def __init__(self, key: SigningKey, grants: tuple[Grant, ...], programme: str, recipients: tuple[str, ...]) -> None:
        self.key, self.grants, self.programme, self.recipients = key, grants, programme, recipients
        self.lead = key.key_id.hex()
        self.manifests: list[bytes] = []
        self.counter = 0
        self._serials: dict[tuple[str, str], str] = {}

    def hand_over(
        self,
        held: Lesson,
        revision: int = 1,
        practice: bool = False,
        nth: int | None = None,
        signed: bool = False,
    ) -> Handed:
        """The file of a class, next in this key's row; or at the place `nth` (from 1), where another one stands."""
        place = len(self.manifests) if nth is None else nth - 1
        sender = Sender(
            self.key,
            self.grants,
            self.programme,
            self.recipients,
            place + 1,
            self.manifests[place - 1] if place else b"",
        )
        rows = tuple(self._rows(held))
        facts = AttendanceFacts(
            session=held.session,
            revision=revision,
            practice=practice,
            details=_details(held, self.lead),
            rows=rows,
            journal=tuple(held.journal.lines),
            names=tuple(self._names(held, rows, signed)),
        )
        file = build_attendance_file(facts, sender)
        if nth is None:
            self.manifests.append(file.manifest_sha256)
        return Handed(file, file_name(held.day, held.place, held.session, revision), held.session, revision)

    def _rows(self, held: Lesson) -> Iterator[AttendanceRow]:
        for one in held.attendees:
            awarded = bool(self.grants) and one.status in TAKES_PART
            facts: dict[str, Any] = dict.fromkeys(SEALED, UNSPECIFIED)
            facts |= {"sex": one.who.sex, "age": one.who.age, "disability": one.who.disability}
            yield AttendanceRow(
                learner=one.learner,
                roll=one.who.roll,
                card=one.card,
                status=one.status,
                answered=one.answered,
                correct=one.correct,
                pre=one.pre,
                post=one.post,
                awarded=awarded,
                serial=self._serial(held.session, one.learner) if awarded else "",
                **facts,
            )

    def _serial(self, session: str, learner: str) -> str:
        """A certificate keeps its serial, whatever else of its class is mended."""
        if (session, learner) not in self._serials:
            self.counter += 1
            self._serials[session, learner] = make_serial(self.grants[-1].terms.serial_low, self.counter)
        return self._serials[session, learner]

    def _names(self, held: Lesson, rows: tuple[AttendanceRow, ...], signed: bool) -> Iterator[NameRow]:
        for one, row in zip(held.attendees, rows, strict=True):
            if one.who.named:
                signature = self._signature(held, one, row) if signed and row.serial else b""
                yield NameRow(one.learner, one.who.name_bn, one.who.name_en, signature)

    def _signature(self, held: Lesson, one: Attendee, row: AttendanceRow) -> bytes:
        return sign_credential(self.key, row.serial, 1, held.day, one.who.name_bn).signature


def _details(held: Lesson, lead: str) -> SessionDetails:
    statuses = [one.status for one in held.attendees]
    counts = Counts(
        present=held.present,
        late=statuses.count("late"),
        left=statuses.count("left_early"),
        absent=statuses.count("absent"),
        not_called=statuses.count("not_called"),
        unnamed=sum(not one.who.named for one in held.attendees),
    )
    return SessionDetails(
        date=held.day,
        start_ms=held.start_ms,
        end_ms=held.end_ms,
        minutes=held.minutes,
        offset_minutes=OFFSET,
        place=held.place,
        place_name=held.place_name,
        groups=held.groups,
        pack=held.module,
        pack_version=1,
        lead=lead,
        co=(),
        headcount=Headcount(held.present, held.heads),
        counts=counts,
        doubts=held.doubts,
        entered_later=held.entered_later,
    )
