"""Matches a later list with its class: by name and roll, by name alone, by roll if the names are similar.

A row without a certain match is new, and a person may say who it is. A name that was not stored cannot be compared; its
roll is used only if the rolls of the class did not change. For a learner who refused the roll is used only if no other
row could be that learner: otherwise the refusal would go to another child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.roster import RosterRow, roll_key
from bsuh_desktop.rosters.rows import name_key
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import ListDecisions


class KnownGroup(msgspec.Struct, frozen=True):
    """A class as it is on the laptop, for a later list of it."""

    group: GroupRef
    basis: Basis
    learners: tuple[Learner, ...]


class Compared(msgspec.Struct, frozen=True):
    """Names normalised once, so that each decision is fast.

    `lines` and `rows` have the Bangla and the English name, by line of the class and by row of the list; `alike` are
    the pairs of row and line that have the same roll and similar names.
    """

    lines: dict[int, tuple[str, str]]
    rows: dict[int, tuple[str, str]]
    alike: frozenset[tuple[int, int]]


ALIKE = 0.75
"""From this ratio on (difflib, of 1) two names may be different spellings of one."""

_MOVED_OF = 10
"""Rolls count as unchanged if at most one in so many learners who were matched by name has another roll."""

Keys = tuple[str, str]


def keys_of(name_bn: str | None, name_en: str | None) -> Keys:
    """Both names, normalised for comparing."""
    return name_key(name_bn), name_key(name_en)


def compared(rows: Sequence[RosterRow], base: KnownGroup) -> Compared:
    """The comparisons of names that are worth computing once."""
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
    """True if the names are equal in each script that both have, and they share at least one."""
    shared = [pair for pair in zip(one, other, strict=True) if all(pair)]
    return bool(shared) and all(first == second for first, second in shared)


def can_be_compared(one: Keys, other: Keys) -> bool:
    """True if both have a name in the same script."""
    return any(all(pair) for pair in zip(one, other, strict=True))


def are_alike(one: Keys, other: Keys) -> bool:
    """True if both may be the same name in different spellings, in either script."""
    return any(_ratio(*pair) >= ALIKE for pair in zip(one, other, strict=True) if all(pair))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Both are fast upper bounds of the ratio.
    return 0 if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < ALIKE else matcher.ratio()


class Match(msgspec.Struct, frozen=True):
    """A learner whom a row was matched with. `another_name`: both have a name and the names differ."""

    stored: Learner
    another_name: bool = False


class Matcher:
    """Finds the learner of the existing class for each row that is not left out.

    `perhaps`: for a row without a match, the unmatched learner who had its roll or has its name. `only_by_roll`: by the
    line of a learner who refused, the row that has their roll, if another row could be them too. `unproved`: names were
    matched by rolls alone, and no match by name shows that the rolls did not change.
    """

    def __init__(self, rows: Sequence[RosterRow], base: KnownGroup, known: Compared, decisions: ListDecisions) -> None:
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
        """Runs all steps in order; what a person decided comes first."""
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
        """The learners who are not on the list, in the school's order."""
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
        """Matches names that occur only once on each side."""
        lines, rows_of = self._by_key(), defaultdict(list)
        wanted = {row.row: self._candidates(row.row, lines) for row in self._open()}
        for row, found in wanted.items():
            for line in found:
                rows_of[line.line].append(row)
        for row, found in wanted.items():
            if len(found) == 1 and len(rows_of[found[0].line]) == 1:
                self._take(row, found[0].line)

    def _rolls_before_and_now(self) -> list[tuple[str, str]]:
        """The old and the new roll of each learner who was matched by name."""
        pairs = [(one.stored.roll, self._rows[row].roll or "") for row, one in self.found.items() if one.stored.named]
        return [pair for pair in pairs if all(pair)]

    def _by_roll_and_likeness(self) -> None:
        lines = _by_roll(self._free.values())
        for row in list(self._open()):
            alike = [one for one in self._had(row, lines) if self._is_alike(row.row, one.line)]
            for one in alike[:1]:
                self._take(row.row, one.line)

    def _by_roll(self, proved: bool) -> None:
        """Matches by roll alone. Learners who refused come last, when it is known who else could be them: a row without
        a match, or a row that was matched by its roll alone."""
        lines, refused, by_roll_alone = _by_roll(self._free.values()), dict[int, int](), False
        for row in list(self._open()):
            for one in [one for one in self._had(row, lines) if self._may_be(row, one)][:1]:
                if one.said_no and not row.said_no:
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
        """The unmatched learners who had the roll of this row."""
        had = lines.get(roll_key(row.roll), ()) if row.roll else ()
        return [one for one in had if one.line in self._free]

    def _candidates(self, row: int, lines: Mapping[Hashable, Sequence[Learner]]) -> list[Learner]:
        """The unmatched learners with the name of this row."""
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

    def _may_be(self, row: RosterRow, stored: Learner) -> bool:
        """True if only the roll can decide who it is, and nothing speaks against it."""
        sexes = {row.sex, stored.sex} - {"unspecified"}
        return len(sexes) < 2 and not can_be_compared(self._keys[row.row], self._known.lines[stored.line])


def _by_roll(learners: Iterable[Learner]) -> dict[Hashable, list[Learner]]:
    """Learners by their roll, without those who have none."""
    lines: defaultdict[Hashable, list[Learner]] = defaultdict(list)
    for one in learners:
        if one.roll:
            lines[roll_key(one.roll)].append(one)
    return lines
