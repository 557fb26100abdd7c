"""Which sheet of a file is the list, and which of its rows are the headings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.columns.finding import find_headings, headings_at, known
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings
from bsuh_desktop.rosters.columns.side_by_side import are_side_by_side
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
    readable = list(filter(_is_readable, candidates))
    if not readable:
        raise refusals.hidden_columns() if _would_be_read(wished or sheets, wishes) else refusals.no_heading()
    best = max(readable, key=lambda one: _worth(one, wishes))
    if not wishes.columns and are_side_by_side(best.sheet, best.headings, best.columns):
        raise refusals.side_by_side()
    return best


def _is_readable(one: Choosable) -> bool:
    return not {"roll", "name"}.isdisjoint(fields(one.columns).values())


def _would_be_read(sheets: Sequence[Sheet], wishes: Wishes) -> bool:
    """True if only hidden columns stand in the way."""
    shown = [replace(sheet, hidden_columns=frozenset()) for sheet in sheets if sheet.hidden_columns]
    return any(_is_readable(_as_read(sheet, wishes)) for sheet in shown)


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
