"""Chooses what of a file is the class list: its sheet, heading rows and columns, and what stands side by side."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.columns.find_headings import NOT_KNOWN, find_headings, headings_at, known, with_covered
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings, is_made_of_heading_words, meaning_of
from bsuh_desktop.rosters.columns.side_by_side import blocks_of, side_by_side
from bsuh_desktop.rosters.columns.take_columns import Columns, columns_of, fields
from bsuh_desktop.rosters.files.table import LAST_ROW, ListRow, Sheet, next_hundred
from bsuh_desktop.rosters.files.text_file import split_rows
from bsuh_desktop.rosters.learners.row_kinds import begins_another_table
from bsuh_desktop.rosters.read_options import NO_HEADING, ReadOptions
from bsuh_desktop.rosters.rows import is_lost
from bsuh_desktop.rosters.vocabulary import sex_named_by

_FEWEST_LOST = 3


class ChosenList(msgspec.Struct, frozen=True):
    """How a sheet would be read."""

    sheet: Sheet
    headings: Headings
    columns: Columns
    beside: bool = False
    """True for a list that stood beside another one; its rows are counted on from the next full hundred."""
    sex: Sex | None = None
    """Girls or boys, by the heading of their names or the title above, where another list has the others."""
    same_sheet: bool = False
    """True for a further list of one sheet."""
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
    together = [best, *filter(_is_readable, beside)]
    return [part for one in together for part in _parts(one, options)]


def alike(sheets: Sequence[Sheet], chosen: Sequence[ChosenList], options: ReadOptions) -> list[str]:
    """The names of the sheets that hold learners under the headings of the chosen list and are not read."""
    read = {one.sheet.name for one in chosen}
    words = list(chosen[0].headings.lines.values())
    others = [_as_read(sheet, options) for sheet in sheets if sheet.name not in read and chosen[0].headings.last]
    return [one.sheet.name for one in others if _is_readable(one) and list(one.headings.lines.values()) == words]


def _going_on(best: ChosenList, candidates: Sequence[ChosenList]) -> list[ChosenList]:
    """The tables of a document that go on with the rolls of the list, under the same headings or none. Sheets of a
    workbook that do may be another section."""
    found: list[ChosenList] = []
    last = max(_rolls(best), default=0)
    for one in candidates[candidates.index(best) + 1 :] if best in candidates else []:
        same = list(one.headings.lines.values()) == list(best.headings.lines.values())
        bare = replace(best, sheet=one.sheet, headings=replace(best.headings, first=NO_HEADING, last=NO_HEADING))
        table = one if same else bare
        rolls = _rolls(table)
        fits = one.sheet.of_document and (same or max(len(row.cells) for row in one.sheet.rows) == _width(best))
        if fits and rolls and min(rolls) == last + 1 and len(rolls) >= len(one.sheet.rows) - 1:
            found.append(replace(table, goes_on=True))
            last = max(rolls)
    return found


def _width(one: ChosenList) -> int:
    return max(len(row.cells) for row in one.sheet.rows)


def _rolls(one: ChosenList) -> list[int]:
    (column, *_) = [number for number, field in fields(one.columns).items() if field == "roll"] or [-1]
    rows = [row for row in one.sheet.rows if row.number > one.headings.last and column >= 0]
    return [number for row in rows if (number := roll_number(row.cell(column).text)) is not None]


def _in_one_column(sheets: Sequence[Sheet], options: ReadOptions) -> list[ChosenList]:
    """Sheets whose cells all stand in one column with separators between: a text file that was opened wrongly."""
    alone = [sheet for sheet in sheets if all(sum(not cell.blank for cell in row.cells) < 2 for row in sheet.rows)]
    again = [replace(sheet, rows=split_rows(sheet.rows)) for sheet in alone]
    return [one for sheet in again if len(fields((one := _as_read(sheet, options)).columns)) > 1 and _is_readable(one)]


def _parts(one: ChosenList, options: ReadOptions) -> list[ChosenList]:
    step = next_hundred(one.sheet.last_row)
    return [part for section in _sections(one, options) for part in _blocks(section, options, step)]


def _blocks(one: ChosenList, options: ReadOptions, step: int) -> list[ChosenList]:
    """Lists side by side, one below the other, unless a person said that they are none. A choice by column letter
    holds for all whose headings stand in the same order."""
    starts = side_by_side(one.sheet, one.headings, one.columns) if options.joined is not False else ()
    if not starts:
        return [one]
    found: list[ChosenList] = []
    for sheet, headings in blocks_of(one.sheet, one.headings, starts, step):
        same = not found or list(headings.lines.values()) == list(found[0].headings.lines.values())
        columns = columns_of(sheet, headings, options if same else replace(options, columns={}))
        names = [headings.lines.get(number, ()) for number, field in fields(columns).items() if field == "name"]
        above = [cell.text for row in sheet.rows if row.number < headings.first for cell in row.cells]
        told = [line for lines in names for line in lines] + above
        sex = next((sex for line in told if (sex := sex_named_by(line))), None)
        found.append(ChosenList(sheet, headings, columns, beside=bool(found), sex=sex, same_sheet=bool(found)))
    both = {"f", "m"} <= {block.sex for block in found}
    return found if both else [replace(block, sex=None) for block in found]


def _sections(one: ChosenList, options: ReadOptions) -> list[ChosenList]:
    """Lists one below the other under headings in another order, each read by its own."""
    if options.heading_row is not None or one.headings.last == NO_HEADING:
        return [one]
    others = (row.number for row in one.sheet.rows if row.number > one.headings.last and begins_another_table(row))
    end = next(others, LAST_ROW + 1)
    within = range(one.headings.first, one.headings.last)
    heads = [row for row in one.sheet.rows if row.number < end and row.number not in within and _is_head(row)]
    orders = [_order(row) for row in heads]
    if all(order == orders[0] for order in orders):
        return [one]
    news = [row for row, before in zip(heads[1:], orders, strict=False) if _order(row) != before]
    cuts = (0, *(_with_titles(one.sheet, row) for row in news), LAST_ROW + 1)
    pieces = [_piece(one.sheet, first, last) for first, last in itertools.pairwise(cuts)]
    bare = replace(options, columns={})
    read = [_as_read(piece, bare if place else options) for place, piece in enumerate(pieces)]
    lists = [piece for piece in read if _is_readable(piece)]
    return [replace(piece, same_sheet=place > 0) for place, piece in enumerate(lists)] or [one]


def _is_head(row: ListRow) -> bool:
    """True for a row that surely holds headings: a name, a roll or a serial number, and nothing that a cell may say."""
    words = [cell.text for cell in row.cells if not cell.blank]
    if any(sign.isdigit() for word in words for sign in word):
        return False
    meant = set(_order(row).values())
    named = "name" in meant and not meant.isdisjoint(("roll", "serial"))
    return named and all(map(is_made_of_heading_words, words))


def _order(row: ListRow) -> dict[int, str]:
    found = {number: meaning_of(cell.text) for number, cell in enumerate(row.cells) if not cell.blank}
    return {number: meaning for number, meaning in found.items() if meaning != "other"}


def _with_titles(sheet: Sheet, head: ListRow) -> int:
    """The number of the row where a section begins: of the titles just above its headings."""
    first = head.number
    for row in reversed([row for row in sheet.rows if row.number < head.number]):
        if sum(not cell.blank for cell in row.cells) != 1 or row.number != first - 1:
            break
        first = row.number
    return first


def _piece(sheet: Sheet, first: int, last: int) -> Sheet:
    return replace(sheet, rows=tuple(row for row in sheet.rows if first <= row.number < last))


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
    headings = with_covered(_headings(sheet, options), sheet)
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
