"""Attendance files of classes with names and answers, and what a device makes of one when somebody withdrew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, journal_line, make_entry, read_journal_line
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.events import (
    Answered,
    Event,
    Finished,
    HeadcountTyped,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    kind_of,
)
from bsuh_desktop.domain.session.answers import erasure
from bsuh_desktop.domain.session.fold import fold
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, NameRow
from tests.helpers import attendance
from tests.helpers.classes import NINE, opened
from tests.helpers.keys import DEVICE

LETTERS = "ABCD"


def learner(card: int) -> str:
    """The id of the learner with `card`, as a laptop could have made it."""
    return f"K{card:012d}"


def letter_of(card: int, question: int = 1) -> str:
    """What the learner with `card` answers."""
    return LETTERS[(card + question) % 4]


def journal(session: str, learners: int, questions: int = 2) -> tuple[bytes, ...]:
    """A class in which everybody answers every question."""
    begun = opened(learners, False)
    seats = tuple(replace(seat, learner=learner(seat.card)) for seat in begun.seats)
    events: list[Event] = [replace(begun, seats=seats), HeadcountTyped(learners), RollCalled()]
    for number in range(1, questions + 1):
        events.append(QuestionOpened(f"q{number}#1", f"q{number}", "shared", "lesson", LETTERS, "B"))
        cards = range(1, learners + 1)
        events += [Answered(f"q{number}#1", learner(card), letter_of(card, number)) for card in cards]
        events.append(QuestionClosed(f"q{number}#1"))
    events.append(Finished(NINE + 45 * 60_000))
    return tuple(line(session, seq, event) for seq, event in enumerate(events, 1))


def line(session: str, seq: int, event: Event) -> bytes:
    """One event as a line of the journal."""
    header = Header(session, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
    return journal_line(make_entry(header, event))


def a_class(
    session: str = attendance.SESSION, names: Sequence[str] = ("রহিমা", "ক্ষিতীশ রহমান", "শ্রেয়া দাস")
) -> AttendanceFacts:
    """A class of learners with these names on the cards 1, 2, …: everybody answered and has a certificate."""
    lines = journal(session, len(names))
    right = {card: sum(letter_of(card, number) == "B" for number in (1, 2)) for card in range(1, len(names) + 1)}
    rows = tuple(
        attendance.row(card, learner=learner(card), correct=count, answered=2, serial=make_serial(DEVICE, card))
        for card, count in right.items()
    )
    kept = tuple(NameRow(learner(card), name, f"Name {card}", b"s" * 64) for card, name in enumerate(names, 1))
    return attendance.facts(session=session, rows=rows, names=kept, journal=lines)


def withdrawn(facts: AttendanceFacts, gone: Sequence[str]) -> AttendanceFacts:
    """The next file of that class from the device on which these learners withdrew."""
    entries = [read_journal_line(one) for one in facts.journal]
    state = fold(facts.session, [(entry.header, entry.event()) for entry in entries])
    event = erasure(state, entries, gone)
    kept = [
        journal_line(replace(one, salt=None, data=None) if one.header.seq in event.seqs else one) for one in entries
    ]
    blank = {"roll": "", "answered": 0, "correct": 0, "pre": None, "post": None}
    return replace(
        facts,
        revision=facts.revision + 1,
        details=replace(facts.details, withdrawn=tuple(gone)),
        rows=tuple(replace(row, **blank) if row.learner in gone else row for row in facts.rows),
        names=tuple(name for name in facts.names if name.learner not in gone),
        journal=(*kept, line(facts.session, len(kept) + 1, event)),
    )


def tallies(facts: AttendanceFacts, gone: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """What the answers of these learners come to, by question."""
    entries = [read_journal_line(one) for one in facts.journal]
    state = fold(facts.session, [(entry.header, entry.event()) for entry in entries])
    return erasure(state, entries, gone).tallies
