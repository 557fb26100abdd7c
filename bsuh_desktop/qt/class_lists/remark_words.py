"""A remark in two short lines, for a row of the table; the whole sentence stands where the row is decided."""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.services.class_lists.plan import ImportPlan, PlanRow, RowRemark

_SHOWN_ROWS = 3


def short(plan: ImportPlan, row: PlanRow) -> tuple[Message, Message | None]:
    """What there is to see in `row` (the gravest of its remarks), and a hint under it."""
    if row.left_out:
        return Message("Left out"), None
    if row.row in plan.decisions.left_as_is and row.severity == "ok":
        return Message("Left as it is"), None
    if not row.remarks:
        return Message("Fine"), None
    order = ("stop", "look", "ok")
    remark = min(row.remarks, key=lambda one: order.index(one.severity))
    return _words(plan, row, remark)


def _words(plan: ImportPlan, row: PlanRow, remark: RowRemark) -> tuple[Message, Message | None]:
    return {
        "duplicate_roll": (Message("This roll appears twice"), _rows(same_roll(plan, row))),
        "no_card": (Message("No card is left"), None),
        "no_roll": (Message("No roll"), Message("A free card is given")),
        "roll_turned": (Message("The roll was changed"), Message("Compare it with the list")),
        "roll_given": (Message("Another has this roll"), Message("A free card is given")),
        "same_name": (Message("The same name again"), Message("They stay two learners")),
        "no_name": (Message("No name"), None),
        "two_names": (Message("Two names"), Message("The first was taken")),
        "foreign_letters": (Message("Letters of another script"), None),
        "unknown_word": (Message("An unknown word"), Message("It was passed over")),
        "formula": (Message("A formula"), Message("It was passed over")),
        "colon": (Message("A colon in the name"), Message("Should it be ঃ?")),
    }.get(remark.code, (Message("Look at this"), None))


def same_roll(plan: ImportPlan, row: PlanRow) -> list[PlanRow]:
    """All rows that claim the roll of `row`, itself among them."""
    claim = roll_key(row.learner.roll)
    return [one for one in plan.rows if one.learner.roll and not one.left_out and roll_key(one.learner.roll) == claim]


def _rows(rows: Iterable[PlanRow]) -> Message:
    numbers = [row.row for row in rows]
    listed: Message | int = numbers[0] if numbers else 0
    for number in numbers[1:_SHOWN_ROWS]:
        listed = Message("{rows}, {row}", rows=listed, row=number)
    return Message("rows {rows}", rows=listed)
