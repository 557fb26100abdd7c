"""How a list is to be read, where a person or an earlier list of the same school has said so. Nothing personal."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.rosters.fields import Field
from bsuh_desktop.rosters.words import plain

Choice = Field | Literal["none"]
"""What a person may say of a column: what it holds, or that nothing is taken from it."""

ENCODINGS: tuple[str, ...] = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1254", "cp1256", "mac_roman")
"""What a text file may be told to be written in. All but the first are old code pages, of which every file is one."""

NO_HEADING = 0


class Part(msgspec.Struct, frozen=True, order=True):
    """One class of a list that holds several: grade and section as the list writes them."""

    grade: str
    section: str

    def fits(self, other: Part) -> bool:
        """True if both may be one class: ৮ is 8, and what one of them leaves open the other may say."""
        pairs = ((plain(self.grade), plain(other.grade)), (plain(self.section), plain(other.section)))
        return all(mine == its or not (mine and its) for mine, its in pairs)


class ReadOptions(msgspec.Struct, frozen=True):
    """What is None, or not named, is found out. `columns` go by their letters in the spreadsheet, `headings` by the
    school's own words (as `heading_words.plain` compares them), so that they fit the next list, too; of both `columns`
    count. `heading_row` is a row of the spreadsheet, or NO_HEADING for a list without headings."""

    sheet: str | None = None
    encoding: str | None = None
    heading_row: int | None = None
    columns: dict[str, Choice] = {}
    headings: dict[str, Choice] = {}
    part: Part | None = None


NO_WISHES = ReadOptions()
"""Everything is found out."""
