"""Chooses what of a file is the class list: its sheet, heading rows and columns, and what stands side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.columns.find_headings import NOT_KNOWN, find_headings, headings_at, known
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings
from bsuh_desktop.rosters.columns.side_by_side import one_below_other, side_by_side
from bsuh_desktop.rosters.columns.take_columns import Columns, columns_of, fields
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.files.text_file import split_rows
from bsuh_desktop.rosters.read_options import NO_HEADING, ReadOptions
from bsuh_desktop.rosters.rows import is_lost

_FEWEST_LOST = 3


class ChosenList(msgspec.Struct, frozen=True):
    """How a sheet would be read."""

    sheet: Sheet
    headings: Headings
    columns: Columns
    joined: tuple[int, ...] = ()
    """The first row of each list that stands beside the first one and was put below it, as rows are counted then."""
    goes_on: bool = False
    """True if it is proposed that the table goes on with the one before it."""


def choose(sheets: Sequence[Sheet], options: ReadOptions) -> list[ChosenList]:
    """Chooses the sheet with the list: the one asked for, else the one whose headings have the most known columns, the
    longest if equal; behind it the sheets that are read together with it. Raises KnownError if no sheet has headings,
    or columns that can be recognised without."""
    wished = [sheet for sheet in sheets if sheet.name == options.sheet]
    candidates = [_as_read(sheet, options) for sheet in wished or sheets]
    readable = [*filter(_is_readable, candidates), *_in_one_column(wished or sheets, options)]
    if not readable:
        raise _why_not(wished or sheets, options)
    best = max(readable, key=lambda one: _worth(one, options))
    beside = [_as_read(sheet, options) for sheet in sheets if sheet.name in options.together and sheet != best.sheet]
    if not options.together and not options.sheet and options.joined is not False:
        beside = _going_on(best, candidates)
    return [_joined(one, options) for one in (best, *filter(_is_readable, beside))]


def _going_on(best: ChosenList, candidates: Sequence[ChosenList]) -> list[ChosenList]:
    """The tables of a document that go on with the rolls of the list under the same headings. Sheets of a workbook that
    do may be another section."""
    found: list[ChosenList] = []
    last = max(_rolls(best), default=0)
    for one in candidates[candidates.index(best) + 1 :] if best in candidates else []:
        rolls = _rolls(one)
        if (
            one.sheet.of_document
            and rolls
            and min(rolls) == last + 1
            and list(one.headings.lines.values()) == list(best.headings.lines.values())
        ):
            found.append(replace(one, goes_on=True))
            last = max(rolls)
    return found


def _rolls(one: ChosenList) -> list[int]:
    (column, *_) = [number for number, field in fields(one.columns).items() if field == "roll"] or [-1]
    rows = [row for row in one.sheet.rows if row.number > one.headings.last and column >= 0]
    return [number for row in rows if (number := roll_number(row.cell(column).text)) is not None]


def _in_one_column(sheets: Sequence[Sheet], options: ReadOptions) -> list[ChosenList]:
    """Sheets whose cells all stand in one column with separators between: a text file that was opened wrongly."""
    alone = [sheet for sheet in sheets if all(sum(not cell.blank for cell in row.cells) < 2 for row in sheet.rows)]
    again = [replace(sheet, rows=split_rows(sheet.rows)) for sheet in alone]
    return [one for sheet in again if len(fields((one := _as_read(sheet, options)).columns)) > 1 and _is_readable(one)]


def _joined(best: ChosenList, options: ReadOptions) -> ChosenList:
    """Reads lists side by side one below the other, unless a person said that they are none."""
    starts = side_by_side(best.sheet, best.headings, best.columns) if options.joined is not False else ()
    if not starts:
        return best
    sheet, joined = one_below_other(best.sheet, best.headings, starts)
    lines = {number: said for number, said in best.headings.lines.items() if number < starts[1]}
    headings = replace(best.headings, lines=lines)
    return ChosenList(sheet, headings, columns_of(sheet, headings, options), joined)


def _why_not(sheets: Sequence[Sheet], options: ReadOptions) -> Exception:
    texts = [cell.text for sheet in sheets for row in sheet.rows for cell in row.cells if not cell.blank]
    if sum(map(is_lost, texts)) >= _FEWEST_LOST:
        return refusals.letters_lost()
    shown = [replace(sheet, hidden_columns=frozenset()) for sheet in sheets if sheet.hidden_columns]
    hidden = any(_is_readable(_as_read(sheet, options)) for sheet in shown)
    return refusals.hidden_columns() if hidden else refusals.no_heading()


def _is_readable(one: ChosenList) -> bool:
    return not {"roll", "name"}.isdisjoint(fields(one.columns).values())


def _as_read(sheet: Sheet, options: ReadOptions) -> ChosenList:
    headings = _headings(sheet, options)
    return ChosenList(sheet, headings, columns_of(sheet, headings, options))


def _headings(sheet: Sheet, options: ReadOptions) -> Headings:
    if options.heading_row == NO_HEADING:
        return NO_HEADINGS
    if options.heading_row is not None:
        return headings_at(sheet, options.heading_row, options.headings)
    return find_headings(sheet, options.headings) or NO_HEADINGS


def _worth(one: ChosenList, options: ReadOptions) -> tuple[bool, bool, int, int, int, int]:
    below = sum(column.filled for column in one.columns.values() if column.taken)
    score = known(one.headings, one.sheet, options.headings)
    return score != NOT_KNOWN, not _is_calculated(one), *score, below


def _is_calculated(one: ChosenList) -> bool:
    """True if most names of the sheet are formulas: another one may have them typed."""
    names = [number for number, field in fields(one.columns).items() if field == "name"]
    cells = [row.cell(number) for row in one.sheet.rows if row.number > one.headings.last for number in names]
    filled = [cell for cell in cells if not cell.blank]
    return 2 * sum(cell.formula for cell in filled) > len(filled)
