"""Interprets a class list: which sheet, rows and columns of a file contain names, rolls and consent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.roster import NO_CARD, RosterRow, assign_cards
from bsuh_desktop.rosters import list_remarks, refusals, remarks
from bsuh_desktop.rosters.columns.find_headings import find_headings, headings_at, known
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS, Headings
from bsuh_desktop.rosters.columns.side_by_side import are_side_by_side
from bsuh_desktop.rosters.columns.take_columns import Columns, columns_of, fields
from bsuh_desktop.rosters.duplicates import duplicate_remarks
from bsuh_desktop.rosters.files.read_file import read_bytes, read_file
from bsuh_desktop.rosters.files.table import LAST_ROW, Sheet
from bsuh_desktop.rosters.learners import class_parts, old_names
from bsuh_desktop.rosters.learners.cell_additions import without_others
from bsuh_desktop.rosters.learners.long_numbers import without_numbers
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow, sort_rows
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, ReadOptions
from bsuh_desktop.rosters.remarks import WHOLE_LIST, Remark
from bsuh_desktop.rosters.rows import read_learner


class ListChoices(msgspec.Struct, frozen=True):
    """How a sheet would be read."""

    sheet: Sheet
    headings: Headings
    columns: Columns


def choose(sheets: Sequence[Sheet], options: ReadOptions) -> ListChoices:
    """Chooses the sheet with the list: the one asked for, else the one whose headings have the most known columns, the
    longest if equal. Raises KnownError if no sheet has headings, or columns that can be recognised without."""
    wished = [sheet for sheet in sheets if sheet.name == options.sheet]
    candidates = [_as_read(sheet, options) for sheet in wished or sheets]
    readable = list(filter(_is_readable, candidates))
    if not readable:
        raise refusals.hidden_columns() if _would_be_read(wished or sheets, options) else refusals.no_heading()
    best = max(readable, key=lambda one: _worth(one, options))
    if not options.columns and are_side_by_side(best.sheet, best.headings, best.columns):
        raise refusals.side_by_side()
    return best


def _is_readable(one: ListChoices) -> bool:
    return not {"roll", "name"}.isdisjoint(fields(one.columns).values())


def _would_be_read(sheets: Sequence[Sheet], options: ReadOptions) -> bool:
    """True if the list could be read but for its hidden columns."""
    shown = [replace(sheet, hidden_columns=frozenset()) for sheet in sheets if sheet.hidden_columns]
    return any(_is_readable(_as_read(sheet, options)) for sheet in shown)


def _as_read(sheet: Sheet, options: ReadOptions) -> ListChoices:
    headings = _headings(sheet, options)
    return ListChoices(sheet, headings, columns_of(sheet, headings, options))


def _headings(sheet: Sheet, options: ReadOptions) -> Headings:
    if options.heading_row == NO_HEADING:
        return NO_HEADINGS
    if options.heading_row is not None:
        return headings_at(sheet, options.heading_row, options.headings)
    return find_headings(sheet, options.headings) or NO_HEADINGS


def _worth(one: ListChoices, options: ReadOptions) -> tuple[int, int, int, int]:
    below = sum(column.filled for column in one.columns.values() if column.taken)
    return *known(one.headings, one.sheet, options.headings), below


def understand(source: Path | bytes, options: ReadOptions = DEFAULT_OPTIONS) -> ClassListPreview:
    """The preview of the list at a path, or of one that was pasted, parsed in this process: for the sandboxed process,
    and for lists that come with the app. All other callers use `sandbox.reader.read_class_list`.

    Raises KnownError, and nothing else, whatever the file may be.
    """
    encoding = options.encoding
    file = read_bytes(source, encoding) if isinstance(source, bytes) else read_file(source, encoding)
    candidate = choose(file.sheets, options)
    preview = _preview(candidate, options)
    names = tuple(sheet.name for sheet in file.sheets if sheet.name)
    return msgspec.structs.replace(preview, sheet=candidate.sheet.name, sheets=names, encoding=file.encoding)


def _preview(candidate: ListChoices, options: ReadOptions) -> ClassListPreview:
    headings = candidate.headings
    found = sort_rows(candidate.sheet.rows, headings, fields(candidate.columns))
    if not found.learners:
        raise refusals.no_learners(headings.last) if headings.last else refusals.no_heading()
    short, dropped = without_numbers(found.learners)
    all_rows, beside = without_others(short)
    classes = class_parts.parts_of(all_rows)
    told = class_parts.several(classes)
    part = class_parts.chosen(told, options.part)
    rows = [row for row, its in zip(all_rows, classes, strict=True) if part in (None, its)]
    learners, said, originals = _read(rows)
    others = {row.row for row in all_rows} - {row.row for row in rows}
    said += [remarks.number_not_taken(row.row) for row in rows if row.row in dropped]
    said += [remark for remark in beside if remark.row not in others]
    said += _notes(found.remarks, [row.row for row in rows], others)
    said += [list_remarks.no_heading()] if headings.last == NO_HEADING else []
    return ClassListPreview(
        learners=learners,
        remarks=tuple(sorted(said, key=lambda remark: remark.row)),
        columns=tuple(candidate.columns.values()),
        heading_row=headings.last,
        originals=originals,
        part=part,
        parts=told,
    )


def _read(rows: Sequence[LearnerRow]) -> tuple[tuple[RosterRow, ...], list[Remark], dict[int, str]]:
    """The learners with their cards, remarks on their rows, and what was typed in an old font, by row."""
    meant, old = old_names.converted(rows)
    learners: list[RosterRow] = []
    said: list[Remark] = []
    for row in meant:
        learner, about = read_learner(row.row, row.cells)
        learners.append(learner)
        said += [remarks.hidden_row(row.row)] if row.hidden else []
        if row.row in old:
            said.append(remarks.converted(row.row) if old[row.row].read else remarks.not_converted(row.row))
        said += about
    with_cards = _with_cards(learners)
    said += duplicate_remarks(with_cards)
    said += [remarks.no_card(learner.row) for learner in with_cards if learner.card == NO_CARD]
    return with_cards, said, {row: name.typed for row, name in old.items()}


def _with_cards(learners: Sequence[RosterRow]) -> tuple[RosterRow, ...]:
    cards = assign_cards([learner.roll for learner in learners])
    return tuple(msgspec.structs.replace(one, card=card) for one, card in zip(learners, cards, strict=True))


def _notes(about: Sequence[Remark], rows: Sequence[int], others: Collection[int]) -> list[Remark]:
    """Remarks on rows without a learner; for one class of several, only those among or after its rows, and those above
    all classes."""
    if not others:
        return list(about)
    first, last = rows[0], rows[-1]
    above = min(first, *others)
    behind = min((row for row in others if row > last), default=LAST_ROW + 1)
    return [
        remark
        for remark in about
        if first < remark.row < (last if remark.code == "empty_row" else behind) or WHOLE_LIST <= remark.row < above
    ]
