"""Sorts the rows of a list into learners and others, splits merged cells, and sorts the learners into classes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters import remarks as list_remarks
from bsuh_desktop.rosters.columns.headings import Headings, holds_roll_and_name, is_rest_of_name, is_shared_with_parent
from bsuh_desktop.rosters.files.table import NOTHING, Cell, ListRow
from bsuh_desktop.rosters.learners.other_people import first_person
from bsuh_desktop.rosters.learners.row_kinds import Fields, RowKind, is_like_a_learner, is_numbered_name, kinds_of
from bsuh_desktop.rosters.old_font import looks_old, to_unicode
from bsuh_desktop.rosters.preview import PartOfList
from bsuh_desktop.rosters.read_options import Part
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import Cells, script_of
from bsuh_desktop.rosters.vocabulary import OF_ALL, Field, plain, sex_named_by, words_of

_SEVERAL = 3
_ROLL_AND_NAME = re.compile(r"(\d+)[\s.):,–-]+(\S.*)")

_NAME_AND_ROLL = re.compile(r"(.*\D)[\s(\[,:–-]+(\d+)[\s)\]]*")


class LearnerRow(msgspec.Struct, frozen=True):
    """The cells of one learner by field, and the number of the first row."""

    row: int
    cells: Cells
    hidden: bool
    block: Sex | None = None
    """The sex of a block, by the title in row `above`."""
    above: int = 0
    bracket: Sex | None = None
    """The sex in a bracket behind the name."""


class SortedRows(msgspec.Struct, frozen=True):
    """The rows with learners, and remarks on the others."""

    learners: tuple[LearnerRow, ...]
    remarks: tuple[Remark, ...]


def sort_rows(rows: Sequence[ListRow], headings: Headings, fields: Fields, *, chosen: bool = False) -> SortedRows:
    """Sorts the rows of a list, whose headings a person may have `chosen`. Empty rows are reported if they are between
    learners, because one may be missing."""
    below = [row for row in rows if row.number > headings.last]
    below, numbered = _without_numbers_only(below, fields)
    said = _above(rows, headings, fields, chosen)
    learners: list[LearnerRow] = []
    block, above = _block_above(rows, headings)
    empty: list[Remark] = []
    elsewhere: list[int] = []
    kinds = kinds_of(below, headings, fields)
    shared = _shared(below, kinds, headings)
    both = [number for number, lines in headings.lines.items() if holds_roll_and_name(*lines)]
    for row, kind in zip(below, kinds, strict=True):
        if kind == "learner":
            said += empty if learners else []
            learner = _with_whole_names(_learner(row, fields, learners, shared, both), headings, fields)
            learners.append(replace(learner, block=block, above=above))
            empty = []
        elif kind == "same":
            learners[-1] = _with_more_names(learners[-1], row, fields)
        elif kind == "elsewhere":
            elsewhere += [] if row.blank else [row.number]
        elif kind == "nothing":
            words = any(script_of(cell.text) is not None for cell in row.cells)
            said += [list_remarks.nameless_row(row.number)] if words else []
            empty += [] if words else [list_remarks.empty_row(row.number)]
        else:
            said.append(_REMARKS[kind](row.number))
            if kind == "total" or (kind == "title" and _only_text(row)):
                block, above = sex_named_by(_only_text(row)) if kind == "title" else None, row.number
    said += [list_remarks.only_numbers(numbered[0], len(numbered))] if numbered else []
    said += [list_remarks.other_table(elsewhere[0], len(elsewhere))] if elsewhere else []
    return SortedRows(tuple(learners), tuple(said))


def _above(rows: Sequence[ListRow], headings: Headings, fields: Fields, chosen: bool) -> list[Remark]:
    """What is said of the rows above the headings. A person may have chosen headings below learners; above headings
    that were found, a single number stands beside a school's name."""
    heads = [row for row in rows if row.number <= headings.last and not row.blank]
    is_learner = is_like_a_learner if chosen else is_numbered_name
    learners = [row.number for row in heads if is_learner(row, fields)]
    learners = learners if chosen or len(learners) > 1 else []
    titles = [row.number for row in heads if row.number < headings.first and row.number not in learners]
    told = [list_remarks.above_headings(learners[0], len(learners))] if learners else []
    return told + [list_remarks.extra_title(number) for number in titles]


def _block_above(rows: Sequence[ListRow], headings: Headings) -> tuple[Sex | None, int]:
    """The sex that a title above the headings tells. A title of ছাত্র may mean all learners: it tells none, unless the
    girls follow below."""
    girls_below = any(sex_named_by(_only_text(row)) == "f" for row in rows if row.number > headings.last)
    for row in reversed(rows):
        sex = sex_named_by(_only_text(row)) if row.number < headings.first else None
        if sex == "f" or (sex == "m" and (girls_below or not OF_ALL.among(words_of(_only_text(row))))):
            return sex, row.number
    return None, 0


def _only_text(row: ListRow) -> str:
    texts = [cell.text for cell in row.cells if not cell.blank]
    return texts[0] if len(texts) == 1 else ""


_REMARKS = {
    "parent": list_remarks.parent_row,
    "title": list_remarks.extra_title,
    "total": list_remarks.totals_row,
    "signature": list_remarks.signature_row,
}


def _without_numbers_only(rows: Sequence[ListRow], fields: Fields) -> tuple[list[ListRow], list[int]]:
    """The rows without those at the end that hold nothing but numbers printed for learners to come."""
    names = [number for number, field in fields.items() if field == "name"]
    named = [place for place, row in enumerate(rows) if any(row.cell(number).text for number in names)]
    end = named[-1] + 1 if named else len(rows)
    rest = [row for row in rows[end:] if not row.blank]
    bare = all(cell.blank or not cell.text or roll_number(cell.text) is not None for row in rest for cell in row.cells)
    if len(rest) < _SEVERAL or not bare:
        return list(rows), []
    return list(rows[:end]), [row.number for row in rest]


def _shared(below: Sequence[ListRow], kinds: Sequence[RowKind], headings: Headings) -> frozenset[int]:
    """The columns whose cells hold the learner and somebody else. Where the other stands in the row below, cells hold
    one."""
    if "parent" in kinds:
        return frozenset()
    return frozenset(number for number, lines in headings.lines.items() if is_shared_with_parent(*lines))


def _learner(
    row: ListRow, fields: Fields, before: Sequence[LearnerRow], shared: Collection[int], both: Collection[int]
) -> LearnerRow:
    above = before[-1].cells if before else {}
    cells: Cells = {}
    for number, field in fields.items():
        cell = row.cell(number)
        if number in both:
            roll, name = _parted(cell.text)
            cells["roll"] = [Cell(roll)]
            cell = replace(cell, text=name, first_line="")
        if number in shared:
            cell = replace(cell, text=first_person(cell.text, cell.first_line), first_line="")
        if cell.merged == "down" and field in above:
            place = min(len(cells.get(field, ())), len(above[field]) - 1)
            cell = above[field][place]
        cells.setdefault(field, []).append(cell)
    return LearnerRow(row.number, cells, row.hidden)


def _parted(text: str) -> tuple[str, str]:
    """The roll and the name in one cell, in either order."""
    if found := _ROLL_AND_NAME.match(text):
        return found[1], found[2]
    found = _NAME_AND_ROLL.fullmatch(text)
    return (found[2], found[1].strip()) if found else ("", text)


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


_NOTHING_WRITTEN = Part("", "")


def parts_of(learners: Sequence[LearnerRow]) -> list[Part]:
    """The class of each learner, spelled as it first occurs in the list; empty cells take the class of the row
    above."""
    written: dict[tuple[str, str], Part] = {}
    parts: list[Part] = []
    for one in learners:
        part = Part(_text(one, "grade"), _text(one, "section"))
        if part == _NOTHING_WRITTEN and parts:
            part = parts[-1]
        parts.append(written.setdefault(_key(part), part))
    return parts


def several_parts(parts: Sequence[Part]) -> tuple[PartOfList, ...]:
    """The classes in list order with their numbers of learners; empty if there is only one."""
    counted = Counter(parts)
    return tuple(PartOfList(part, number) for part, number in counted.items()) if len(counted) > 1 else ()


def chosen_part(parts: Sequence[PartOfList], wished: Part | None) -> Part | None:
    """The class to read: the one asked for or one that fits it, else the first; None if the list is a single class."""
    if not parts:
        return None
    all_parts = [one.part for one in parts]
    same = [part for part in all_parts if wished is not None and _key(part) == _key(wished)]
    fitting = [part for part in all_parts if wished is not None and part.fits(wished)]
    return next(iter((*same, *fitting, *all_parts)))


def _key(part: Part) -> tuple[str, str]:
    return plain(part.grade), plain(part.section)


def _text(learner: LearnerRow, field: Field) -> str:
    text = next((cell.text for cell in learner.cells.get(field, ()) if not cell.blank), "")
    return (to_unicode(text) or text) if looks_old(text) else text
