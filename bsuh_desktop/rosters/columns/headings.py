"""The headings of a list, in one row or in several that belong together."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from bsuh_desktop.rosters.columns.heading_words import meaning_of
from bsuh_desktop.rosters.fields import FIELDS, NEVER_READ, Field, NotTaken
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.old_font.bijoy import to_unicode
from bsuh_desktop.rosters.read_options import NO_HEADING, Choice
from bsuh_desktop.rosters.words import plain

Lines = tuple[str, ...]
"""The heading of one column, from above, one line for each heading row that has text for it."""

BETWEEN = " – "
"""The separator between the lines of a heading where it is shown."""


class Headings(msgspec.Struct, frozen=True):
    """Headings in the rows `first` to `last` (spreadsheet numbers; both 0 for a list without headings)."""

    first: int
    last: int
    lines: dict[int, Lines]
    """The words above each column, by column number from 0."""
    spelled: frozenset[str] = frozenset()
    """All words as the file spells them."""

    def repeated_by(self, row: ListRow) -> bool:
        """True if `row` repeats the headings, or one row of them, as at the top of a printed page."""
        texts = [cell.text for cell in row.cells if cell.text]
        enough = len(texts) >= min(2, len(self.lines)) > 0
        return (enough and all(plain(text) in self.spelled for text in texts)) or self._is_reworded(row)

    def goes_on_in(self, row: ListRow) -> bool:
        """True if `row`, below one that repeats the headings, is the rest of them."""
        texts = [cell.text for cell in row.cells if cell.text]
        return bool(texts) and all(plain(text) in self.spelled for text in texts)

    def _is_reworded(self, row: ListRow) -> bool:
        """True for the same headings in other words: রোল instead of Roll."""
        fields = _fields(tuple(self.lines.items()))
        return len(fields) > 1 and all(meaning_of(row.cell(number).text) == field for number, field in fields)


@functools.lru_cache(maxsize=1)
def _fields(lines: tuple[tuple[int, Lines], ...]) -> tuple[tuple[int, Field], ...]:
    """The fields of headings, by column; asked for each row of a list."""
    return tuple((number, meaning) for number, meaning in meanings(dict(lines)).items() if meaning in FIELDS)


NO_HEADINGS = Headings(NO_HEADING, NO_HEADING, {})


def meanings(lines: Mapping[int, Lines], meant: Mapping[str, Choice] | None = None) -> dict[int, Field | NotTaken]:
    """The meaning of each column's heading: as a person said for these words, else from the word lists."""
    found = {number: meaning_of(*said) for number, said in lines.items()}
    if meant:
        wished = {number: meant.get(plain(BETWEEN.join(said))) for number, said in lines.items()}
        for number, choice in wished.items():
            if choice is not None and found[number] not in NEVER_READ:
                found[number] = "other" if choice == "none" else choice
    return found


def shown(lines: Lines) -> str:
    """A heading as it is shown to a person; empty if it contains a digit."""
    words = BETWEEN.join(lines)
    return "" if any(letter.isdigit() for letter in words) else words


class WrittenHeadings(msgspec.Struct, frozen=True):
    """A row that may be a heading row."""

    number: int
    texts: dict[int, str]
    """By column; text typed in an old font is converted."""
    merged: frozenset[int]
    """Columns that are covered by a merged range."""
    spelled: frozenset[str]


def written(row: ListRow) -> WrittenHeadings:
    """`row` as a possible heading row."""
    texts = {number: _as_meant(cell.text) for number, cell in enumerate(row.cells) if cell.text and not cell.blank}
    merged = frozenset(number for number, cell in enumerate(row.cells) if cell.merged == "right")
    return WrittenHeadings(row.number, texts, merged, frozenset(plain(cell.text) for cell in row.cells if cell.text))


def _as_meant(text: str) -> str:
    """Converts a word without a known meaning from an old font, if that gives it one: bvg is নাম."""
    if meaning_of(text) != "other":
        return text
    meant = to_unicode(text)
    return meant if meant is not None and meaning_of(meant) != "other" else text
