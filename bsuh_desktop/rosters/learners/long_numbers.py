"""Phones and identity numbers that stand beside a name or a roll: dropped before anything else looks at the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bsuh_desktop.rosters.columns.content import without_long_numbers
from bsuh_desktop.rosters.fields import Field
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow

_TAKEN_AS_TEXT: tuple[Field, ...] = ("name", "roll", "grade", "section")
"""Of the other fields only the word that was understood is kept."""

_PHONE = re.compile(r"[\s(\[,;/|–-]+(?:মোবাইল|মোবা|ফোন|phone|mobile|mob|cell)[\s:ঃ.)–-]*", re.IGNORECASE)
"""The word before such a number, which says nothing without it."""


def without_numbers(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], frozenset[int]]:
    """The learners without long numbers in their cells, and the rows where there were some."""
    result = [_without(learner) for learner in learners]
    dropped = (new.row for new, old in zip(result, learners, strict=True) if new is not old)
    return result, frozenset(dropped)


def _without(learner: LearnerRow) -> LearnerRow:
    changed = {}
    for field in _TAKEN_AS_TEXT:
        cells = learner.cells.get(field, [])
        short = [replace(cell, text=_short(cell.text)) for cell in cells]
        if short != cells:
            changed[field] = short
    return replace(learner, cells={**learner.cells, **changed}) if changed else learner


def _short(text: str) -> str:
    short = without_long_numbers(text)
    found = _PHONE.search(short) if short != text else None
    return short[: found.start()] if found and found.end() == len(short) else short
