"""What a person decided about a class list, by row of the file and by line of the existing class. Values only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeVar

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.people import Sex

Value = TypeVar("Value")

ListQuestion = Literal["joined", "long_roll", "sex_words"]
"""What the reader asks about a whole list, by the codes of its remarks: whether lists side by side are one class,
whether long numbers are rolls, what the codes for the sex mean."""


class Sitting(msgspec.Struct, frozen=True):
    """Consent that was asked in one sitting, after the notice was read aloud."""

    refused: frozenset[int]
    """The rows of learners who refused in private."""
    others: ConsentAnswer | None
    """The answer of the guardians of all others; None leaves what the list says."""
    without_letter: frozenset[int] = frozenset()
    """The rows to which `others` does not apply."""


class ListDecisions(msgspec.Struct, frozen=True):
    """What a person decided, by row of the file; from `same` on, about a class that is already on the laptop."""

    rolls: dict[int, str | None] = {}
    """The roll that was typed; None for none."""
    names: dict[int, tuple[str | None, str | None]] = {}
    """The Bangla and the English name that were typed; None for none."""
    sexes: dict[int, Sex] = {}
    """The sex that was chosen."""
    given: dict[int, int] = {}
    """For a row that gave up its roll, the row that keeps it."""
    left_as_is: frozenset[int] = frozenset()
    """Rows that are correct in every respect."""
    agreed: frozenset[tuple[int, str]] = frozenset()
    """Rows that are correct in one respect, with the code of its remark."""
    left_out: frozenset[int] = frozenset()
    """Rows that are not imported."""
    sitting: Sitting | None = None
    """The sitting, if it was held."""
    same: dict[int, int] = {}
    """The line of the existing class that a row is."""
    others: frozenset[int] = frozenset()
    """Rows that are nobody of the existing class."""
    our_names: frozenset[int] = frozenset()
    """Rows whose name keeps the spelling in the existing class."""
    stay: frozenset[int] = frozenset()
    """Lines that are not on the list but stay."""
    leave: frozenset[int] = frozenset()
    """Lines that are not on the list and leave."""
    whole_class: bool = False
    """The list is the whole class, although many are not on it."""
    same_rolls: bool = False
    """Nobody has another roll than before."""
    answered: frozenset[ListQuestion] = frozenset()
    """The questions about the whole list to which the present reading is the answer."""

    def without(self, rows: Collection[int]) -> ListDecisions:
        """The decisions except those about these rows and about rolls that other rows lost to them."""
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
        """All rows about which something was decided, including those that got a roll from another row."""
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
