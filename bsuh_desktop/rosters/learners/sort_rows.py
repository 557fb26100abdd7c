"""Sorts the rows of a list into learners and others, and splits merged cells."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.rosters import list_remarks
from bsuh_desktop.rosters.columns.heading_words import is_rest_of_name
from bsuh_desktop.rosters.columns.headings import Headings
from bsuh_desktop.rosters.files.table import NOTHING, Cell, ListRow
from bsuh_desktop.rosters.learners.row_kinds import Fields, kinds_of
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import Cells, script_of


class LearnerRow(msgspec.Struct, frozen=True):
    """The cells of one learner by field, and the number of the first row."""

    row: int
    cells: Cells
    hidden: bool


class SortedRows(msgspec.Struct, frozen=True):
    """The rows with learners, and remarks on the others."""

    learners: tuple[LearnerRow, ...]
    remarks: tuple[Remark, ...]


def sort_rows(rows: Sequence[ListRow], headings: Headings, fields: Fields) -> SortedRows:
    """Sorts the rows of a list. Empty rows are reported if they are between learners, because one may be missing."""
    below = [row for row in rows if row.number > headings.last]
    said = [list_remarks.extra_title(row.number) for row in rows if row.number < headings.first and not row.blank]
    learners: list[LearnerRow] = []
    empty: list[Remark] = []
    for row, kind in zip(below, kinds_of(below, headings, fields), strict=True):
        if kind == "learner":
            said += empty if learners else []
            learners.append(_with_whole_names(_learner(row, fields, learners), headings, fields))
            empty = []
        elif kind == "same":
            learners[-1] = _with_more_names(learners[-1], row, fields)
        elif kind == "nothing":
            words = any(script_of(cell.text) is not None for cell in row.cells)
            said += [list_remarks.nameless_row(row.number)] if words else []
            empty += [] if words else [list_remarks.empty_row(row.number)]
        else:
            said.append(_REMARKS[kind](row.number))
    return SortedRows(tuple(learners), tuple(said))


_REMARKS = {
    "title": list_remarks.extra_title,
    "total": list_remarks.totals_row,
    "signature": list_remarks.signature_row,
}


def _learner(row: ListRow, fields: Fields, before: Sequence[LearnerRow]) -> LearnerRow:
    above = before[-1].cells if before else {}
    cells: Cells = {}
    for number, field in fields.items():
        cell = row.cell(number)
        if cell.merged == "down" and field in above:
            place = min(len(cells.get(field, ())), len(above[field]) - 1)
            cell = above[field][place]
        cells.setdefault(field, []).append(cell)
    return LearnerRow(row.number, cells, row.hidden)


def _with_whole_names(learner: LearnerRow, headings: Headings, fields: Fields) -> LearnerRow:
    """Joins a last name with the first name to its left or, if there is none, to its right."""
    rest = [is_rest_of_name(*headings.lines.get(number, ())) for number, field in fields.items() if field == "name"]
    if not any(rest) or all(rest):
        return learner
    names: list[Cell] = []
    before = NOTHING
    for cell, goes_on in zip(learner.cells["name"], rest, strict=True):
        if not goes_on:
            names.append(_joined(cell, before))
            before = NOTHING
        elif names:
            names[-1] = _joined(names[-1], cell)
        else:
            before = _joined(before, cell)
    return replace(learner, cells={**learner.cells, "name": names})


def _joined(first: Cell, rest: Cell) -> Cell:
    return Cell(f"{first.text} {rest.text}".strip(), formula=first.formula or rest.formula)


def _with_more_names(learner: LearnerRow, row: ListRow, fields: Fields) -> LearnerRow:
    more = [row.cell(number) for number, field in fields.items() if field == "name" and not row.cell(number).blank]
    cells = dict(learner.cells)
    cells["name"] = [*cells.get("name", []), *more]
    return LearnerRow(learner.row, cells, learner.hidden)
