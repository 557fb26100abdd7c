"""Which rows of a list are its headings."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from bsuh_desktop.rosters.columns.double_headings import TALLEST, joined
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings, Written, meanings, written
from bsuh_desktop.rosters.fields import FIELDS, NEVER_READ
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.vocabulary import words_of
from bsuh_desktop.rosters.wishes import Choice

SEARCHED_ROWS = 30
"""Titles of a school stand above its headings, but never more rows of them than this; empty ones do not count."""

_MOST_WORDS_ALONE = 4
NOT_KNOWN = (0, 0, 0)
NOTHING_MEANT: dict[str, Choice] = {}


def find_headings(sheet: Sheet, meant: Mapping[str, Choice] = NOTHING_MEANT) -> Headings | None:
    """Those of the first SEARCHED_ROWS that know the most columns, a roll or a name among them; of equals the upper
    ones. `meant` are headings of which a person has said what they mean. None if there are no such rows."""
    filled = (row for row in sheet.rows if not row.blank)
    rows = [written(row) for row in itertools.islice(filled, SEARCHED_ROWS)]
    found = [headings for place in range(len(rows)) for headings in _ending_at(rows, place)]
    best = max(found, key=lambda headings: known(headings, sheet, meant), default=NO_HEADINGS)
    return best if known(best, sheet, meant) > NOT_KNOWN else None


def headings_at(sheet: Sheet, row: int, meant: Mapping[str, Choice] = NOTHING_MEANT) -> Headings:
    """The headings whose last row is `row`, because a person says so: with the rows above that belong to it."""
    rows = [written(one) for one in sheet.rows if row - TALLEST < one.number <= row]
    if not rows or rows[-1].number != row:
        return Headings(row, row, {})
    best = max(_ending_at(rows, len(rows) - 1), key=lambda headings: known(headings, sheet, meant))
    return best if known(best, sheet, meant) > NOT_KNOWN else _wordless(best, meant)


def known(headings: Headings, sheet: Sheet, meant: Mapping[str, Choice] = NOTHING_MEANT) -> tuple[int, int, int]:
    """How well the headings are understood: columns known, different ones taken, rows joined. NOT_KNOWN without a roll
    or a name. What stands over a hidden column tells nothing."""
    lines = {number: said for number, said in headings.lines.items() if number not in sheet.hidden_columns}
    found = [meaning for meaning in meanings(lines, meant).values() if meaning != "other"]
    taken = FIELDS.intersection(found)
    if len(lines) == 1:
        ((word, *_),) = lines.values()
        return (1, 1, 1) if found == ["name"] and len(words_of(word)) <= _MOST_WORDS_ALONE else NOT_KNOWN
    if len(found) < 2 or set(found) == {"roll"} or not {"roll", "name"} & taken:
        return NOT_KNOWN
    return len(found), len(taken), headings.last - headings.first


def _ending_at(rows: Sequence[Written], place: int) -> list[Headings]:
    """The headings whose last row stands at `place`, one row high, two, three."""
    possible = [joined(rows[place - more : place + 1]) for more in range(TALLEST) if place >= more]
    return [headings for headings in possible if headings is not None]


def _wordless(headings: Headings, meant: Mapping[str, Choice]) -> Headings:
    """Of a row that may be a learner's no word is shown or remembered: one that holds a number, or nothing that only a
    heading says. A village may stand in a learner's row, too, but no "serial"."""
    digits = any(letter.isdigit() for lines in headings.lines.values() for line in lines for letter in line)
    said = set(meanings(headings.lines, meant).values()) - NEVER_READ - {"other"}
    return Headings(headings.first, headings.last, {}) if digits or not said else headings
