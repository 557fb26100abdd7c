"""What a class has come to: the state that its events add up to. Values only; `fold` makes them."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.events import (
    Channel,
    Event,
    Finished,
    HeadcountTyped,
    Opened,
    PaperEntered,
    Part,
    Seat,
    Status,
)

THERE: frozenset[Status] = frozenset({"present", "late", "left_early"})
"""Whoever was there at any time."""

IN_ROOM: frozenset[Status] = frozenset({"present", "late"})


class Attendee(msgspec.Struct, frozen=True):
    """A learner of this session and where they stand."""

    seat: Seat
    status: Status = "not_called"
    added: bool = False


class Asked(msgspec.Struct, frozen=True):
    """One asking of an item. `room` holds who was in the room while it was open; `people` their number where
    there is no list. A sensitive one keeps no answers, only its tally, which is
    empty where nothing may be told; `forgotten` are tallies of erased answers."""

    question: str
    item: str
    by: Channel
    part: Part
    letters: str
    key: str
    sensitive: bool
    room: frozenset[str]
    people: int
    answers: dict[str, str] = {}
    hands: dict[str, int] | None = None
    tally: dict[str, int] | None = None
    forgotten: dict[str, int] = {}
    closed: bool = False

    @property
    def item_id(self) -> str:
        """The item's id within its pack."""
        return self.item.rpartition("/")[2]

    def counts(self) -> dict[str, int]:
        """How many chose each letter, forgotten answers included."""
        given = self.tally if self.tally is not None else self.hands
        if given is None:
            chosen = list(self.answers.values())
            given = {letter: chosen.count(letter) for letter in self.letters}
        return {letter: given.get(letter, 0) + self.forgotten.get(letter, 0) for letter in self.letters}

    def blank(self) -> int:
        """Of those in the room while it was open, how many gave no answer."""
        if self.hands is None and self.tally is None:
            return max(0, len(self.room - self.answers.keys()) - sum(self.forgotten.values()))
        return max(0, self.people - sum(self.counts().values()))


class Slip(msgspec.Struct, frozen=True):
    """An event that undo could take back: its number, itself, the question it belongs to, the learner it added."""

    seq: int
    event: Event
    question: str | None = None
    added: str | None = None


class SessionState(msgspec.Struct, frozen=True):
    """One session as its events stand. Times in Unix milliseconds. `slide_ms` are the milliseconds that each slide was
    shown, 0 being the time before the first; together they are `worked_ms`, the time in which the desk ran. `apart_ms`
    is the time between its runs, as far as the wall clock can be believed. `paper` was typed in at `paper_ms`. `mended`
    events are known to be missing, since the data file was damaged."""

    session: str
    opened: Opened | None = None
    started: clock.Moment = clock.Moment(0, 0)
    last: clock.Moment = clock.Moment(0, 0)
    last_run: str = ""
    worked_ms: int = 0
    apart_ms: int = 0
    stated_date: datetime.date | None = None
    entered_later: bool = False
    headcount: HeadcountTyped | None = None
    attendees: dict[str, Attendee] = {}
    roll_called: bool = False
    slide: int = 0
    slide_ms: dict[int, int] = {}
    questions: dict[str, Asked] = {}
    open_question: str | None = None
    slips: tuple[Slip, ...] = ()
    finished: Finished | None = None
    paper: PaperEntered | None = None
    paper_ms: int = 0
    doubts: frozenset[str] = frozenset()
    events: int = 0
    mended: int = 0

    @property
    def practice(self) -> bool:
        """True if nothing of this class ever counts."""
        return bool(self.opened and self.opened.practice)

    @property
    def place(self) -> str:
        """Where the class is: the place of its first group; a class without any group has a place of its own."""
        return self.opened.groups[0].place if self.opened and self.opened.groups else f"local:{self.session}"

    @property
    def offset_minutes(self) -> int:
        """The programme's offset from UTC."""
        return self.opened.offset_minutes if self.opened else 0

    @property
    def date(self) -> datetime.date:
        """The day the class is dated: the one a person stated, else the clock's."""
        return self.stated_date or clock.day_of(self.started.wall_ms, self.offset_minutes)

    @property
    def needs_date(self) -> bool:
        """True while the clock is in doubt and nobody has said which day it is."""
        return bool(self.doubts) and self.stated_date is None

    @property
    def minutes(self) -> int:
        """Whole minutes from the start to the settled end, pauses among them. The sum of its parts stands in where the
        wall clock was set during the class and its difference cannot be a class."""
        if self.finished is None:
            return 0
        wall = self.finished.ended_ms - self.started.wall_ms
        return round((wall if 0 <= wall <= clock.DAY_MS else self.worked_ms + self.apart_ms) / 60_000)

    @property
    def listed(self) -> bool:
        """True if the roll counts the class. Without a list, or while nobody on it was called, the headcount does; a
        class without a list may still be joined by learners one by one."""
        seats = self.opened.seats if self.opened else ()
        return any(self.attendees[seat.learner].status != "not_called" for seat in seats)

    def by_card(self, card: int) -> Attendee | None:
        """The learner who holds `card` in this session."""
        return next((attendee for attendee in self.attendees.values() if attendee.seat.card == card), None)

    def count(self, *statuses: Status) -> int:
        """How many learners have one of `statuses`."""
        return sum(attendee.status in statuses for attendee in self.attendees.values())

    def people_in_room(self) -> int:
        """How many are in the room: by the roll, or by the headcount where there is no list (and at least those who
        joined by name)."""
        joined = self.count(*IN_ROOM)
        return joined if self.listed or self.headcount is None else max(joined, self.headcount.total)
