"""The state of a class: what its events add up to. Values only; `fold` makes them."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.events import (
    Channel,
    Event,
    Finished,
    HeadcountTyped,
    Level,
    Opened,
    PaperEntered,
    Part,
    Seat,
    Status,
)

THERE: frozenset[Status] = frozenset({"present", "late", "left_early"})
"""The statuses of learners who were there at any time."""

IN_ROOM: frozenset[Status] = frozenset({"present", "late"})
"""The statuses of learners who are in the room now."""


class Attendee(msgspec.Struct, frozen=True):
    """A learner of this session with the current status. `added`: joined during the class."""

    seat: Seat
    status: Status = "not_called"
    added: bool = False


class Asked(msgspec.Struct, frozen=True):
    """One asking of an item."""

    question: str
    """Identifies this asking within the session."""
    item: str
    """The item as `pack/item id`."""
    by: Channel
    part: Part
    letters: str
    """The letters that can be chosen."""
    key: str
    """The right letter; "" for a sensitive item."""
    sensitive: bool
    """No answers are stored, only a tally."""
    room: frozenset[str]
    """Learners who were in the room while the question was open."""
    people: int
    """How many people were in the room: by the roll, or by the headcount if there is no list."""
    answers: dict[str, str] = {}
    """Learner → letter."""
    hands: dict[str, int] | None = None
    """Letter → number of hands."""
    levels: dict[str, Level] | None = None
    """Letter → how many hands by eye, where nobody counted them. They are in no number."""
    tally: dict[str, int] | None = None
    """Letter → number, of a closed sensitive question; empty if it may not be published."""
    forgotten: dict[str, int] = {}
    """Letter → number, of erased answers."""
    not_asked: frozenset[str] = frozenset()
    """Of `room`, the learners to whom the device did not come."""
    closed: bool = False

    @property
    def item_id(self) -> str:
        """The item's id within its pack."""
        return self.item.rpartition("/")[2]

    @property
    def counted(self) -> bool:
        """True if its numbers are those that somebody gave: hands were counted, or anybody answered. Without that it
        was asked, and nothing more is known of it."""
        return bool(self.hands or self.tally or self.answers or self.forgotten)

    def counts(self) -> dict[str, int]:
        """Letter → number of answers, erased ones included; zeros where nobody counted (`counted`)."""
        given = self.tally if self.tally is not None else self.hands
        if given is None:
            chosen = list(self.answers.values())
            given = {letter: chosen.count(letter) for letter in self.letters}
        return {letter: given.get(letter, 0) + self.forgotten.get(letter, 0) for letter in self.letters}

    def blank(self) -> int:
        """How many of those who were asked, in the room while it was open, gave no answer; 0 of hands that nobody
        counted, since it is not known."""
        if self.by == "hands" and not self.hands:
            return 0
        if self.hands is None and self.tally is None:
            return max(0, len(self.room - self.not_asked - self.answers.keys()) - sum(self.forgotten.values()))
        return max(0, self.people - sum(self.counts().values()))


class Slip(msgspec.Struct, frozen=True):
    """An event that undo could take back."""

    seq: int
    event: Event
    question: str | None = None
    """The question it belongs to."""
    added: str | None = None
    """The learner it added."""


class SessionState(msgspec.Struct, frozen=True):
    """One session after its events."""

    session: str
    opened: Opened | None = None
    started: clock.Moment = clock.Moment(0, 0)
    last: clock.Moment = clock.Moment(0, 0)
    """Time of the last event."""
    last_run: str = ""
    """Run of the last event."""
    worked_ms: int = 0
    """Milliseconds in which the desk ran."""
    apart_ms: int = 0
    """Milliseconds between its runs, as far as the wall clock can be trusted."""
    stated_date: datetime.date | None = None
    """The day that a person stated."""
    entered_later: bool = False
    headcount: HeadcountTyped | None = None
    attendees: dict[str, Attendee] = {}
    """By learner id."""
    roll_called: bool = False
    slide: int = 0
    """Number from 1; 0 before the first."""
    slide_ms: dict[int, int] = {}
    """Slide → milliseconds that it was shown; they add up to `worked_ms`."""
    questions: dict[str, Asked] = {}
    """By `Asked.question`, in the order in which they were asked."""
    open_question: str | None = None
    slips: tuple[Slip, ...] = ()
    finished: Finished | None = None
    certificates_allowed: bool = False
    """A person said that the class counts for certificates, though it was shorter than the programme asks."""
    paper: PaperEntered | None = None
    paper_ms: int = 0
    """When `paper` was typed in, in Unix milliseconds."""
    doubts: frozenset[str] = frozenset()
    """Doubts about the clock."""
    events: int = 0
    """Number of events."""
    mended: int = 0
    """Number of events known to be missing since the data file was damaged."""

    @property
    def practice(self) -> bool:
        """True if nothing in this class counts."""
        return bool(self.opened and self.opened.practice)

    @property
    def place(self) -> str:
        """The place of the class's first group; a class without groups gets an id of its own (`local:…`)."""
        return self.opened.groups[0].place if self.opened and self.opened.groups else f"local:{self.session}"

    @property
    def offset_minutes(self) -> int:
        """The programme's offset from UTC."""
        return self.opened.offset_minutes if self.opened else 0

    @property
    def date(self) -> datetime.date:
        """The date of the class: the one that a person stated, else the clock's."""
        return self.stated_date or clock.day_of(self.started.wall_ms, self.offset_minutes)

    @property
    def needs_date(self) -> bool:
        """True while the clock is in doubt and nobody has stated the date."""
        return bool(self.doubts) and self.stated_date is None

    @property
    def minutes(self) -> int:
        """Whole minutes from start to end, pauses included; 0 before the end."""
        return self.minutes_until(self.finished.ended_ms) if self.finished else 0

    def minutes_until(self, ended_ms: int) -> int:
        """The same, if the class ends at `ended_ms`. If the wall clock was set during the class, so that their
        difference cannot be a class, the sum of its parts is used instead."""
        wall = ended_ms - self.started.wall_ms
        return round((wall if 0 <= wall <= clock.DAY_MS else self.worked_ms + self.apart_ms) / 60_000)

    @property
    def listed(self) -> bool:
        """True if attendance is counted by the roll. Without a list, or while nobody on it was called, it is counted by
        the headcount; learners may still join a class without a list one by one."""
        seats = self.opened.seats if self.opened else ()
        return any(self.attendees[seat.learner].status != "not_called" for seat in seats)

    def by_card(self, card: int) -> Attendee | None:
        """The learner who holds `card` in this session."""
        return next((attendee for attendee in self.attendees.values() if attendee.seat.card == card), None)

    def count(self, *statuses: Status) -> int:
        """How many learners have one of `statuses`."""
        return sum(attendee.status in statuses for attendee in self.attendees.values())

    def people_in_room(self) -> int:
        """How many are in the room: by the roll, or, without a list, by the headcount (but at least those who joined by
        name)."""
        joined = self.count(*IN_ROOM)
        return joined if self.listed or self.headcount is None else max(joined, self.headcount.total)
