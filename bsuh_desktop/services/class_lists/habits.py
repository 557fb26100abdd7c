"""How a school's lists are read: what a person chose for one list is used for the next. Contains nothing personal."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.duplicates import name_key
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, LONGEST_CODE, NO_HEADING, Choice, ReadOptions
from bsuh_desktop.rosters.words import plain
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ListColumn
from bsuh_desktop.services.desk.desk import Desk

_HABITS = "list_habits/"
MOST_HEADINGS = 60
MOST_CODES = 12
_LONGEST = 100


def habits_of(desk: Desk, place: str) -> ReadOptions:
    """How the last lists of this place were read; DEFAULT_OPTIONS if there was none or nothing was chosen."""
    stored = desk.store.facts.get(_HABITS + place)
    if stored is None:
        return DEFAULT_OPTIONS
    try:
        return msgspec.json.decode(stored, type=ReadOptions)
    except msgspec.ValidationError:
        # A later version of the app may name columns that this one does not know.
        return DEFAULT_OPTIONS


def remember(desk: Desk, place: str, plan: ImportPlan) -> None:
    """Stores what was chosen for this list, added to what was known before.

    These are column headings and their meaning, the row of the headings, the code page, the sheets, what the codes for
    the sex mean, and the answers to what was asked of the list; for a list without headings, the order of its columns.
    The file's name is not stored.
    """
    before, said = habits_of(desk, place), plan.options
    bare = plan.heading_row == NO_HEADING
    sheet, together = _sheet(said.sheet), tuple(filter(None, map(_sheet, plan.together)))
    fresh = replace(
        before,
        sheet=sheet or before.sheet,
        together=together if sheet else before.together,
        encoding=said.encoding or before.encoding,
        heading_row=NO_HEADING if bare and said.columns else said.heading_row or before.heading_row,
        joined=before.joined if said.joined is None else said.joined,
        long_rolls=before.long_rolls if said.long_rolls is None else said.long_rolls,
        sexes=dict(list({**before.sexes, **_codes(plan)}.items())[-MOST_CODES:]),
        columns=said.columns if bare and said.columns else before.columns,
        headings=_newest({**before.headings, **_as_stored(said.headings), **_headings(plan)}),
        part=None,
    )
    if fresh != before:
        desk.store.facts.put(_HABITS + place, msgspec.json.encode(fresh))


def _headings(plan: ImportPlan) -> dict[str, Choice]:
    """What a person chose for columns, by the school's own heading."""
    by_place = {column.letter: column for column in plan.columns}
    said = {by_place[place]: choice for place, choice in plan.options.columns.items() if place in by_place}
    # A heading may be a person's name: names of the class must not be stored as habits.
    names = {name_key(name) for row in plan.read for name in (row.name_bn, row.name_en)}
    headings = {column: choice for column, choice in said.items() if _is_heading(column)}
    return {plain(column.words): choice for column, choice in headings.items() if name_key(column.words) not in names}


def _codes(plan: ImportPlan) -> dict[str, Sex]:
    """What the codes for the sex mean. A longer one, or one that is a part of somebody's name, is not stored."""
    names = {word for row in plan.read for name in (row.name_bn, row.name_en) for word in plain(name or "").split()}
    short = {code: sex for code, sex in plan.options.sexes.items() if len(code) <= LONGEST_CODE}
    return {code: sex for code, sex in short.items() if len(code) == 1 or code not in names}


def _as_stored(headings: dict[str, Choice]) -> dict[str, Choice]:
    return {words: choice for words, choice in headings.items() if _has_no_digit(words) and len(words) <= _LONGEST}


def _is_heading(column: ListColumn) -> bool:
    """True for a heading in words. With a digit it may contain somebody's number; a single letter is the column's
    own."""
    return column.words != column.letter and _has_no_digit(column.words) and 0 < len(column.words) <= _LONGEST


def _sheet(name: str | None) -> str | None:
    """The sheet's name, if it cannot contain a personal number: "Sheet1" or "Class 8" may be stored, longer numbers
    not."""
    digits = sum(letter.isdigit() for letter in name or "")
    return clean(name) if name and digits <= 2 else None


def _has_no_digit(words: str) -> bool:
    return not any(letter.isdigit() for letter in words)


def _newest(headings: dict[str, Choice]) -> dict[str, Choice]:
    return dict(list(headings.items())[-MOST_HEADINGS:])
