"""Attendance files of small classes for tests: a real journal, real keys, sealed as any other."""

from __future__ import annotations

import functools
from typing import Any

from msgspec.structs import replace

from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.chain import SALT_BYTES, Entry, Header, data_digest, journal_line, make_entry
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.events import Event, Finished, HeadcountTyped, RollCalled, RollMarked, kind_of
from bsuh_desktop.domain.learner import SEALED, UNSPECIFIED
from bsuh_desktop.exchange.attendance_facts import (
    AttendanceFacts,
    AttendanceRow,
    Counts,
    Headcount,
    NameRow,
    SessionDetails,
)
from bsuh_desktop.exchange.attendance_writer import Sender
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.programme import Partner, Programme
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers.classes import GROUP, NINE, learner, opened
from tests.helpers.keys import DAY, DEVICE, chain, key

SESSION = "SESS00000000000X"
COORDINATOR_IDENTITY = "AGE-SECRET-KEY-19K7M0G52YLNGKX7R2SSTVR90A7G6ZU6S0URF4H4QLL59F0KU9QNQWLY4R8"
RECOVERY_IDENTITY = "AGE-SECRET-KEY-1MQLKQKEQQ256Y9T2QHG3LCM2R2656U7LHWTJH3YNZJSLDW3F6TTS7RJ0QM"
PARTNER = 3


@functools.cache
def programme() -> Programme:
    """A real programme (not the demonstration) whose root key is the test key `root`; a class may be of any length."""
    pattern = demonstration_programme(resources())
    partner = Partner(PARTNER, "partner", pattern.names, (recipient_of(COORDINATOR_IDENTITY),))
    return replace(
        pattern,
        id="trial",
        version=1,
        root_key=key("root").public,
        partners=(partner,),
        recovery=(recipient_of(RECOVERY_IDENTITY),),
        award_rule=AwardRule(),
    )


def sender(**changed: object) -> Sender:
    """The granted device of `tests.helpers.keys`, handing over for the first time."""
    usual = Sender(key("device"), chain(), "trial", programme().recipients_for(PARTNER), 1, b"")
    return replace(usual, **changed)


def journal(practice: bool = False, session: str = SESSION, learners: int = 3) -> tuple[bytes, ...]:
    """A short class as lines of journal.jsonl."""
    events: list[Event] = [opened(learners, practice), HeadcountTyped(learners), RollCalled()]
    events += [RollMarked(learner(2), "late"), Finished(NINE + 45 * 60_000)]
    headers = [
        Header(session, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        for seq, event in enumerate(events, 1)
    ]
    return tuple(journal_line(make_entry(header, event)) for header, event in zip(headers, events, strict=True))


def newer_line(seq: int, session: str = SESSION) -> bytes:
    """A line of a kind that this app does not know, as a newer one could write it."""
    header = Header(session, seq, "run1", NINE + seq * 1000, seq * 1000, "dance_begun/1")
    salt, data = bytes(SALT_BYTES), b'{"dance":"jatra"}'
    return journal_line(Entry(header, salt, data, data_digest(salt, data)))


def row(card: int, **changed: object) -> AttendanceRow:
    """A learner who was there, answered four of five rightly and earned a certificate."""
    serial = make_serial(DEVICE, card)
    facts: dict[str, Any] = {**dict.fromkeys(SEALED, UNSPECIFIED), "sex": "f", "age": "13-17"}
    usual = AttendanceRow(
        learner=learner(card), roll=str(card), card=card, status="present", answered=5, correct=4, pre=2, post=4,
        awarded=True, serial=serial, **facts,
    )  # fmt: skip
    return replace(usual, **changed)


def facts(practice: bool = False, **changed: object) -> AttendanceFacts:
    """A class of three: one late, one without a name."""
    signature = sign_credential(key("device"), make_serial(DEVICE, 1), 5, DAY, "রহিমা").signature
    usual = AttendanceFacts(
        session=SESSION,
        revision=1,
        practice=practice,
        details=details(),
        rows=(row(1), row(2, status="late", roll="৮-ক-২", pre=None), row(3, awarded=False, serial="")),
        journal=journal(practice),
        names=(NameRow(learner(1), "রহিমা", "Rahima", signature), NameRow(learner(2), "", "=SUM(A1)", b"")),
    )
    return replace(usual, **changed)


def details() -> SessionDetails:
    """What session.json says of that class."""
    return SessionDetails(
        date=DAY,
        start_ms=NINE,
        end_ms=NINE + 45 * 60_000,
        minutes=45,
        offset_minutes=360,
        place="eiin:107845",
        place_name="",
        groups=(GROUP,),
        pack="taps-traps-taka",
        pack_version=1,
        lead=key("device").key_id.hex(),
        co=(),
        headcount=Headcount(3, {"girls": 3}),
        counts=Counts(3, 1, 0, 0, 0, 1),
        doubts=(),
        entered_later=False,
    )
