"""One class: who was there, what was asked and answered, and the facts of it as a laptop hands them over."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bsuh_desktop.domain.clock import moment_of
from bsuh_desktop.domain.codes import LEARNER_BITS, LEARNER_LENGTH, SESSION_BITS, SESSION_LENGTH, encode
from bsuh_desktop.domain.events import (
    Channel,
    DateStated,
    Event,
    Finished,
    GroupRef,
    HandsCounted,
    HeadcountTyped,
    LearnerAdded,
    Opened,
    Part,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    Seat,
    SlideShown,
    Status,
)
from tests.benchmarks.country.journal import Journal
from tests.benchmarks.country.people import GROUPS_A_LAPTOP, Group, Person, group
from tests.benchmarks.country.plan import Wish

MODULES = (
    "my-name-is-mine-to-keep",
    "kind-thumbs-brave-voice",
    "the-stranger-who-knows-your-song",
    "before-you-forward",
    "taps-traps-taka",
    "ask-first-dont-grab-the-phone",
    "when-a-child-tells-you",
)
OFFSET = 360
LOCAL = "local:"
TAKES_PART: tuple[Status, ...] = ("present", "late")
"""Who earns the certificate."""
THERE: tuple[Status, ...] = ("present", "late", "left_early")

_FIRST_DAY, _LAST_DAY = datetime.date(2026, 1, 4), datetime.date(2026, 12, 28)
_LETTERS = "ABCD"
_SLIDES = 16
_DOUBTS = ("before_last_event", "jump", "long_after_last_event")
_VISITOR = Person(0, "", "", "m", "unspecified", "unspecified", False, "", "")


class Asked(NamedTuple):
    """A question, and when: `slide` is the one before it."""

    name: str
    part: Part
    key: str
    slide: int


_PARTS: tuple[tuple[Part, int, int], ...] = (("pre", 3, 2), ("lesson", 5, 8), ("post", 3, 15))
_QUESTIONS = tuple(
    Asked(f"{part}{number}", part, _LETTERS[(number + slide) % 4], slide)
    for part, count, slide in _PARTS
    for number in range(1, count + 1)
)
_LEAN = tuple(_QUESTIONS[place] for place in (0, 3, 8))


@dataclass(slots=True)
class Attendee:
    """Somebody on the roll of one class. `group` is empty for a visitor."""

    who: Person
    learner: str
    card: int
    group: str
    status: Status
    answered: int = 0
    correct: int = 0
    pre: int | None = None
    post: int | None = None


@dataclass(slots=True)
class Lesson:
    """One class in all that is told of it. `heads` (by part) are people without a roll; `district` and `division` are
    empty for a place on no list."""

    session: str
    day: datetime.date
    place: str
    place_name: str
    district: str
    division: str
    groups: tuple[GroupRef, ...]
    module: str
    start_ms: int
    end_ms: int
    minutes: int
    entered_later: bool
    doubts: tuple[str, ...]
    attendees: list[Attendee]
    heads: dict[str, int]
    journal: Journal

    @property
    def present(self) -> int:
        """Heads that were there at any time."""
        return sum(one.status in THERE for one in self.attendees) + sum(self.heads.values())


def lesson(
    wish: Wish, laptop: int, number: int, lead: str, *, other: str = "", practice: bool = False, day: str = ""
) -> Lesson:
    """The class of a number, as `laptop` held it. `other` makes another class of the same: with another session (of
    *again*), or the same one in another form (*form*); `day` (ISO 8601) dates it otherwise."""
    chance = wish.chance("class", number)
    mine = wish.classes_of(laptop)
    place = number - mine.start if number in mine else 0
    held = _held(wish, laptop, place, len(mine), chance)
    again = wish.chance("class", number, other)
    if day:
        _move(held, datetime.date.fromisoformat(day))
    held.session = _session(again if other.startswith("again") else chance)
    _write(held, chance, again, lead, wish.lean, practice)
    return held


def mended(held: Lesson) -> Lesson:
    """The same class after its roll was looked at again: one of the absent had come late after all. Its journal goes on
    where the other one ended."""
    attendees = [replace(one) for one in held.attendees]
    journal = held.journal.going_on()
    journal.add(SlideShown(1))
    if late := next((one for one in attendees if one.status == "absent"), None):
        late.status = "late"
        journal.add(RollMarked(late.learner, "late"))
    return replace(held, attendees=attendees, journal=journal)


def _session(chance: random.Random) -> str:
    return encode(chance.getrandbits(SESSION_BITS), SESSION_LENGTH)


def _held(wish: Wish, laptop: int, place: int, classes: int, chance: random.Random) -> Lesson:
    """The class before anything was asked: the place-th of so many that this laptop holds in the year."""
    slot = place % GROUPS_A_LAPTOP
    groups = [group(wish, laptop, slot)]
    if slot < 4 and chance.random() < 0.08:
        groups.append(group(wish, laptop, slot ^ 1))
    span = (_LAST_DAY - _FIRST_DAY).days
    day = _FIRST_DAY + datetime.timedelta(days=place * span // max(1, classes - 1))
    minutes = 35 + chance.randrange(25)
    typed = chance.random() < 0.01
    where = groups[0].place
    counted_only = chance.random() < 0.04
    held = Lesson(
        session="",
        day=day,
        place=f"{LOCAL}{chance.getrandbits(40):010x}" if typed else where.id,
        place_name="বটতলা" if typed else "",
        district="" if typed else where.district.code,
        division="" if typed else where.division.code,
        groups=() if counted_only else tuple(one.ref for one in groups),
        module=MODULES[(place // GROUPS_A_LAPTOP + laptop) % len(MODULES)],
        start_ms=0,
        end_ms=0,
        minutes=minutes,
        entered_later=chance.random() < 0.05,
        doubts=(chance.choice(_DOUBTS),) if chance.random() < 0.03 else (),
        attendees=[] if counted_only else list(_seated(groups, chance)),
        heads=_heads(chance) if counted_only else {},
        journal=Journal("", 0, chance),
    )
    _move(held, day)
    return held


def _move(held: Lesson, day: datetime.date) -> None:
    held.day = day
    held.start_ms = moment_of(day, datetime.time(9), OFFSET)
    held.end_ms = held.start_ms + held.minutes * 60_000


def _heads(chance: random.Random) -> dict[str, int]:
    parts = {"girls": chance.randint(8, 25), "boys": chance.randint(5, 20)}
    if chance.random() < 0.3:
        parts |= {"women": chance.randint(1, 5), "unspecified": chance.randint(1, 3)}
    return parts


def _seated(groups: Sequence[Group], chance: random.Random) -> Iterator[Attendee]:
    card = 0
    for one in groups:
        for who in one.people:
            card += 1
            learner = who.learner if who.named else _new_id(chance)
            yield Attendee(who, learner, card, one.ref.id, _status(chance.random()))
    if chance.random() < 0.05:
        yield Attendee(_VISITOR, _new_id(chance), card + 1, "", "present")


def _new_id(chance: random.Random) -> str:
    return encode(chance.getrandbits(LEARNER_BITS), LEARNER_LENGTH)


def _status(dice: float) -> Status:
    if dice < 0.86:
        return "present"
    if dice < 0.90:
        return "late"
    if dice < 0.92:
        return "left_early"
    return "absent" if dice < 0.998 else "not_called"


def _write(held: Lesson, chance: random.Random, salts: random.Random, lead: str, lean: bool, practice: bool) -> None:
    """The journal of the class, and what each answered."""
    journal = Journal(held.session, held.start_ms, salts)
    for event in _beginning(held, lead, practice):
        journal.add(event)
    by = _channel(chance.random())
    shown = 0
    for asked in _LEAN if lean else _QUESTIONS:
        for slide in range(shown + 1, asked.slide + 1):
            journal.add(SlideShown(slide), 60_000)
        shown = max(shown, asked.slide)
        _ask(held, journal, asked, by, chance)
    for slide in range(shown + 1, _SLIDES + 1):
        journal.add(SlideShown(slide), 60_000)
    journal.add(Finished(held.end_ms))
    held.journal = journal


def _channel(dice: float) -> Channel:
    return "cards" if dice < 0.4 else "shared" if dice < 0.67 else "hands"


def _beginning(held: Lesson, lead: str, practice: bool) -> Iterator[Event]:
    seats = tuple(Seat(one.learner, one.card, one.group, one.who.named) for one in held.attendees if one.group)
    yield Opened(held.module, 1, held.groups, seats, practice, OFFSET, lead, doubts=held.doubts)
    if held.doubts or held.entered_later:
        yield DateStated(held.day.isoformat(), held.entered_later)
    yield HeadcountTyped(held.present, held.heads)
    for one in held.attendees:
        if one.status in ("absent", "late"):
            yield RollMarked(one.learner, one.status)
    if held.attendees:
        yield RollCalled()
    for one in held.attendees:
        if not one.group:
            yield LearnerAdded(Seat(one.learner, one.card, "", False))


def _ask(held: Lesson, journal: Journal, asked: Asked, by: Channel, chance: random.Random) -> None:
    counted = by == "hands" or not held.attendees
    journal.add(
        QuestionOpened(
            asked.name, f"{held.module}/{asked.name}", "hands" if counted else by, asked.part, _LETTERS, asked.key
        )
    )
    if counted:
        half = held.present // 2
        journal.add(HandsCounted(asked.name, {asked.key: held.present - half, "D" if asked.key != "D" else "A": half}))
    else:
        for one in held.attendees:
            if one.status in THERE:
                _answer(one, journal, asked, chance.random())
    journal.add(QuestionClosed(asked.name))


def _answer(one: Attendee, journal: Journal, asked: Asked, dice: float) -> None:
    """Two in a hundred give no answer, and six in ten the right one."""
    given = "" if dice < 0.02 else asked.key if dice < 0.62 else _LETTERS[int(dice * 1000) % 4]
    right = given == asked.key
    if asked.part == "pre":
        one.pre = (one.pre or 0) + right
    elif asked.part == "post":
        one.post = (one.post or 0) + right
    if given:
        one.answered += 1
        one.correct += right
        journal.answer(asked.name, one.learner, given)
