"""Who is who in a later list of a class: by name and roll, by name alone, by roll where the name is written alike.

Whoever is not certain is new, and a person may say who it is. A name that was not kept cannot be compared: its roll
speaks for it only while the rolls of the class stand. For a learner who said no it speaks only where no other row of
the list could be that learner: a no must not go to another child, for then a refused name would be kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from bsuh_desktop.domain.roster import RosterRow, roll_key
from bsuh_desktop.rosters.duplicates import name_key
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import Decisions
from bsuh_desktop.services.class_lists.known_class import Compared, KnownClass

ALIKE = 0.75
"""Of 1: from here on two names may be one that was written anew (difflib's ratio)."""

_MOVED_OF = 10
"""Rolls stand while no more than one in so many who were found by name has another."""

Keys = tuple[str, str]


def keys_of(name_bn: str | None, name_en: str | None) -> Keys:
    """Both names as they are compared."""
    return name_key(name_bn), name_key(name_en)


def compared(rows: Sequence[RosterRow], base: KnownClass) -> Compared:
    """What of the names is worth working out once."""
    lines = {one.line: keys_of(one.name_bn, one.name_en) for one in base.learners}
    read = {one.row: keys_of(one.name_bn, one.name_en) for one in rows}
    by_roll = _by_roll(base.learners)
    alike = frozenset(
        (one.row, other.line)
        for one in rows
        for other in by_roll.get(roll_key(one.roll), ())
        if one.roll and are_alike(read[one.row], lines[other.line])
    )
    return Compared(lines, read, alike)


def agree(one: Keys, other: Keys) -> bool:
    """True if both are one name: in each script that both have, of which there is one."""
    shared = [pair for pair in zip(one, other, strict=True) if all(pair)]
    return bool(shared) and all(first == second for first, second in shared)


def can_be_compared(one: Keys, other: Keys) -> bool:
    """True if both are written in one script."""
    return any(all(pair) for pair in zip(one, other, strict=True))


def are_alike(one: Keys, other: Keys) -> bool:
    """True if both may be one name, written anew in one script or the other."""
    return any(_ratio(*pair) >= ALIKE for pair in zip(one, other, strict=True) if all(pair))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Both are quick and never below the ratio.
    return 0 if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < ALIKE else matcher.ratio()


class Match(msgspec.Struct, frozen=True):
    """A row and who of the class it is. `another_name` says that both have one, and not the same."""

    kept: Learner
    another_name: bool = False


class Matcher:
    """Finds the learner of the class for each row that stays. `perhaps` are, for rows that are nobody of the class, who
    had their roll or has their name there and is nobody of the list either; `only_by_roll` is, by the line of who said
    no, the row that has their roll, where another row may be them, too. `unproved` is True where names were put
    together by rolls alone, and no learner's name says that the rolls stand."""

    def __init__(self, rows: Sequence[RosterRow], base: KnownClass, known: Compared, decisions: Decisions) -> None:
        self._rows = {one.row: one for one in rows}
        self._free = {one.line: one for one in base.learners}
        self._decisions = decisions
        self._known = known
        self._keys = {
            one.row: keys_of(one.name_bn, one.name_en) if one.row in decisions.names else known.rows[one.row]
            for one in rows
        }
        self.found: dict[int, Match] = {}
        self.perhaps: dict[int, Learner] = {}
        self.only_by_roll: dict[int, int] = {}
        self.unproved = False

    def match(self) -> Matcher:
        """Everything in its order: what a person said comes first."""
        for row, line in self._decisions.same.items():
            if row in self._rows and line in self._free:
                self._take(row, line)
        self._by_name_and_roll()
        self._by_name()
        rolls = self._rolls_before_and_now()
        self._by_roll_and_likeness()
        moved = sum(roll_key(one) != roll_key(other) for one, other in rolls)
        if moved * _MOVED_OF <= len(rolls):
            self._by_roll(proved=bool(self._rolls_before_and_now()))
        self._find_who_it_may_be()
        return self

    @property
    def left(self) -> list[Learner]:
        """Whom the list does not name, in the school's order."""
        return list(self._free.values())

    def _take(self, row: int, line: int) -> None:
        keys, theirs = self._keys[row], self._known.lines[line]
        another = any(keys) and any(theirs) and not agree(keys, theirs)
        self.found[row] = Match(self._free.pop(line), another)

    def _open(self) -> Iterator[RosterRow]:
        others = self._decisions.others
        return (one for row, one in self._rows.items() if row not in self.found and row not in others)

    def _by_name_and_roll(self) -> None:
        lines = self._by_key()
        for one in list(self._open()):
            roll = roll_key(one.roll)
            line = next((known for known in self._candidates(one.row, lines) if roll_key(known.roll) == roll), None)
            if line is not None:
                self._take(one.row, line.line)

    def _by_name(self) -> None:
        """Only a name that stands once on either side says who it is."""
        lines, rows_of = self._by_key(), defaultdict(list)
        wanted = {row.row: self._candidates(row.row, lines) for row in self._open()}
        for row, found in wanted.items():
            for line in found:
                rows_of[line.line].append(row)
        for row, found in wanted.items():
            if len(found) == 1 and len(rows_of[found[0].line]) == 1:
                self._take(row, found[0].line)

    def _rolls_before_and_now(self) -> list[tuple[str, str]]:
        """Of those who were found by name."""
        pairs = [(one.kept.roll, self._rows[row].roll or "") for row, one in self.found.items() if one.kept.named]
        return [pair for pair in pairs if all(pair)]

    def _by_roll_and_likeness(self) -> None:
        lines = _by_roll(self._free.values())
        for row in list(self._open()):
            alike = [one for one in self._had(row, lines) if self._is_alike(row.row, one.line)]
            for one in alike[:1]:
                self._take(row.row, one.line)

    def _by_roll(self, proved: bool) -> None:
        """Nothing but the roll speaks for these. Who said no comes last, for then it is seen who else could be them: a
        row that is nobody of the class, or one that is a classmate by its roll alone."""
        lines, refused, by_roll_alone = _by_roll(self._free.values()), dict[int, int](), False
        for row in list(self._open()):
            for one in [one for one in self._had(row, lines) if self._may_be(row, one)][:1]:
                if one.said_no and "no" not in (row.guardian, row.assent):
                    refused.setdefault(one.line, row.row)
                else:
                    by_roll_alone = by_roll_alone or not one.said_no
                    self.unproved = self.unproved or (one.named and not proved and any(self._keys[row.row]))
                    self._take(row.row, one.line)
        refused = {line: row for line, row in refused.items() if line in self._free}
        nobody = self._rows.keys() - self.found.keys() - set(refused.values())
        for line, number in refused.items():
            if nobody or by_roll_alone:
                self.only_by_roll[line] = number
            else:
                self._take(number, line)

    def _find_who_it_may_be(self) -> None:
        by_roll, by_key = _by_roll(self._free.values()), self._by_key()
        for one in self._open():
            for other in [*self._had(one, by_roll), *self._candidates(one.row, by_key)][:1]:
                self.perhaps[one.row] = other

    def _had(self, row: RosterRow, lines: Mapping[Hashable, Sequence[Learner]]) -> list[Learner]:
        """Who had the roll of this row, and was not found yet."""
        had = lines.get(roll_key(row.roll), ()) if row.roll else ()
        return [one for one in had if one.line in self._free]

    def _candidates(self, row: int, lines: Mapping[Hashable, Sequence[Learner]]) -> list[Learner]:
        """The learners of the class who are called as this row is."""
        keys = self._keys[row]
        found = {one.line: one for script, key in enumerate(keys) if key for one in lines.get((script, key), ())}
        return [one for line, one in found.items() if line in self._free and agree(keys, self._known.lines[line])]

    def _by_key(self) -> Mapping[Hashable, Sequence[Learner]]:
        lines: defaultdict[Hashable, list[Learner]] = defaultdict(list)
        for line, one in self._free.items():
            for script, key in enumerate(self._known.lines[line]):
                if key:
                    lines[script, key].append(one)
        return lines

    def _is_alike(self, row: int, line: int) -> bool:
        decided = self._decisions
        if row in decided.names or row in decided.rolls:
            return are_alike(self._keys[row], self._known.lines[line])
        return (row, line) in self._known.alike

    def _may_be(self, row: RosterRow, kept: Learner) -> bool:
        """True if nothing but the roll can say who it is, and nothing speaks against it."""
        sexes = {row.sex, kept.sex} - {"unspecified"}
        return len(sexes) < 2 and not can_be_compared(self._keys[row.row], self._known.lines[kept.line])


def _by_roll(learners: Iterable[Learner]) -> dict[Hashable, list[Learner]]:
    """Learners by their roll, those without one apart."""
    lines: defaultdict[Hashable, list[Learner]] = defaultdict(list)
    for one in learners:
        if one.roll:
            lines[roll_key(one.roll)].append(one)
    return lines
