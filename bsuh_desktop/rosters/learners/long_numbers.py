"""Removes phones and identity numbers beside a name or a roll, before the cell is used for anything else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters.columns.content import without_long_numbers
from bsuh_desktop.rosters.fields import Field
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow

_TAKEN_AS_TEXT: tuple[Field, ...] = ("name", "roll", "grade", "section")
"""Only these fields are kept as text; for others only the recognised word is."""

_OTHER_FACTS = re.compile(
    r"[(<\[]?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+[)>\]]?|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)|(?<!\d)0\d{1,2}-\d{6,8}(?!\d)"
)
"""E-mail addresses, perhaps in brackets, dates and land lines."""
_LONG_ROLL = re.compile(r"\d{9,10}")
_PHONE_NUMBER = re.compile(r"1[3-9]\d{8}")
"""A mobile phone of Bangladesh without its zero."""
_MOST_DIGITS = 12
_SEVERAL, _BEGINNING, _MOSTLY = 3, 4, 0.7

_PHONE = re.compile(
    r"[\s(\[,;/|_–-]+(?:(?:মোবাইল|মোবা|মোব|মোবঃ|মো|ফোন|হোয়াটসঅ্যাপ|বিকাশ|নগদ|"
    r"phone|mobile|mob|cell|tel|ph|m|contact|whatsapp|imo|bkash|nagad|b\.?\s?reg|nid|brc|brn|dob|জন্ম|আইডি|এনআইডি)(?:\s*(?:নং|নম্বর|নাম্বার|no|number))?)[\s:ঃ.)=#_–-]*\Z",
    re.IGNORECASE,
)
"""The label of such a number ("mobile"), which is removed with it."""


class Shortened(msgspec.Struct, frozen=True):
    """The learners without long numbers in their cells, the rows that had some, and whether a person is asked if the
    long numbers under *roll* are rolls."""

    learners: list[LearnerRow]
    dropped: frozenset[int]
    asks: bool


def without_numbers(learners: Sequence[LearnerRow], long_rolls: bool | None = None) -> Shortened:
    """Removes long numbers, but not rolls of nine or ten digits: surely if they share a beginning or count up, else
    unless a person said that they are none (`long_rolls`)."""
    numbers = [number for one in learners for cell in one.cells.get("roll", ()) if (number := _long_roll(cell.text))]
    sure = _share_a_beginning(numbers) or _count_up(numbers)
    likely = 2 * len(numbers) > len(learners) and not any(map(_PHONE_NUMBER.fullmatch, numbers))
    kept = bool(numbers) and (sure or long_rolls is True or (likely and long_rolls is None))
    result = [_without(learner, kept) for learner in learners]
    dropped = (new.row for new, old in zip(result, learners, strict=True) if new is not old)
    return Shortened(result, frozenset(dropped), kept and not sure and long_rolls is None)


def _is_identity(text: str) -> bool:
    """True for more digits than any roll has, however they are parted."""
    return sum(map(str.isdigit, text)) > _MOST_DIGITS


def _long_roll(text: str) -> str:
    digits = ascii_digits(text)
    return digits if _LONG_ROLL.fullmatch(digits) else ""


def _share_a_beginning(numbers: Sequence[str]) -> bool:
    return len(numbers) >= _SEVERAL and len({number[:_BEGINNING] for number in numbers}) == 1


def _count_up(numbers: Sequence[str]) -> bool:
    pairs = list(itertools.pairwise(map(int, numbers)))
    return len(numbers) >= _SEVERAL and sum(other == one + 1 for one, other in pairs) >= _MOSTLY * len(pairs)


def _without(learner: LearnerRow, long_rolls: bool) -> LearnerRow:
    changed = {}
    for field in _TAKEN_AS_TEXT:
        if field == "roll" and long_rolls and any(_long_roll(cell.text) for cell in learner.cells.get("roll", ())):
            continue
        cells = learner.cells.get(field, [])
        short = [replace(cell, text=_short(cell.text), first_line=_short(cell.first_line)) for cell in cells]
        if field == "roll":
            short = [replace(cell, text="") if _is_identity(cell.text) else cell for cell in short]
        if short != cells:
            changed[field] = short
    return replace(learner, cells={**learner.cells, **changed}) if changed else learner


def _short(text: str) -> str:
    short = text
    for fact in reversed([*_OTHER_FACTS.finditer(ascii_digits(text))]):
        short = f"{short[: fact.start()]} {short[fact.end() :]}"
    short = without_long_numbers(" ".join(short.split()).strip(" ,;:-–(") if short != text else text)
    found = _PHONE.search(short) if short != text else None
    return short[: found.start()] if found else short
