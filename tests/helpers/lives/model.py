"""What must hold, in plain values: who was told what, which classes were acknowledged, which names have ended."""

from __future__ import annotations

import copy
import dataclasses
import datetime
from pathlib import Path

SYLLABLES = ("রা", "মি", "সু", "কে", "নো", "তা", "হি", "বু")
LATIN = ("ra", "mi", "su", "ke", "no", "ta", "hi", "bu")
EVERY_NAME = ("ক্ষিতী", "kshiti")
"""What every name ends with, in one script or the other: where neither stands there is no name at all."""
Tallies = dict[str, dict[str, int]]


def bangla(number: int) -> str:
    """A given name that no other number has; it looks like none of the others."""
    return "".join(SYLLABLES[number >> shift & 7] for shift in (0, 3, 6)) + EVERY_NAME[0]


def english(number: int) -> str:
    """The same in Latin letters."""
    return "".join(LATIN[number >> shift & 7] for shift in (0, 3, 6)).capitalize() + EVERY_NAME[1]


@dataclasses.dataclass
class Held:
    """An acknowledged class: its groups, its day, what counts of each question (None where two laptops went on with it,
    so that nobody says which of both counts), how many were there, and who of the named."""

    session: str
    groups: tuple[str, ...]
    day: datetime.date
    tallies: Tallies | None
    present: int
    sat: frozenset[int] = frozenset()


@dataclasses.dataclass
class Known:
    """What one laptop's data must be. `spelled` is who is named, and how, by their number; *gone* are those whose names
    have ended here; `merged` the days of receipts that came, `changed` the step in which a class changed last. `torn`:
    a disk took something that nobody else has, so that rows may be missing."""

    spelled: dict[int, str] = dataclasses.field(default_factory=dict)
    group_of: dict[int, str] = dataclasses.field(default_factory=dict)
    gone: set[int] = dataclasses.field(default_factory=set)
    held: dict[str, Held] = dataclasses.field(default_factory=dict)
    running: dict[str, Held] = dataclasses.field(default_factory=dict)
    merged: dict[str, datetime.date] = dataclasses.field(default_factory=dict)
    answered: dict[str, int] = dataclasses.field(default_factory=dict)
    withdrew: set[int] = dataclasses.field(default_factory=set)
    changed: dict[str, int] = dataclasses.field(default_factory=dict)
    sections: int = 0
    torn: bool = False
    mixed: bool = False

    def copied(self) -> Known:
        """The same, as a copy of the data has it."""
        return copy.deepcopy(self)

    def forget(self, number: int) -> None:
        """From now on this name is nowhere on it."""
        self.gone.add(number)
        self.spelled.pop(number, None)

    def may_end(self, number: int, today: datetime.date, days: int) -> bool:
        """True if the receipts that came allow a name to go because its time is over."""
        came = [self.merged.get(session) for session in self._of(number)]
        return bool(came) and all(day is not None and day + datetime.timedelta(days) <= today for day in came)

    def must_end(self, number: int, today: datetime.date, days: int) -> bool:
        """True if it must: no class of its group is open, and none has changed since the file that its receipt is
        for."""
        group = self.group_of.get(number)
        if self.torn or not self.may_end(number, today, days):
            return False
        if any(group in one.groups for one in self.running.values()):
            return False
        return all(self.changed.get(one, 0) < self.answered.get(one, 0) for one in self._of(number))

    def _of(self, number: int) -> list[str]:
        group = self.group_of.get(number)
        return [one.session for one in self.held.values() if group in one.groups]

    def unite(self, other: Known) -> None:
        """The data of `other`, of the same family, was brought into this."""
        for session in self.held.keys() & other.held.keys():
            if self.held[session].tallies != other.held[session].tallies:
                self.held[session].tallies = None
        self.held = other.held | self.held
        self.running = {one: held for one, held in (other.running | self.running).items() if one not in self.held}
        self.group_of = other.group_of | self.group_of
        self.gone |= other.gone
        self.withdrew |= other.withdrew
        both = other.spelled | self.spelled
        self.spelled = {number: name for number, name in both.items() if number not in self.gone}
        self.merged, self.answered = other.merged | self.merged, other.answered | self.answered
        self.changed = {one: max(self.changed.get(one, 0), other.changed.get(one, 0)) for one in self.held}
        self.sections = max(self.sections, other.sections)
        self.torn, self.mixed = self.torn or other.torn, True


@dataclasses.dataclass(frozen=True)
class Copy:
    """A backup file, and what the laptop of the family (all that have one store key) held when it was made."""

    path: Path
    family: str
    known: Known


@dataclasses.dataclass
class Sent:
    """An attendance file that was written somewhere: by which key, and what the office must make of it."""

    path: Path
    session: str
    revision: int
    key: bytes
    nth: int
    day: datetime.date
    step: int
    withdrawn: frozenset[int]
