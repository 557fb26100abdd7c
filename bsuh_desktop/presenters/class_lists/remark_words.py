"""A row of the preview in two short lines: its gravest remark, or what changes.

The whole sentence is shown where the row is decided.
"""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message, listed_rows
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.presenters.person_words import HIDDEN, roll_text
from bsuh_desktop.services.class_lists.decide import ONLY_BY_ROLL
from bsuh_desktop.services.class_lists.import_plan import PROPOSED, GoneRow, ImportPlan, ImportRow, RowRemark

_SHOWN_ROWS = 3

Short = tuple[Message, Message | None]

PRIVATE = frozenset({"said_no_before", "says_no_now", "grown_up", "who_said_no", ONLY_BY_ROLL})
"""Remarks that reveal an answer about a name: hidden from the class."""

OF_ANOTHER = frozenset({"roll_of_another", "name_of_another"})
"""Remarks on a new learner who may be one of the class already."""

TO_COMPARE = PROPOSED | {"renamed"} | OF_ANOTHER | PRIVATE
"""Remarks that can only be decided by somebody who sees the names."""

_SHORT: dict[str, Short] = {
    "no_card": (Message("No number is left"), None),
    "no_roll": (Message("No roll"), Message("Gets a free number")),
    "roll_turned": (Message("The roll was changed"), Message("Compare it with the list")),
    "roll_given": (Message("Another learner has this roll"), Message("Gets a free number")),
    "same_name": (Message("The same name again"), Message("They stay two learners")),
    "no_name": (Message("No name"), None),
    "two_names": (Message("Two names"), Message("The first name is used")),
    "foreign_letters": (Message("Letters of another script"), None),
    "unknown_word": (Message("An unknown word"), Message("Skipped")),
    "formula": (Message("A formula"), Message("Skipped")),
    "colon": (Message("A colon in the name"), Message("Should it be ঃ?")),
    "converted": (Message("From an old font"), Message("Is the name right?")),
    "calculated": (Message("From a formula"), Message("Is the name right?")),
    "repaired": (Message("Letters put right"), Message("Is the name right?")),
    "not_converted": (Message("An old font"), Message("Type the name")),
    "hidden_row": (Message("Hidden in the file"), Message("Does it belong here?")),
    "number_not_taken": (Message("A long number"), Message("Skipped")),
    "words_not_taken": (Message("Words beside it"), Message("Skipped")),
    "damaged_sign": (Message("A damaged character"), Message("Type it again")),
    "said_no_before": (Message("Said “no” earlier"), Message("It stays “no”")),
    "says_no_now": (Message("Says “no” now"), Message("Name and answers are deleted")),
    "grown_up": (Message("An adult now"), Message("Own consent needed")),
    "roll_of_another": (Message("New, with this roll"), Message("It was another learner's")),
    "name_of_another": (Message("New, with this name"), Message("Is it the same learner?")),
}
_ANY: Short = (Message("Look at this"), None)


def short(plan: ImportPlan, row: ImportRow, public: bool) -> Short:
    """A short text for `row`, and a hint below it. In public view without a name and without an answer about it."""
    if row.left_out:
        return Message("Left out"), None
    change = _change(row, public)
    if row.severity == "ok":
        if change is not None:
            return change
        if row.row in plan.decisions.left_as_is:
            return Message("Kept as it is"), None
    if not row.remarks:
        return change or (Message("Fine"), None)
    order = ("stop", "look", "ok")
    remark = min(row.remarks, key=lambda one: order.index(one.severity))
    if public and remark.code in PRIVATE:
        return HIDDEN, None
    if remark.code in PROPOSED | {"renamed", "moved"} and change is not None:
        return change[0], Message("Is the name right?") if remark.code in PROPOSED else change[1]
    return _words(plan, row, remark)


def is_to_compare(row: ImportRow) -> bool:
    """True if the row can only be decided by somebody who sees the names."""
    return any(remark.code in TO_COMPARE and remark.severity == "look" for remark in row.remarks)


def short_gone(gone: GoneRow, public: bool) -> Short:
    """A short text for a learner who is not on the list."""
    if any(remark.code == "no_card" for remark in gone.remarks):
        return _SHORT["no_card"]
    if gone.severity == "stop" and not public:
        return Message("Not found on the list"), Message("Said “no” earlier. Who is it?")
    if gone.stays:
        return Message("Stays in the class"), Message("Not on the list")
    return Message("Left the class"), Message("Not on the list")


def _change(row: ImportRow, public: bool) -> Short | None:
    """What changes for a learner of the class."""
    if row.change == "new":
        return Message("New"), None
    if row.was is None or row.change not in ("moved", "renamed"):
        return None
    roll = roll_text(row.was.roll)
    moved = roll_key(row.was.roll) != roll_key(row.learner.roll)
    if row.change == "moved":
        return Message("Roll was {roll}", roll=roll) if row.was.roll else Message("Had no roll"), None
    name = row.was.name_bn or row.was.name_en
    if public or not name:
        return Message("Another spelling"), None
    return Message("Name was {name}", name=name), Message("Roll was {roll}", roll=roll) if moved else None


def _words(plan: ImportPlan, row: ImportRow, remark: RowRemark) -> Short:
    if remark.code == "duplicate_roll":
        rows = listed_rows([one.row for one in same_roll(plan, row)], _SHOWN_ROWS)
        return Message("This roll appears twice"), Message("rows {rows}", rows=rows)
    return _SHORT.get(remark.code, _ANY)


def same_roll(plan: ImportPlan, row: ImportRow) -> list[ImportRow]:
    """All rows with the roll of `row`, including it."""
    claim = roll_key(row.learner.roll)
    return [one for one in plan.rows if one.learner.roll and not one.left_out and roll_key(one.learner.roll) == claim]
