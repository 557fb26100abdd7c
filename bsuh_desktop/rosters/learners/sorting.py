"""The rows of a list sorted into learners and others, merged cells taken apart."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.columns.headings import Headings
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.learners.row_kinds import Fields, kinds_of
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import Cells


class LearnerRow(msgspec.Struct, frozen=True):
    """The cells of one learner by what they hold, and the row where they begin."""

    row: int
    cells: Cells
    hidden: bool


class Sorted(msgspec.Struct, frozen=True):
    """The rows of a list: those that hold a learner, and what there is to say about others."""

    learners: tuple[LearnerRow, ...]
    remarks: tuple[Remark, ...]


def sort_rows(rows: Sequence[ListRow], headings: Headings, fields: Fields) -> Sorted:
    """Sorts the rows of a list. Empty rows are told between learners, where one may be missing."""
    below = [row for row in rows if row.number > headings.last]
    said = [remarks.extra_title(row.number) for row in rows if row.number < headings.first and not row.blank]
    learners: list[LearnerRow] = []
    empty: list[Remark] = []
    for row, kind in zip(below, kinds_of(below, headings, fields), strict=True):
        if kind == "learner":
            said += empty if learners else []
            learners.append(_learner(row, fields, learners))
            empty = []
        elif kind == "same":
            learners[-1] = _with_more_names(learners[-1], row, fields)
        elif kind == "nothing":
            empty.append(remarks.empty_row(row.number))
        else:
            said.append(_REMARKS[kind](row.number))
    return Sorted(tuple(learners), tuple(said))


_REMARKS = {"title": remarks.extra_title, "total": remarks.totals_row, "signature": remarks.signature_row}


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


def _with_more_names(learner: LearnerRow, row: ListRow, fields: Fields) -> LearnerRow:
    more = [row.cell(number) for number, field in fields.items() if field == "name" and not row.cell(number).blank]
    cells = dict(learner.cells)
    cells["name"] = [*cells.get("name", []), *more]
    return LearnerRow(learner.row, cells, learner.hidden)
