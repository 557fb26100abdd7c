"""Reads a school's list into a plan that waits for a person: remarks with their weight, columns in our words."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.apart.reader import read_class_list
from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.columns.heading_words import Field, NotTaken
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.remarks import Remark, RemarkCode
from bsuh_desktop.services.class_lists.plan import About, Decisions, ImportPlan, ListColumn, RowRemark, decided

_LIVE: frozenset[RemarkCode] = frozenset({"duplicate_roll", "no_card"})
"""What the plan itself finds again after each decision."""

_ABOUT: dict[RemarkCode, About] = {
    "no_roll": "roll",
    "roll_turned": "roll",
    "same_name": "name",
    "no_name": "name",
    "two_names": "name",
    "foreign_letters": "name",
}
_MEANINGS: dict[Field | NotTaken, Message] = {
    "roll": Message("roll"),
    "name": Message("name"),
    "sex": Message("sex"),
    "age": Message("age"),
    "disability": Message("disability"),
    "guardian": Message("guardian's consent"),
    "assent": Message("learner's own consent"),
    "refusal": Message("refusal"),
    "phone": Message("phone number"),
    "birth": Message("date of birth"),
    "address": Message("address"),
    "picture": Message("photo"),
    "number": Message("identity number"),
    "date": Message("date"),
    "parent": Message("parent's name"),
    "serial": Message("serial number"),
    "other": Message("something else"),
}


def read_plan(path: Path, basis: Basis = "letters") -> ImportPlan:
    """The plan of the CSV or XLSX at `path`, before any decision; names are kept on the ground of `basis`.

    Raises KnownError, and nothing else, for whatever the file may be.
    """
    return plan_of(path.name, read_class_list(path), basis)


def plan_of(file_name: str, preview: ClassListPreview, basis: Basis) -> ImportPlan:
    """The plan of a list that was read."""
    rows = {learner.row for learner in preview.learners}
    said: dict[int, tuple[RowRemark, ...]] = {}
    for remark in preview.remarks:
        if remark.row in rows and remark.code not in _LIVE:
            said[remark.row] = (*said.get(remark.row, ()), _row_remark(remark))
    plan = ImportPlan(
        file_name=file_name,
        heading_row=preview.heading_row,
        taken=tuple(_column(column) for column in preview.taken),
        not_taken=tuple(_column(column) for column in preview.not_taken),
        notes=tuple(remark.message for remark in preview.remarks if remark.row not in rows),
        basis=basis,
        read=preview.learners,
        said=said,
    )
    return decided(plan, Decisions())


def _row_remark(remark: Remark) -> RowRemark:
    about = _ABOUT.get(remark.code, "other")
    if remark.code == "formula":
        own: dict[str, About] = {
            remarks.formula_name(0).message.text: "name",
            remarks.formula_roll(0).message.text: "roll",
        }
        about = own.get(remark.message.text, "other")
    return RowRemark(remark.code, remark.message, "look", about)


def _column(column: Column) -> ListColumn:
    return ListColumn(column.heading or column.place, _MEANINGS[column.meaning])
