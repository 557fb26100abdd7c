"""One column of a list: where it stands, what the school wrote above it, what it holds."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.rosters.fields import FIELDS, NEVER_READ, Field, NotTaken

Holds = Literal["words", "numbers", "long_numbers", "dates", "answers", "mixed", "nothing"]
"""What stands in a column, told by its shape alone: no value of a column that is not taken leaves the reading. Long
numbers are phones and the like; *answers* are few different words, as for sex or consent."""


class Column(msgspec.Struct, frozen=True):
    """A column of the list. `place` is its letter in the spreadsheet; `heading` the school's own words above it, of
    several rows from above with a dash between, empty if they hold a digit: somebody's number may have slipped up
    there. `filled` is the number of its cells below the headings that hold something; a *hidden* one does not show in
    the spreadsheet."""

    place: str
    heading: str
    meaning: Field | NotTaken
    hidden: bool = False
    holds: Holds = "nothing"
    filled: int = 0

    @property
    def taken(self) -> bool:
        """True if the column is in the allow-list and is read."""
        return self.meaning in FIELDS

    @property
    def changeable(self) -> bool:
        """True if a person may say what the column holds; phones and the like are never read, whoever asks."""
        return self.meaning not in NEVER_READ

    def may_hold(self, choice: Field | Literal["none"]) -> bool:
        """True if a person may take the column for `choice`: long numbers and dates are no roll and no name."""
        return self.changeable and not (choice in ("roll", "name") and self.holds in ("long_numbers", "dates"))


def place_of(column: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
