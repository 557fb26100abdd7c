"""The rows of a class list, and which answer card each learner gets."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis, Consent, ConsentAnswer
from bsuh_desktop.domain.learner import AskedLearner
from bsuh_desktop.domain.text import ascii_digits

LAST_CARD = 200
NO_CARD = 0
"""For learners who come after all 200 cards are given out."""


class RosterRow(AskedLearner, frozen=True):
    """One learner of a class list."""

    row: int
    """Row of the file, from 1."""
    roll: str | None
    """Text as the school writes it (`১২`, `৮-ক-১২`), or None."""
    card: int
    name_bn: str | None
    """As the school wrote it; None if missing."""
    name_en: str | None
    """As the school wrote it; None if missing."""

    def may_be_named(self, basis: Basis) -> bool:
        """True if this learner's name may be stored on the ground of `basis`."""
        return Consent(self.guardian, self.assent).may_be_named(basis, self.age)

    def answer(self, basis: Basis) -> ConsentAnswer:
        """The one answer that stands for those of guardian and learner. A learner's own yes does not count while a
        letter from home is missing."""
        if self.said_no:
            return "no"
        said_yes = "yes" in (self.guardian, self.assent)
        return "yes" if said_yes and (basis == "none" or self.may_be_named(basis)) else "not_asked"

    def answered(self, answer: ConsentAnswer, basis: Basis) -> RosterRow:
        """This learner with another answer; unchanged if it is the same. A no is the learner's own: what the guardian
        answered stays."""
        if answer == self.answer(basis):
            return self
        return replace(self, guardian=self.guardian if answer == "no" else answer, assent=answer)

    def __repr__(self) -> str:
        return f"RosterRow({self.row})"


def roll_number(roll: str | None) -> int | None:
    """The roll as a whole number, in either alphabet's digits; None if it is not one, such as `৮-ক-১২`."""
    digits = ascii_digits(roll or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return None
    # Longer numbers are no card anyway, and int() refuses thousands of digits.
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) < 10 else None


def roll_key(roll: str | None) -> Hashable:
    """A key by which rolls are compared: as numbers, else as text with ASCII digits. ০১২ equals 12."""
    number = roll_number(roll)
    return number if number is not None else ascii_digits(roll or "").casefold()


def assign_cards(rolls: Sequence[str | None]) -> list[int]:
    """A card number 1–200 for each learner, in the order of `rolls`; NO_CARD once all are given out.

    Every roll that is a number 1–200 keeps it, the first in the list if two are the same; only then do the others get
    the lowest free numbers. So a learner without a roll in the first row never takes the card of a classmate's roll.
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
