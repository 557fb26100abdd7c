"""One column of a list: its position, the school's heading, and what it contains."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.rosters.fields import FIELDS, NEVER_READ, Field, NotTaken

Holds = Literal["words", "numbers", "long_numbers", "dates", "answers", "mixed", "nothing"]
"""What a column contains, told by the shape of its cells alone: the values of a column that is not taken never leave
the reader. Long numbers are phones and the like; *answers* are few different words, as for sex or consent."""


Reason = Literal["", "hidden", "second", "same_script", "of_others", "all_different", "answers"]
"""Why a column is not taken although its heading names a field: it is hidden; another column has the field; another has
names in this script, so these may be a parent's; it is headed as somebody else's;
nearly every cell differs, so it is no class; it holds yes and no."""


class Column(msgspec.Struct, frozen=True):
    """A column of the list."""

    place: str
    """Its letter in the spreadsheet."""
    heading: str
    """The school's own words above it; several rows are joined from the top with a dash. Empty if they contain a digit:
    somebody's number may have got into the heading."""
    meaning: Field | NotTaken
    hidden: bool = False
    """True if the spreadsheet does not show it."""
    reason: Reason = ""
    holds: Holds = "nothing"
    filled: int = 0
    """How many of its cells below the headings are not blank."""

    @property
    def taken(self) -> bool:
        """True if the column is in the allow-list and is read."""
        return self.meaning in FIELDS

    @property
    def changeable(self) -> bool:
        """True if a person may say what the column contains; phones and the like are never read, whoever asks."""
        return self.meaning not in NEVER_READ

    def may_hold(self, choice: Field | Literal["none"]) -> bool:
        """True if a person may read the column as `choice`: long numbers and dates cannot be rolls or names."""
        return self.changeable and not (choice in ("roll", "name") and self.holds in ("long_numbers", "dates"))


def place_of(column: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
