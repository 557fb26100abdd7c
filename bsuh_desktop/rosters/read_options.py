"""How a list is to be read, as chosen by a person or for an earlier list of the same school. Nothing personal."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.vocabulary import Field, plain

Choice = Field | Literal["none"]
"""What a person may say about a column: the field that it contains, or that it is not read."""

ENCODINGS: tuple[str, ...] = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1254", "cp1256", "mac_roman")
"""The encodings that a person may choose for a text file. All but the first are old code pages, in which any bytes are
valid."""

NO_HEADING = 0

LONGEST_CODE = 3
"""Letters of a code for the sex; a longer word may be somebody's name."""


class Part(msgspec.Struct, frozen=True, order=True):
    """One class of a list that contains several: grade and section as spelled in the list."""

    grade: str
    section: str

    def fits(self, other: Part) -> bool:
        """True if both may be one class: ৮ equals 8, and an empty field fits any value."""
        pairs = ((plain(self.grade), plain(other.grade)), (plain(self.section), plain(other.section)))
        return all(mine == its or not (mine and its) for mine, its in pairs)


class ReadOptions(msgspec.Struct, frozen=True):
    """Choices for reading a list. Whatever is None or not named is detected."""

    sheet: str | None = None
    encoding: str | None = None
    heading_row: int | None = None
    """A row of the spreadsheet; NO_HEADING for a list without headings."""
    columns: dict[str, Choice] = {}
    """By column letter."""
    headings: dict[str, Choice] = {}
    """By the school's own words (normalised by `vocabulary.plain`), so that they apply to the next list, too.
    `columns` takes precedence."""
    part: Part | None = None
    sexes: dict[str, Sex] = {}
    """What a code in the column for sex means, by the code (normalised by `vocabulary.plain`)."""
    joined: bool | None = None
    """Whether lists side by side are read one below the other; None proposes it."""
    together: tuple[str, ...] = ()
    """The sheets that are read below `sheet` as one class."""
    long_rolls: bool | None = None
    """Whether numbers of nine or ten digits under *roll* are rolls; None proposes it where that is not clear."""


DEFAULT_OPTIONS = ReadOptions()
"""Everything is detected."""
