"""Interprets a class list: which sheet, rows and columns of a file contain names, rolls and consent."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.roster import NO_CARD, RosterRow, assign_cards, roll_number
from bsuh_desktop.rosters import refusals, remarks
from bsuh_desktop.rosters import remarks as list_remarks
from bsuh_desktop.rosters.choose_list import ChosenList, alike, choose
from bsuh_desktop.rosters.columns.take_columns import fields
from bsuh_desktop.rosters.files.read_file import read_bytes, read_file
from bsuh_desktop.rosters.files.table import broken, next_hundred
from bsuh_desktop.rosters.learners import name_cells
from bsuh_desktop.rosters.learners import sort_rows as class_parts
from bsuh_desktop.rosters.learners.name_cells import without_numbers, without_others
from bsuh_desktop.rosters.learners.sexes import with_sexes
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow, sort_rows
from bsuh_desktop.rosters.preview import ClassListPreview, top_rows
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, ReadOptions
from bsuh_desktop.rosters.remarks import WHOLE_LIST, Remark
from bsuh_desktop.rosters.rows import duplicate_remarks, is_lost, read_learner

_SEVERAL = 3
_MOSTLY = 0.8


def understand(source: Path | bytes, options: ReadOptions = DEFAULT_OPTIONS) -> ClassListPreview:
    """The preview of the list at a path, or of one that was pasted, parsed in this process: for the sandboxed process,
    and for lists that come with the app. All other callers use `sandbox.reader.read_class_list`.

    Raises KnownError, and nothing else, whatever the file may be.
    """
    encoding = options.encoding
    file = read_bytes(source, encoding) if isinstance(source, bytes) else read_file(source, encoding)
    chosen = choose(file.sheets, options)
    names = tuple(sheet.name for sheet in file.sheets if sheet.name)
    preview = preview_of(chosen, options)
    others = alike(file.sheets, chosen, options)
    return replace(
        preview,
        remarks=(*([list_remarks.sheets_alike(others)] if others else []), *preview.remarks),
        sheet=chosen[0].sheet.name,
        sheets=names,
        together=tuple(dict.fromkeys(one.sheet.name for one in chosen if one.sheet.name != chosen[0].sheet.name)),
        encoding=file.encoding,
    )


class _Sorted(msgspec.Struct):
    """The learners of all that is read together, as they stand in it, and what is said about the rest."""

    learners: list[LearnerRow] = []
    about_rows: list[Remark] = []
    """About rows that hold no learner."""
    about_learners: list[Remark] = []
    about_list: list[Remark] = []
    sex_codes: tuple[str, ...] = ()


def preview_of(chosen: Sequence[ChosenList], options: ReadOptions) -> ClassListPreview:
    """The preview of the lists that were chosen of one file. Raises KnownError if they hold nobody, or nobody's name is
    left of what was written."""
    first, found = chosen[0], _sorted(chosen, options)
    if not found.learners:
        raise refusals.no_learners(first.headings.last) if first.headings.last else refusals.no_heading()
    classes = class_parts.parts_of(found.learners)
    told = class_parts.several_parts(classes)
    part = class_parts.chosen_part(told, options.part)
    rows = [row for row, its in zip(found.learners, classes, strict=True) if part in (None, its)]
    learners, said, originals = _read(rows)
    others = {row.row for row in found.learners} - {row.row for row in rows}
    said += [remark for remark in found.about_learners if remark.row not in others]
    said += _notes(found.about_rows, [row.row for row in rows], others)
    said = _told_once(said, found, learners)
    said += [list_remarks.no_heading()] if first.headings.last == NO_HEADING else []
    return ClassListPreview(
        learners=learners,
        remarks=tuple(sorted(said, key=lambda remark: remark.row)),
        columns=tuple(first.columns.values()),
        heading_row=first.headings.last,
        originals=originals,
        sex_codes=found.sex_codes,
        top=top_rows(first.sheet, first.headings, first.columns),
        part=part,
        parts=told,
    )


def _sorted(chosen: Sequence[ChosenList], options: ReadOptions) -> _Sorted:
    """The learners of the chosen lists. Those of each sheet that is read together with the first are counted on from
    the next full hundred."""
    found = _Sorted()
    step, last, firsts = 0, 0, list[int]()
    for one in chosen:
        if found.learners and not one.same_sheet:
            step = next_hundred(last)
            found.about_list.append(list_remarks.sheets_joined(one.sheet.name, step))
        before, last = len(found.learners), max(last, step + one.sheet.last_row)
        _add(found, _counted_on(one, step), options)
        firsts += [learner.row for learner in found.learners[before : before + 1] if one.beside]
    if firsts and options.joined is None:
        found.about_list.append(list_remarks.joined(firsts))
    # Each list may ask the same.
    found.about_list = list(dict.fromkeys(found.about_list))
    return found


def _counted_on(one: ChosenList, step: int) -> ChosenList:
    rows = tuple(replace(row, number=row.number + step) for row in one.sheet.rows)
    headings = replace(one.headings, first=one.headings.first + step, last=one.headings.last + step)
    return replace(one, sheet=replace(one.sheet, rows=rows), headings=headings)


def _add(found: _Sorted, one: ChosenList, options: ReadOptions) -> None:
    its = sort_rows(one.sheet.rows, one.headings, fields(one.columns), chosen=options.heading_row is not None)
    learners = its.learners
    if one.sex:
        learners = tuple(row if row.block else replace(row, block=one.sex, above=one.headings.last) for row in learners)
    short = without_numbers(learners, options.long_rolls)
    alone, beside = without_others(short.learners)
    sexes = with_sexes(alone, one.headings, fields(one.columns), one.sheet, options.sexes)
    found.learners += sexes.learners
    told = {remark.row for remark in sexes.remarks} - {WHOLE_LIST}
    found.about_rows += [remark for remark in its.remarks if remark.row not in told]
    found.about_learners += [*beside, *(remarks.number_not_taken(row) for row in short.dropped)]
    found.about_rows += [remark for remark in sexes.remarks if remark.row != WHOLE_LIST]
    found.about_list += [remark for remark in sexes.remarks if remark.row == WHOLE_LIST]
    found.about_list += [list_remarks.long_rolls()] if short.asks else []
    found.about_list += [list_remarks.table_joined(one.sheet.name)] if one.goes_on and options.joined is None else []
    found.about_list += _without_names(one, sexes.learners)
    found.sex_codes = found.sex_codes or sexes.codes


def _without_names(one: ChosenList, learners: Sequence[LearnerRow]) -> list[Remark]:
    """Why nobody, or hardly anybody, has a name: the letters are lost, or the column is headed as a parent's. Raises
    KnownError if all are lost."""
    names = [cell.text for row in learners for cell in row.cells.get("name", ()) if cell.text]
    lost = sum(map(is_lost, names))
    if 2 * lost > len(learners):
        if lost == len(names) and not one.same_sheet:
            raise refusals.letters_lost()
        return [list_remarks.letters_lost()]
    if names:
        return []
    parents = [column for column in one.columns.values() if column.meaning == "parent" and column.filled]
    return [list_remarks.only_parents(column.place) for column in parents[:1]]


def _read(rows: Sequence[LearnerRow]) -> tuple[tuple[RosterRow, ...], list[Remark], dict[int, str]]:
    """The learners with their cards, remarks on their rows, and what stands in the file for a name that is only
    proposed, by row."""
    meant, old = name_cells.converted(rows)
    learners: list[RosterRow] = []
    said: list[Remark] = []
    originals = {row: name.typed for row, name in old.items()}
    for row, before in zip(meant, rows, strict=True):
        learner, about = read_learner(row.row, row.cells)
        learners.append(learner)
        names = [cell.text for cell in before.cells.get("name", ()) if cell.text]
        said += [remarks.hidden_row(row.row)] if row.hidden else []
        breakages = [
            cell.breakage for field in ("name", "roll") for cell in before.cells.get(field, ()) if cell.breakage
        ]
        if breakages:
            said.append(remarks.repaired(row.row))
            originals[row.row] = " · ".join(broken(name, breakages[0]) for name in names)
        elif row.row in old:
            said.append(remarks.converted(row.row) if old[row.row].read else remarks.not_converted(row.row))
        if any(remark.code == "calculated" for remark in about):
            originals[row.row] = " · ".join(names)
        said += about
    with_cards = _with_cards(learners)
    said += duplicate_remarks(with_cards)
    said += [remarks.no_card(learner.row) for learner in with_cards if learner.card == NO_CARD]
    return with_cards, said, originals


def _told_once(said: Sequence[Remark], found: _Sorted, learners: Sequence[RosterRow]) -> list[Remark]:
    """The remarks, of those that are true for the whole column only one: rolls that count up by a formula, sexes by a
    formula, codes that are asked for, names whose letters are lost."""
    rolls = [roll_number(one.roll) for one in learners]
    counting = sum(one is not None and other == one + 1 for one, other in itertools.pairwise(rolls))
    whole: list[tuple[Callable[[int], Remark], bool, list[Remark]]] = [
        (remarks.formula_roll, counting >= _MOSTLY * (len(rolls) - 1), [list_remarks.counted_rolls()]),
        (remarks.calculated_sex, True, [list_remarks.calculated_sexes()]),
        (remarks.unknown_sex, bool(found.sex_codes), []),
        (remarks.no_name, any(remark.code == "letters_lost" for remark in found.about_list), []),
    ]
    left = [*said, *found.about_list]
    for remark, applies, instead in whole:
        text = remark(0).message.text
        same = [one for one in left if one.message.text == text]
        if applies and (len(same) >= _SEVERAL or (same and not instead)):
            left = [*(one for one in left if one.message.text != text), *instead]
    return left


def _with_cards(learners: Sequence[RosterRow]) -> tuple[RosterRow, ...]:
    cards = assign_cards([learner.roll for learner in learners])
    return tuple(replace(one, card=card) for one, card in zip(learners, cards, strict=True))


def _notes(about: Sequence[Remark], rows: Sequence[int], others: Collection[int]) -> list[Remark]:
    """Remarks on rows without a learner; for one class of several, only those among or after its rows, and those above
    all classes."""
    if not others:
        return list(about)
    first, last = rows[0], rows[-1]
    above = min(first, *others)
    behind = min((row for row in others if row > last), default=max(remark.row for remark in about) + 1 if about else 0)
    return [
        remark
        for remark in about
        if first < remark.row < (last if remark.code == "empty_row" else behind) or WHOLE_LIST <= remark.row < above
    ]
