"""One column of a list: where it stands, what the school wrote above it, what it holds."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.rosters.columns.heading_words import FIELDS, Field, NotTaken

Holds = Literal["words", "numbers", "long_numbers", "dates", "answers", "mixed", "nothing"]
"""What stands in a column, told by its shape alone: no value of a column that is not taken leaves the reading. Long
numbers are phones and the like; *answers* are few different words, as for sex or consent."""


class Column(msgspec.Struct, frozen=True):
    """A column of the list. `place` is its letter in the spreadsheet; `heading` the school's own words above it, empty
    if they hold a digit: somebody's number may have slipped up there. `filled` is the number of its cells that hold
    something; a *hidden* one does not show in the spreadsheet."""

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


def place_of(column: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
