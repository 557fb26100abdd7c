"""What a person decided about a class list: values only, by row of the file and by line of the class that is there."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.consent import Answer
from bsuh_desktop.domain.people import Sex

Value = TypeVar("Value")


class Sitting(msgspec.Struct, frozen=True):
    """Consent in one sitting, after the notice was read aloud: `refused` are the rows that said no in private. `others`
    is what is known of the guardians of all others but those in `without_letter`; None leaves them as the list says."""

    refused: frozenset[int]
    others: Answer | None
    without_letter: frozenset[int] = frozenset()


class Decisions(msgspec.Struct, frozen=True):
    """What a person decided, by row of the file. `given` tells of a roll that stays with another row; `left_as_is` are
    the rows that are right in everything, `agreed` those that are right in one thing, with the code of its remark.

    The rest is of a class that is on the laptop already. `same` says who a row is, by their line in that class; the
    rows in `others` are nobody of it; those in `our_names` keep the spelling that stands there. Of the lines that the
    list does not name some were said to `stay` and some to `leave`; `whole_class` says that so many do leave,
    `same_rolls` that nobody has another roll than before.
    """

    rolls: dict[int, str | None] = {}
    names: dict[int, tuple[str | None, str | None]] = {}
    sexes: dict[int, Sex] = {}
    given: dict[int, int] = {}
    left_as_is: frozenset[int] = frozenset()
    agreed: frozenset[tuple[int, str]] = frozenset()
    left_out: frozenset[int] = frozenset()
    sitting: Sitting | None = None
    same: dict[int, int] = {}
    others: frozenset[int] = frozenset()
    our_names: frozenset[int] = frozenset()
    stay: frozenset[int] = frozenset()
    leave: frozenset[int] = frozenset()
    whole_class: bool = False
    same_rolls: bool = False

    def without(self, rows: Collection[int]) -> Decisions:
        """What was decided about these rows is open again, also what others lost to them."""
        return replace(
            self,
            rolls=_but(self.rolls, rows),
            names=_but(self.names, rows),
            sexes=_but(self.sexes, rows),
            given={row: keeper for row, keeper in _but(self.given, rows).items() if keeper not in rows},
            left_as_is=self.left_as_is.difference(rows),
            agreed=frozenset(one for one in self.agreed if one[0] not in rows),
            left_out=self.left_out.difference(rows),
            same=_but(self.same, rows),
            others=self.others.difference(rows),
            our_names=self.our_names.difference(rows),
        )

    @property
    def rows(self) -> frozenset[int]:
        """All rows about which something was decided, also those that a roll was left to."""
        single = frozenset(row for row, _ in self.agreed)
        return single.union(
            self.rolls,
            self.names,
            self.sexes,
            self.given,
            self.given.values(),
            self.left_as_is,
            self.left_out,
            self.same,
            self.others,
            self.our_names,
        )


def _but(decided: dict[int, Value], rows: Collection[int]) -> dict[int, Value]:
    return {row: value for row, value in decided.items() if row not in rows}
