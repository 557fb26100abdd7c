"""A class list row by row, and which answer card each learner holds."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import msgspec

from bsuh_desktop.domain.consent import Answer, Basis, Consent
from bsuh_desktop.domain.people import AgeBand, Disability, Sex
from bsuh_desktop.domain.text import ascii_digits

LAST_CARD = 200
NO_CARD = 0
"""Stands where all 200 cards are given out already."""


class RosterRow(msgspec.Struct, frozen=True):
    """One learner of a class list. `row` is the row of the file, from 1; `roll` is text as the school writes it
    (`১২`, `৮-ক-১২`) or None; names are as the school wrote them, None where there is none."""

    row: int
    roll: str | None
    card: int
    name_bn: str | None
    name_en: str | None
    sex: Sex = "unspecified"
    age: AgeBand = "unspecified"
    disability: Disability = "unspecified"
    guardian: Answer = "not_asked"
    assent: Answer = "not_asked"

    def may_be_named(self, basis: Basis) -> bool:
        """True if this learner's name may be stored on the ground of `basis`."""
        return Consent(self.guardian, self.assent).may_be_named(basis, self.age)

    def __repr__(self) -> str:
        return f"RosterRow({self.row})"


def roll_number(roll: str | None) -> int | None:
    """The whole number that `roll` is, in either alphabet's digits, or None: `৮-ক-১২` is no number."""
    digits = ascii_digits(roll or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    # A number longer than any card's need not be read: int() refuses thousands of digits.
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) < 10 else None


def roll_key(roll: str | None) -> Hashable:
    """Rolls are equal as numbers, or else as text in one kind of digits: ০১২ is 12."""
    number = roll_number(roll)
    return number if number is not None else ascii_digits(roll or "").casefold()


def assign_cards(rolls: Sequence[str | None]) -> list[int]:
    """A card number 1–200 for each learner, in the order of `rolls`; NO_CARD once all are given out.

    Every roll that is a number 1–200 keeps it, the first in the list where two have the same; only then do the
    others get the lowest numbers that are free. So a learner without a roll in the first row never takes the
    card that a classmate's roll asks for.
    """
    free = dict.fromkeys(range(1, LAST_CARD + 1))
    cards = [NO_CARD] * len(rolls)
    for place, roll in enumerate(rolls):
        number = roll_number(roll)
        if number in free:
            cards[place] = number
            del free[number]
    rest = iter(free)
    return [card or next(rest, NO_CARD) for card in cards]
