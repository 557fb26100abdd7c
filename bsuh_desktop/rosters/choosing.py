"""Which sheet of a file is the list, and which of its rows are the headings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.columns.fields import Field
from bsuh_desktop.rosters.columns.finding import find_headings, headings_at, known
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings, meanings
from bsuh_desktop.rosters.columns.taking import Columns, columns_of, fields
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.wishes import NO_HEADING, Wishes


class Choosable(msgspec.Struct, frozen=True):
    """A sheet as it would be read."""

    sheet: Sheet
    headings: Headings
    columns: Columns


def choose(sheets: Sequence[Sheet], wishes: Wishes) -> Choosable:
    """The sheet that is the list: the one wished for; else that whose headings know the most columns, of equals the
    longest. Raises KnownError if none has headings or columns that can be told without."""
    wished = [sheet for sheet in sheets if sheet.name == wishes.sheet]
    candidates = [_as_read(sheet, wishes) for sheet in wished or sheets]
    readable = [one for one in candidates if {"roll", "name"}.intersection(fields(one.columns).values())]
    if not readable:
        raise refusals.no_heading()
    best = max(readable, key=lambda one: _worth(one, wishes))
    if not wishes.columns and _are_side_by_side(best.headings):
        raise refusals.side_by_side()
    return best


def _as_read(sheet: Sheet, wishes: Wishes) -> Choosable:
    headings = _headings(sheet, wishes)
    return Choosable(sheet, headings, columns_of(sheet, headings, wishes))


def _headings(sheet: Sheet, wishes: Wishes) -> Headings:
    if wishes.heading_row == NO_HEADING:
        return NO_HEADINGS
    if wishes.heading_row is not None:
        return headings_at(sheet, wishes.heading_row, wishes.headings)
    return find_headings(sheet, wishes.headings) or NO_HEADINGS


def _worth(one: Choosable, wishes: Wishes) -> tuple[int, int, int, int]:
    below = sum(column.filled for column in one.columns.values() if column.taken)
    return *known(one.headings, one.sheet, wishes.headings), below


def _are_side_by_side(headings: Headings) -> bool:
    """True if the same words stand over a roll twice and over a name twice, one pair after the other."""
    rolls, names = _same_words(headings, "roll"), _same_words(headings, "name")
    return len(rolls) > 1 and len(names) > 1 and max(rolls[0], names[0]) < min(rolls[1], names[1])


def _same_words(headings: Headings, field: Field) -> list[int]:
    """The columns over which the same words stand as over the first one of `field`."""
    found = [number for number, meaning in meanings(headings.lines).items() if meaning == field]
    return [number for number in found if headings.lines[number] == headings.lines[found[0]]]
