"""Removes phones and identity numbers beside a name or a roll, before the cell is used for anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bsuh_desktop.rosters.columns.content import without_long_numbers
from bsuh_desktop.rosters.fields import Field
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow

_TAKEN_AS_TEXT: tuple[Field, ...] = ("name", "roll", "grade", "section")
"""Only these fields are kept as text; for others only the recognised word is."""

_PHONE = re.compile(
    r"[\s(\[,;/|_–-]+(?:(?:মোবাইল|মোবা|মোব|মোবঃ|মো|ফোন|হোয়াটসঅ্যাপ|বিকাশ|নগদ|"
    r"phone|mobile|mob|cell|tel|ph|m|contact|whatsapp|imo|bkash|nagad|b\.?\s?reg)(?:\s*(?:নং|নম্বর|নাম্বার|no|number))?)[\s:ঃ.)=#_–-]*\Z",
    re.IGNORECASE,
)
"""The label of such a number ("mobile"), which is removed with it."""


def without_numbers(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], frozenset[int]]:
    """The learners without long numbers in their cells, and the rows that had some."""
    result = [_without(learner) for learner in learners]
    dropped = (new.row for new, old in zip(result, learners, strict=True) if new is not old)
    return result, frozenset(dropped)


def _without(learner: LearnerRow) -> LearnerRow:
    changed = {}
    for field in _TAKEN_AS_TEXT:
        cells = learner.cells.get(field, [])
        short = [replace(cell, text=_short(cell.text), first_line=_short(cell.first_line)) for cell in cells]
        if short != cells:
            changed[field] = short
    return replace(learner, cells={**learner.cells, **changed}) if changed else learner


def _short(text: str) -> str:
    short = without_long_numbers(text)
    found = _PHONE.search(short) if short != text else None
    return short[: found.start()] if found else short
