"""The words above the columns of a list, in one row or in several that belong together."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bsuh_desktop.rosters.columns.heading_words import meaning_of
from bsuh_desktop.rosters.fields import FIELDS, NEVER_READ, Field, NotTaken
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.old_font.bijoy import to_unicode
from bsuh_desktop.rosters.read_options import NO_HEADING, Choice
from bsuh_desktop.rosters.words import plain

Lines = tuple[str, ...]
"""The words above one column, a line for each row of headings that says something about it, from above."""

BETWEEN = " – "
"""Stands between the lines of a heading where it is shown."""


class Headings(msgspec.Struct, frozen=True):
    """The rows `first` to `last`, as the spreadsheet numbers them, and the words above each column, counted from 0.
    `spelled` are all of them as the file spells them. Of a list without headings both rows are 0."""

    first: int
    last: int
    lines: dict[int, Lines]
    spelled: frozenset[str] = frozenset()

    def repeated_by(self, row: ListRow) -> bool:
        """True if `row` says the headings, or one row of them, once more, as at the top of a printed page."""
        texts = [cell.text for cell in row.cells if cell.text]
        enough = len(texts) >= min(2, len(self.lines)) > 0
        return (enough and all(plain(text) in self.spelled for text in texts)) or self._said_otherwise(row)

    def goes_on_in(self, row: ListRow) -> bool:
        """True if `row`, below one that says the headings once more, is the rest of them."""
        texts = [cell.text for cell in row.cells if cell.text]
        return bool(texts) and all(plain(text) in self.spelled for text in texts)

    def _said_otherwise(self, row: ListRow) -> bool:
        """The same in other words: রোল where Roll stood at the top."""
        fields = {number: meaning for number, meaning in meanings(self.lines).items() if meaning in FIELDS}
        return len(fields) > 1 and all(meaning_of(row.cell(number).text) == field for number, field in fields.items())


NO_HEADINGS = Headings(NO_HEADING, NO_HEADING, {})


def meanings(lines: Mapping[int, Lines], meant: Mapping[str, Choice] | None = None) -> dict[int, Field | NotTaken]:
    """What the words above each column mean: as a person has said of these words, else as they are known."""
    found = {number: meaning_of(*said) for number, said in lines.items()}
    if meant:
        wished = {number: meant.get(plain(BETWEEN.join(said))) for number, said in lines.items()}
        for number, choice in wished.items():
            if choice is not None and found[number] not in NEVER_READ:
                found[number] = "other" if choice == "none" else choice
    return found


def shown(lines: Lines) -> str:
    """The words above a column as a person is shown them; empty if they hold a digit."""
    words = BETWEEN.join(lines)
    return "" if any(letter.isdigit() for letter in words) else words


class WrittenHeadings(msgspec.Struct, frozen=True):
    """A row that may be one of headings: its texts by column, what was typed in an old font as it is meant."""

    number: int
    texts: dict[int, str]
    merged: frozenset[int]
    spelled: frozenset[str]


def written(row: ListRow) -> WrittenHeadings:
    """What stands in `row`."""
    texts = {number: _as_meant(cell.text) for number, cell in enumerate(row.cells) if cell.text and not cell.blank}
    merged = frozenset(number for number, cell in enumerate(row.cells) if cell.merged == "right")
    return WrittenHeadings(row.number, texts, merged, frozenset(plain(cell.text) for cell in row.cells if cell.text))


def _as_meant(text: str) -> str:
    """A word that says nothing in its own letters may say something in an old font: bvg is নাম."""
    if meaning_of(text) != "other":
        return text
    meant = to_unicode(text)
    return meant if meant is not None and meaning_of(meant) != "other" else text
