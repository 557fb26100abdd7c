"""The texts of a plan: its columns and what may be chosen for them, and its own remarks.

Remarks are about duplicates, cards, names, and changes against the existing class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message, listed_rows
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.rosters.columns.column import Column, Reason
from bsuh_desktop.rosters.read_options import Choice
from bsuh_desktop.services.class_lists.import_plan import ListColumn, RowRemark, Severity

CHOICES: tuple[Choice, ...] = (
    "name", "roll", "sex", "girl", "boy", *(key for key in FACTS if key != "sex"),
    "guardian", "assent", "refusal", "grade", "section", "none",
)  # fmt: skip
"""What a column may hold, in the order in which it is offered."""

_MEANINGS: dict[str, Message] = {
    "roll": Message("roll"),
    "name": Message("name"),
    **{key: fact.column for key, fact in FACTS.items()},
    "girl": Message("girl, ticked"),
    "boy": Message("boy, ticked"),
    "guardian": Message("guardian's consent"),
    "assent": Message("learner's own consent"),
    "refusal": Message("refusal"),
    "grade": Message("grade"),
    "section": Message("section"),
    "phone": Message("phone number"),
    "birth": Message("date of birth"),
    "address": Message("address"),
    "picture": Message("photo"),
    "number": Message("identity number"),
    "date": Message("date"),
    "parent": Message("parent's name"),
    "serial": Message("serial number"),
    "other": Message("something else"),
    "none": Message("skipped"),
}

_REASONS: dict[Reason, Message] = {
    "hidden": Message("it is hidden in the file"),
    "second": Message("another column has this already"),
    "same_script": Message("another column has the names; these may be a parent's"),
    "of_others": Message("its heading names somebody else"),
    "all_different": Message("nearly every cell differs, so it is no class"),
    "answers": Message("it says yes and no, so it is no name"),
}
"""Why a column is not taken although its heading names something that is read."""


def choice_words(choice: Choice) -> Message:
    """The text of a choice."""
    return _MEANINGS[choice]


def list_column(column: Column) -> ListColumn:
    """A column as the preview shows it."""
    return ListColumn(
        letter=column.place,
        words=column.heading or column.place,
        meaning=_MEANINGS[column.meaning],
        taken=column.taken,
        choice=next((choice for choice in CHOICES if choice == column.meaning), "none"),
        holds=column.holds,
        hidden=column.hidden,
        filled=column.filled,
        choices=_choices(column),
        why=None if column.taken else _REASONS.get(column.reason),
    )


def _choices(column: Column) -> tuple[Choice, ...]:
    """The choices for a column; empty for one that must never be read.

    A column of long numbers or dates, or one without values, offers only its present contents and "none": such values
    are no names, and rolls only if they were recognised as rolls that a spreadsheet changed.
    """
    if not column.changeable:
        return ()
    if column.holds in ("long_numbers", "dates") or not column.filled:
        return tuple(choice for choice in CHOICES if column.taken and choice in (column.meaning, "none"))
    return CHOICES


_COLON = re.compile(r"(?<![\u0980-\u09ff])(মোছা|মোসা|মো)\s*[:;]")
"""A colon in the place of the sign ঃ; keyboards without it write মো: for মোঃ."""


def mended_colon(name: str | None) -> str | None:
    """The name with such a colon replaced by ঃ: মো: becomes মোঃ."""
    return _COLON.sub(r"\1ঃ", name) if name else name


def colon(row: int, better: str) -> RowRemark:
    """A name for which `better` is offered."""
    message = Message("The name in row {row} has a colon. Should it be ঃ?", row=row)
    return RowRemark("colon", message, "look", "name", offer=better)


def duplicate_roll(rows: Sequence[int]) -> RowRemark:
    """Several rows have the same roll."""
    listed = listed_rows(rows, len(rows))
    message = Message("This roll is in rows {rows}. Choose whose it is.", rows=listed)
    return RowRemark("duplicate_roll", message, "stop", "roll")


def roll_given(keeper: int) -> RowRemark:
    """The row `keeper` keeps the roll."""
    message = Message("Row {row} keeps the roll. This learner gets a free number.", row=keeper)
    return RowRemark("roll_given", message, "ok", "roll")


def no_card(row: int) -> RowRemark:
    """More learners than cards."""
    message = Message("All {cards} numbers are in use; row {row} has none.", cards=LAST_CARD, row=row)
    return RowRemark("no_card", message, "stop")


def renamed(row: int, certain: bool) -> RowRemark:
    """The existing class has this learner under another name."""
    message = Message("The name in row {row} differs from before. Is it the same learner?", row=row)
    return RowRemark("renamed", message, "ok" if certain else "look", "other")


def moved(row: int, was: str) -> RowRemark:
    """The existing class has this learner under another roll."""
    message = Message("The roll in row {row} was {roll} before.", row=row, roll=digits_text(was))
    if not was:
        message = Message("The learner in row {row} had no roll before.", row=row)
    return RowRemark("moved", message, "ok", "other")


def roll_of_another(row: int) -> RowRemark:
    """A new learner has the roll of one who is not on the list."""
    message = Message("The roll in row {row} was another learner's. Is it a new learner?", row=row)
    return RowRemark("roll_of_another", message, "look", "other")


def name_of_another(row: int) -> RowRemark:
    """A new learner has the name of one who is not on the list, and the name occurs more than once."""
    message = Message("A learner in the class has the name in row {row}. Is it the same learner?", row=row)
    return RowRemark("name_of_another", message, "look", "other")


def said_no_before(row: int, severity: Severity) -> RowRemark:
    """The existing class has a refusal of this learner, which no list changes."""
    message = Message("The learner in row {row} said “no” before. No name is kept.", row=row)
    return RowRemark("said_no_before", message, severity, "other")


def says_no_now(row: int) -> RowRemark:
    """A stored name will be deleted, because the learner or guardian refuses now."""
    message = Message("The learner in row {row} says “no” now. Name and answers are deleted.", row=row)
    return RowRemark("says_no_now", message, "look", "other")


def grown_up(row: int) -> RowRemark:
    """A name stored with a guardian's consent will be deleted unless the learner consents."""
    message = Message(
        "The learner in row {row} is an adult now. The name is kept only if they say yes themselves.", row=row
    )
    return RowRemark("grown_up", message, "look", "other")


def who_said_no(roll: str) -> RowRemark:
    """A learner who refused was not found on the list."""
    message = Message("A learner with roll {roll} said “no” before. Who is it in this list?", roll=roll)
    if not roll:
        message = Message("A learner without a roll said “no” before. Who is it in this list?")
    return RowRemark("who_said_no", message, "stop")


def not_on_list(stays: bool) -> RowRemark:
    """A learner of the existing class is not on the list."""
    message = Message("Not on the list. Leaves the class.")
    if stays:
        message = Message("Not on the list. Stays in the class.")
    return RowRemark("stays" if stays else "gone", message, "ok")


def roll_lost() -> RowRemark:
    """The learner stays, but the list gives their roll to another."""
    message = Message("The list gives this roll to another learner. This one gets a free number.")
    return RowRemark("roll_given", message, "ok", "roll")


def no_card_left() -> RowRemark:
    """The learner stays, but no card is left."""
    return RowRemark("no_card", Message("All {cards} numbers are in use.", cards=LAST_CARD), "stop")
