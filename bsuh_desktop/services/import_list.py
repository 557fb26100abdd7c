"""Taking a class list: read it into a plan, decide row by row, hold the consent sitting, and agree.

Everything but `read_plan` and `agree` only makes a new plan of an old one, at once and without any file.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.headers import Column
from bsuh_desktop.rosters.heading_words import Field, NotTaken
from bsuh_desktop.rosters.preview import ClassListPreview, read_class_list
from bsuh_desktop.rosters.remarks import Remark, RemarkCode
from bsuh_desktop.services import enrol
from bsuh_desktop.services.class_groups import new_group
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.import_plan import About, Decisions, ImportPlan, ListColumn, RowRemark, Sitting, decided

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


def keep_roll(plan: ImportPlan, row: int) -> ImportPlan:
    """The roll of this row is right here: the other rows that have it lose it and get a free card."""
    now = plan.decisions
    rolls = {one.row: now.rolls.get(one.row, one.roll) for one in plan.read}
    same = [one for one, roll in rolls.items() if one != row and roll and roll_key(roll) == roll_key(rolls[row])]
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, given={**given, **dict.fromkeys(same, row)}))


def correct_roll(plan: ImportPlan, row: int, roll: str) -> ImportPlan:
    """The roll as a person wrote it; "" for none."""
    now = plan.decisions
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, rolls={**now.rolls, row: clean(roll) or None}, given=given))


def correct_name(plan: ImportPlan, row: int, name_bn: str, name_en: str) -> ImportPlan:
    """The names as a person wrote them; "" for none."""
    names = (clean(name_bn) or None, clean(name_en) or None)
    return decided(plan, replace(plan.decisions, names={**plan.decisions.names, row: names}))


def take_offer(plan: ImportPlan, row: int) -> ImportPlan:
    """The better spelling that is offered for the name of this row."""
    stands = plan.row(row)
    offer = next((remark.offer for remark in stands.remarks if remark.offer), stands.learner.name_bn or "")
    return correct_name(plan, row, offer, stands.learner.name_en or "")


def leave_as_it_is(plan: ImportPlan, row: int) -> ImportPlan:
    """A person looked at this row, and it is right."""
    return decided(plan, replace(plan.decisions, left_as_is=plan.decisions.left_as_is | {row}))


def leave_out(plan: ImportPlan, row: int) -> ImportPlan:
    """This row is not taken."""
    return decided(plan, replace(plan.decisions, left_out=plan.decisions.left_out | {row}))


def take_back(plan: ImportPlan, row: int) -> ImportPlan:
    """Everything that was decided about this row is open again, also what others lost to it."""
    now = plan.decisions
    return decided(
        plan,
        replace(
            now,
            rolls={one: roll for one, roll in now.rolls.items() if one != row},
            names={one: names for one, names in now.names.items() if one != row},
            given={one: keeper for one, keeper in now.given.items() if row not in (one, keeper)},
            left_as_is=now.left_as_is - {row},
            left_out=now.left_out - {row},
        ),
    )


def with_consent(
    plan: ImportPlan,
    refused: Collection[int],
    all_others: Answer | None = "yes",
    without_letter: Collection[int] = (),
) -> ImportPlan:
    """The sitting was held: the rows in `refused` said no; the guardians of `all_others` said so, where the list does
    not say otherwise (None: only what the list says of guardians counts), but for the rows in `without_letter`."""
    sitting = Sitting(frozenset(refused), all_others, frozenset(without_letter))
    return decided(plan, replace(plan.decisions, sitting=sitting))


def without_sitting(plan: ImportPlan) -> ImportPlan:
    """Only what the list says of consent counts."""
    return decided(plan, replace(plan.decisions, sitting=None))


def on_basis(plan: ImportPlan, basis: Basis) -> ImportPlan:
    """Names are kept on another ground; with "none" the list is taken without any name."""
    return decided(plan, plan.decisions, basis)


def agree(desk: Desk, plan: ImportPlan, place: str, grade: str, section: str, notice: str = "") -> GroupRef:
    """Keeps the plan as a new class of this year; `notice` is the version of the text that was read aloud.

    Raises KnownError: not_now (with the plan's own reason), bad_place, class_exists.
    """
    rules.refuse(plan.why_not)
    group = new_group(desk, place, grade, section)
    read_aloud = notice if plan.decisions.sitting is not None else ""
    enrol.agree(desk, group, plan.basis, plan.learners, read_aloud)
    return group
