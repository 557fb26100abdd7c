"""The truth about the files, told apart from them: what each is worth, and what all of it adds up to.

Counted in plain Python from what was made up; nothing of the register's own counting has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from tests.benchmarks.country.lessons import TAKES_PART, THERE, Attendee, Lesson

Rule = Literal["", "revisions", "contradict"]
"""What several files of one knot do to each other: *revisions*: the highest counts, what is lower than one that came
before is identical; *contradict*: the first counts until a person chooses."""

ARCHIVED = ("merged", "newer", "conflict", "waiting", "expired", "revoked", "unknown_signer")
"""What is kept under its hash; *identical* is not kept a second time."""


class TrueFile(msgspec.Struct, frozen=True):
    """One file: where it lies, what was made of it, its bytes (SHA-256 in hexadecimal), and what it is worth by
    itself. Files of one `knot` are worth what `rule` says in the order in which they come. `session` is empty for what
    cannot be opened."""

    path: str
    kind: str
    sha256: str
    verdict: str
    session: str = ""
    revision: int = 0
    rule: Rule = ""
    knot: str = ""


class TrueCounts(msgspec.Struct):
    """One group of classes in numbers: those of `register.queries.Counts`."""

    classes: int = 0
    total: int = 0
    unique: int = 0
    present: int = 0
    reached: int = 0
    certificates: int = 0
    minutes: int = 0
    entered_later: int = 0

    def add(self, other: TrueCounts) -> None:
        """Both together, of people who have nobody in common."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


TrueFigures = dict[str, dict[str, TrueCounts]]
"""By table (its dimensions with a comma between, none for the whole) and value (likewise)."""


class _Cell:
    """One group while it is counted: people who were met already, and how many nobody can meet again."""

    def __init__(self) -> None:
        self.counts = TrueCounts()
        self.people: set[int] = set()
        self.there: set[int] = set()

    def add_class(self, held: Lesson) -> None:
        self.counts.classes += 1
        self.counts.minutes += held.minutes
        self.counts.entered_later += held.entered_later

    def add(self, one: Attendee) -> None:
        there = one.status in THERE
        self.counts.total += 1
        self.counts.present += there
        self.counts.certificates += one.status in TAKES_PART
        if one.who.named:
            self.people.add(one.who.person)
            if there:
                self.there.add(one.who.person)
        else:
            self.counts.unique += 1
            self.counts.reached += there

    def add_heads(self, heads: int) -> None:
        for name in ("total", "unique", "present", "reached"):
            setattr(self.counts, name, getattr(self.counts, name) + heads)

    def closed(self) -> TrueCounts:
        self.counts.unique += len(self.people)
        self.counts.reached += len(self.there)
        return self.counts


class Tally:
    """Counts classes of people whom no other tally meets."""

    def __init__(self, partner: int) -> None:
        self._partner = str(partner)
        self._cells: dict[tuple[str, str], _Cell] = {}

    def add(self, held: Lesson) -> None:
        """One class that counts."""
        cells = [self._cell(table, value) for table, value in self._places(held)]
        for cell in cells:
            cell.add_class(held)
            for one in held.attendees:
                cell.add(one)
            cell.add_heads(sum(held.heads.values()))
        self._by_grade(held)

    def figures(self) -> TrueFigures:
        """All of it."""
        found: TrueFigures = {}
        for (table, value), cell in self._cells.items():
            found.setdefault(table, {})[value] = cell.closed()
        return found

    def _places(self, held: Lesson) -> tuple[tuple[str, str], ...]:
        return (
            ("", ""),
            ("division", held.division),
            ("district", held.district),
            ("partner", self._partner),
            ("module", held.module),
            ("month", f"{held.day:%Y-%m}"),
            ("district,module", f"{held.district},{held.module}"),
        )

    def _by_grade(self, held: Lesson) -> None:
        grades = {group.id: str(int(group.grade)) for group in held.groups}
        shared = next(iter(grades.values())) if len(set(grades.values())) == 1 else ""
        cells: dict[str, _Cell] = {}

        def cell_of(grade: str) -> _Cell:
            if grade not in cells:
                cells[grade] = self._cell("grade", grade)
                cells[grade].add_class(held)
            return cells[grade]

        for one in held.attendees:
            cell_of(grades.get(one.group, shared)).add(one)
        for heads in held.heads.values():
            cell_of(shared).add_heads(heads)

    def _cell(self, table: str, value: str) -> _Cell:
        return self._cells.setdefault((table, value), _Cell())


def joined(parts: Iterable[TrueFigures]) -> TrueFigures:
    """The figures of tallies that have nobody in common."""
    found: TrueFigures = {}
    for figures in parts:
        for table, values in figures.items():
            for value, counts in values.items():
                found.setdefault(table, {}).setdefault(value, TrueCounts()).add(counts)
    return found


def expected(files: Mapping[str, TrueFile], order: Sequence[str]) -> dict[str, str]:
    """What each file comes to if all are taken in for the first time, in this order of their paths."""
    said: dict[str, str] = {}
    seen: dict[str, str] = {}
    highest: dict[str, int] = {}
    for path in order:
        one = files[path]
        if one.sha256 in seen:
            before = seen[one.sha256]
            said[path] = "identical" if before in (*ARCHIVED, "identical") else before
            continue
        said[path] = seen[one.sha256] = _in_order(one, highest)
    return said


def _in_order(one: TrueFile, highest: dict[str, int]) -> str:
    if not one.rule:
        return one.verdict
    before = highest.setdefault(one.knot, 0)
    highest[one.knot] = max(before, one.revision)
    if not before:
        return "merged"
    if one.rule == "contradict":
        return "conflict"
    return "newer" if one.revision > before else "identical"
