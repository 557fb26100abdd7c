"""The columns of a list as texts for a person, and what a person may choose for them."""

from __future__ import annotations

from bsuh_desktop.domain.learner import FACTS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.rosters.columns.column import Column, Reason
from bsuh_desktop.rosters.read_options import Choice
from bsuh_desktop.services.class_lists.import_plan import ListColumn

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
