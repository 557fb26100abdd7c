"""Understands a class list: which rows and columns of a file are whose name, roll and consent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.roster import NO_CARD, RosterRow, assign_cards
from bsuh_desktop.rosters import refusals, remarks
from bsuh_desktop.rosters.columns.column import Column, place_of
from bsuh_desktop.rosters.columns.headers import Heading, find_heading, repeats
from bsuh_desktop.rosters.duplicates import duplicate_remarks
from bsuh_desktop.rosters.files.reading import read_tables
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import Cells, read_learner
from bsuh_desktop.rosters.wishes import NO_WISHES, Wishes


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
