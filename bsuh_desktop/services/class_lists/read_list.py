"""Reads a school's list into a plan that waits for a person, and once more where they say how it is to be read."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.roster import RosterRow, roll_key
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.fields import IN_SEVERAL
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import NO_HEADING, NO_WISHES, Choice, Part, ReadOptions
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from bsuh_desktop.services.class_lists.columns import list_column
from bsuh_desktop.services.class_lists.decisions import Decisions
from bsuh_desktop.services.class_lists.import_plan import About, ImportPlan, RowRemark
from bsuh_desktop.services.class_lists.match import compared
from bsuh_desktop.services.class_lists.outcome import decided

_LIVE = frozenset(("duplicate_roll", "no_card"))
"""What the plan itself finds again after each decision."""

_ABOUT: dict[str, About] = {
    "no_roll": "roll",
    "roll_turned": "roll",
    "same_name": "name",
    "no_name": "name",
    "two_names": "name",
    "foreign_letters": "name",
    "damaged_sign": "name",
    "converted": "name",
    "not_converted": "name",
}
_BY_WORDS: dict[str, About] = {
    remarks.formula_name(0).message.text: "name",
    remarks.formula_roll(0).message.text: "roll",
    remarks.unknown_sex(0).message.text: "sex",
}
"""Where one code is said of several things."""

_FOUND_BY_ITSELF = frozenset(("", "utf-8", "utf-16"))
"""Encodings that a file says of itself; only for another one it matters what the last list was written in."""


def read_plan(
    path: Path, basis: Basis = "letters", wishes: ReadOptions = NO_WISHES, *, stop: threading.Event | None = None
) -> ImportPlan:
    """The plan of the list at `path`, read as `wishes` say, before any decision; names are kept on the ground of
    `basis`. Once `stop` is set the reading ends.

    Raises KnownError, and nothing else, for whatever the file may be.
    """
    return plan_of(path, read_class_list(path, wishes, stop=stop), basis, wishes)


def plan_of(path: Path, preview: ClassListPreview, basis: Basis, wishes: ReadOptions = NO_WISHES) -> ImportPlan:
    """The plan of a list that was read."""
    rows = {learner.row for learner in preview.learners}
    said: dict[int, tuple[RowRemark, ...]] = {}
    for remark in preview.remarks:
        if remark.row in rows and remark.code not in _LIVE:
            said[remark.row] = (*said.get(remark.row, ()), _row_remark(remark))
    plan = ImportPlan(
        file_name=path.name,
        heading_row=preview.heading_row,
        columns=tuple(list_column(column) for column in preview.columns),
        notes=tuple(remark.message for remark in preview.remarks if remark.row not in rows),
        basis=basis,
        read=preview.learners,
        said=said,
        path=path,
        wishes=wishes,
        sheet=preview.sheet,
        sheets=preview.sheets,
        encoding=preview.encoding,
        part=preview.part,
        parts=preview.parts,
        originals=preview.originals,
    )
    return decided(plan, Decisions())


def reread(plan: ImportPlan, wishes: ReadOptions, *, stop: threading.Event | None = None) -> ImportPlan:
    """The same file read once more, as `wishes` say. What was decided about a row stays where the row is still the same
    learner, so only on the same sheet, for the same part and under the same heading; a sitting is held anew, and
    who leaves a class is asked anew.

    Raises KnownError if it cannot be read so, or is gone; then the old plan stands.
    """
    fresh = replace(read_plan(plan.path, plan.basis, wishes, stop=stop), as_last_time=plan.as_last_time)
    base, decisions = plan.base, _still_decided(plan, fresh)
    if base is not None:
        fresh = replace(fresh, base=base, compared=compared(fresh.read, base))
    return decided(fresh, decisions)


def same_in(plan: ImportPlan, fresh: ImportPlan) -> frozenset[int]:
    """The rows in which the same learner stands in another reading of the file, by roll and names."""
    after = {one.row: _looked_at(one) for one in fresh.read}
    same_sheet = (plan.sheet, plan.part) == (fresh.sheet, fresh.part)
    return frozenset(one.row for one in plan.read if same_sheet and after.get(one.row) == _looked_at(one))


def as_last_time(plan: ImportPlan, habits: ReadOptions, *, stop: threading.Event | None = None) -> ImportPlan:
    """The plan read as the last list of that school was, where nothing else was said of this one; the plan as it is
    where that changes nothing or cannot be done."""
    wishes = _fitting(plan, habits)
    if wishes == plan.wishes:
        return plan
    try:
        again = reread(plan, wishes, stop=stop)
    except KnownError:
        return plan
    return plan if _is_same(plan, again) else replace(again, as_last_time=True)


def with_column(plan: ImportPlan, place: str, choice: Choice) -> ReadOptions:
    """What to read anew where a person said that the column with this letter holds `choice`. Of what may stand in one
    column alone, another one that held it holds nothing from now on; a parent's no is not given up for another's."""
    others = {
        column.place: "none"
        for column in plan.columns
        if choice not in ("none", *IN_SEVERAL) and column.choice == choice and column.place != place
    }
    return replace(plan.wishes, columns={**plan.wishes.columns, **others, place: choice})


def with_sheet(plan: ImportPlan, sheet: str) -> ReadOptions:
    """What to read anew for another sheet of the workbook: its columns are its own."""
    return ReadOptions(sheet=sheet, headings=plan.wishes.headings)


def with_encoding(plan: ImportPlan, encoding: str) -> ReadOptions:
    """What to read anew if the file is written in another code page."""
    return replace(plan.wishes, encoding=encoding)


def with_part(plan: ImportPlan, part: Part) -> ReadOptions:
    """What to read anew for another class of the list."""
    return replace(plan.wishes, part=part)


def _fitting(plan: ImportPlan, habits: ReadOptions) -> ReadOptions:
    """Of the habits those that this file can have, under what was said of it already."""
    said = plan.wishes
    bare = habits.heading_row == NO_HEADING and plan.heading_row == NO_HEADING
    code_page = habits.encoding if plan.encoding not in _FOUND_BY_ITSELF else None
    return replace(
        said,
        sheet=said.sheet or (habits.sheet if habits.sheet in plan.sheets else None),
        encoding=said.encoding or code_page,
        columns={**(habits.columns if bare else {}), **said.columns},
        headings={**habits.headings, **said.headings},
    )


def _is_same(plan: ImportPlan, again: ImportPlan) -> bool:
    return (plan.read, plan.columns, plan.sheet) == (again.read, again.columns, again.sheet)


def _still_decided(plan: ImportPlan, fresh: ImportPlan) -> Decisions:
    now = replace(plan.decisions, sitting=None, whole_class=False, same_rolls=False)
    if (plan.sheet, plan.part, plan.heading_row) != (fresh.sheet, fresh.part, fresh.heading_row):
        rows: Sequence[int] = [one.row for one in plan.read]
        return replace(now.without(rows), leave=frozenset(), stay=frozenset())
    after = {one.row: one for one in fresh.read}
    strangers = [one.row for one in plan.read if one.row not in after or not _may_be_one(one, after[one.row])]
    changed = frozenset(
        one.row
        for one in plan.read
        if _looked_at(one) != _looked_at(after.get(one.row)) or plan.said.get(one.row) != fresh.said.get(one.row)
    )
    same = same_in(plan, fresh)
    now = replace(
        now,
        left_as_is=now.left_as_is - changed,
        agreed=frozenset(one for one in now.agreed if one[0] not in changed),
        same={row: line for row, line in now.same.items() if row in same},
        # Who left was said before these names and rolls: one of them may be who said no.
        leave=now.leave if _whom(plan.read) == _whom(fresh.read) else frozenset(),
    )
    return now.without(strangers)


def _whom(read: Sequence[RosterRow]) -> list[tuple[str | None, ...]]:
    return [_looked_at(one) for one in read]


def _looked_at(row: RosterRow | None) -> tuple[str | None, ...]:
    return (row.roll, row.name_bn, row.name_en) if row else ()


def _may_be_one(before: RosterRow, after: RosterRow) -> bool:
    """False if another learner may stand in the row now: the file may have changed, too."""
    same_names = (before.name_bn, before.name_en) == (after.name_bn, after.name_en)
    return same_names or bool(before.roll and roll_key(before.roll) == roll_key(after.roll))


def _row_remark(remark: Remark) -> RowRemark:
    about = _BY_WORDS.get(remark.message.text) or _ABOUT.get(remark.code, "other")
    return RowRemark(remark.code, remark.message, "look", about)
