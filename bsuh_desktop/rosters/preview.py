"""The preview of a class list: what was understood, row by row, before anything is kept.

Columns outside the allow-list (phones, parents, birth dates, addresses) are named by their place and never read
into it. A person looks, decides and agrees; only then does the roster begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.roster import NO_CARD, RosterRow, assign_cards
from bsuh_desktop.rosters import refusals, remarks
from bsuh_desktop.rosters.columns.headers import Column, Heading, find_heading, place_of, repeats
from bsuh_desktop.rosters.duplicates import duplicate_remarks
from bsuh_desktop.rosters.files.reading import read_tables
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import Cells, read_learner
from bsuh_desktop.rosters.wishes import NO_WISHES, Part, Wishes


class PartOfList(msgspec.Struct, frozen=True):
    """One of several classes in a list, and how many learners it has there."""

    part: Part
    learners: int


class ClassListPreview(msgspec.Struct, frozen=True):
    """A list as it was understood.

    `learners` and `remarks` are in the file's order; `columns` are all that hold something, taken or not; `heading_row`
    is the row of headings, NO_HEADING where there is none. `sheets` are the names of the visible sheets that hold
    something, `sheet` the one that was read; both are empty for a text file, and `encoding` is for a workbook.
    `originals` are the names as they were typed in an old font, by row. Of a list with several classes `parts` are all,
    `part` the one that was read.
    """

    learners: tuple[RosterRow, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[Column, ...]
    heading_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    originals: dict[int, str] = {}
    part: Part | None = None
    parts: tuple[PartOfList, ...] = ()

    @property
    def taken(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return tuple(column for column in self.columns if column.taken)

    @property
    def not_taken(self) -> tuple[Column, ...]:
        """The columns that were not read."""
        return tuple(column for column in self.columns if not column.taken)


def understand(path: Path, wishes: Wishes = NO_WISHES) -> ClassListPreview:
    """The preview of the list at `path`, read in this process: for the process that reads lists apart, and for lists
    that came with the app. Everybody else asks `apart.reader.read_class_list`.

    Raises KnownError, and nothing else, for whatever the file may be.
    """
    for table in read_tables(path):
        rows = list(table)
        heading = find_heading(rows)
        if heading is not None:
            return _preview(rows, heading)
    raise refusals.no_heading()


def _preview(rows: Sequence[ListRow], heading: Heading) -> ClassListPreview:
    said = [remarks.extra_title(row.number) for row in rows if row.number < heading.row and not row.blank]
    learners: list[RosterRow] = []
    empty: list[Remark] = []
    for row in rows:
        if row.number <= heading.row:
            continue
        if repeats(row, heading):
            said.append(remarks.extra_title(row.number))
        elif (cells := _taken_cells(row, heading)) is None:
            empty.append(remarks.empty_row(row.number))
        else:
            learner, about = read_learner(row.number, cells)
            learners.append(learner)
            said += [*empty, *about]
            empty = []
    if not learners:
        raise refusals.no_learners(heading.row)
    with_cards = _with_cards(learners)
    said += duplicate_remarks(with_cards)
    said += [remarks.no_card(learner.row) for learner in with_cards if learner.card == NO_CARD]
    columns = [*heading.columns.values(), *_unheaded(rows, heading)]
    return ClassListPreview(
        learners=with_cards,
        remarks=tuple(sorted(said, key=lambda remark: remark.row)),
        columns=tuple(columns),
        heading_row=heading.row,
    )


def _taken_cells(row: ListRow, heading: Heading) -> Cells | None:
    """The cells in the columns that are read; None if they are all blank. Serials alone make no learner, and the
    empty rows at a list's end need no remark."""
    cells: Cells = {}
    for number, field in heading.fields().items():
        cells.setdefault(field, []).append(row.cell(number))
    return None if all(cell.blank for found in cells.values() for cell in found) else cells


def _with_cards(learners: Sequence[RosterRow]) -> tuple[RosterRow, ...]:
    cards = assign_cards([learner.roll for learner in learners])
    return tuple(msgspec.structs.replace(one, card=card) for one, card in zip(learners, cards, strict=True))


def _unheaded(rows: Iterable[ListRow], heading: Heading) -> list[Column]:
    """Columns that hold something below a blank heading."""
    below = [row for row in rows if row.number > heading.row]
    filled = {number for row in below for number, cell in enumerate(row.cells) if not cell.blank}
    return [Column(place_of(number), "", "other") for number in sorted(filled - heading.columns.keys())]
