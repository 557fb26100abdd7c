"""Builders for one class in memory: events in, state out, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import replace

from bsuh_desktop.domain.chain import Header
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Event, GroupRef, Opened, Seat, kind_of
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import Form, Item, Option
from bsuh_desktop.domain.session.fold import Record, fold
from bsuh_desktop.domain.session.state import SessionState

NINE = 1_785_726_000_000
"""2026-08-03 09:00 at +06:00, in Unix milliseconds."""

GROUP = GroupRef("GROUP00000000", "eiin:107845", 2026, "8", "ka")


def learner(card: int) -> str:
    """The id of the learner with `card`."""
    return f"L{card:012d}"


def opened(learners: int = 4, practice: bool = True, doubts: tuple[str, ...] = ()) -> Opened:
    """The beginning of a class of `learners` on cards 1, 2, …; the last has no name."""
    seats = tuple(Seat(learner(n), n, GROUP.id, named=n != learners) for n in range(1, learners + 1))
    groups = (GROUP,) if learners else ()
    return Opened("taps-traps-taka", 1, groups, seats, practice, 360, "aa" * 8, doubts=doubts)


def item(name: str = "q1", form: Form = "lesson", key: str = "B", sensitive: bool = False) -> Item:
    """A question with four answers."""
    words = LocalText("কী করবে?", "What will you do?")
    options = {letter: Option(words) for letter in "ABCD"}
    return Item(name, form, "o1", words, options, words, key="" if sensitive else key, sensitive=sensitive)


class Room:
    """A class whose events a test appends one by one."""

    def __init__(self, learners: int = 4, now: int = NINE, doubts: tuple[str, ...] = ()) -> None:
        self.records: list[Record] = []
        self.now = Moment(now, 1_000)
        self.run = "run1"
        self.happen((opened(learners, doubts=doubts),))

    @property
    def state(self) -> SessionState:
        """What the events add up to, folded anew."""
        return fold("SESSION000000000", self.records)

    def happen(self, events: tuple[Event, ...]) -> SessionState:
        """Appends `events` at this moment."""
        for event in events:
            header = Header(
                "SESSION000000000", len(self.records) + 1, self.run, self.now.wall_ms, self.now.mono_ms, kind_of(event)
            )
            self.records.append((header, event))
        return self.state

    def wait(self, minutes: float, wall: bool = True, mono: bool = True) -> None:
        """Time goes by on both clocks, or on one."""
        ms = round(minutes * 60_000)
        self.now = replace(self.now, wall_ms=self.now.wall_ms + ms * wall, mono_ms=self.now.mono_ms + ms * mono)
