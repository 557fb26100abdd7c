"""What was typed from a class sheet so far: what is missing, and which sums do not match. Nothing is stored yet."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.codes import read_sheet_number
from bsuh_desktop.domain.events import Level
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.paper import LONGEST_MS
from bsuh_desktop.services.class_sheets.paper_form import PaperForm, PaperQuestion

PaperMark = Literal["absent", "late", "left_early", "present"]
"""What a sheet can say about a learner; without a mark they were present."""

LONG_MS = 3 * 3_600_000
"""A class may be as long as this without a remark."""


class PaperDraft(msgspec.Struct, frozen=True):
    """What is on the paper."""

    sheet: str = ""
    day: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    headcount: int | None = None
    parts: dict[str, int] = {}
    marks: dict[int, PaperMark] = {}
    """By card."""
    added: int = 0
    """How many people took part who are on no list."""
    tallies: dict[int, dict[str, int]] = {}
    """Raised hands, by the question's number and the letter."""
    levels: dict[int, dict[str, Level]] = {}
    """Hands by eye, where nobody counted them, in the same way."""
    practice: bool = False

    @property
    def asked(self) -> frozenset[int]:
        """The numbers of the questions that somebody counted, or saw the hands of."""
        return frozenset(number for hands in (self.tallies, self.levels) for number, told in hands.items() if told)


def times_of(form: PaperForm, draft: PaperDraft) -> tuple[int, int] | None:
    """Start and end of the class in Unix milliseconds; None while one of them is missing."""
    if draft.day is None or draft.end is None or (draft.start is None and not form.started_ms):
        return None
    typed = clock.moment_of(draft.day, draft.start, form.offset_minutes) if draft.start else 0
    return form.started_ms or typed, clock.moment_of(draft.day, draft.end, form.offset_minutes)


def added_of(form: PaperForm, draft: PaperDraft) -> int:
    """How many people took part who are on no list; 0 for a class without a list."""
    return draft.added if form.takes_visitors else 0


def here_of(form: PaperForm, draft: PaperDraft) -> int:
    """How many learners of the roll were there at any time, plus those who were added."""
    away = sum(draft.marks.get(one.card, one.status) == "absent" for one in form.learners)
    return len(form.learners) - away + added_of(form, draft)


def missing(form: PaperForm, draft: PaperDraft) -> Message | None:
    """What has to be typed before the class can be stored; None if nothing is missing."""
    if draft.sheet.strip() and not _is_number(draft.sheet):
        return Message("The sheet number does not match. Check its six characters.")
    if draft.day is None:
        return Message("Write the date first.")
    if form.day is not None and form.day != draft.day:
        return Message("This class was on another day. Enter this paper as a separate class.")
    times = times_of(form, draft)
    if times is None:
        return Message("Write when the class started and ended.")
    if not 0 < times[1] - times[0] <= LONGEST_MS:
        return Message("The end must come after the start.")
    both = sorted(number for number, counts in draft.tallies.items() if counts and draft.levels.get(number))
    if both:
        return Message("Question {number}: write numbers, or M, S and F, not both.", number=str(both[0]))
    return Message("Write the headcount.") if draft.headcount is None else None


def _is_number(typed: str) -> bool:
    try:
        return bool(read_sheet_number(typed))
    except ValueError:
        return False


def remarks(form: PaperForm, draft: PaperDraft) -> tuple[Message, ...]:
    """Sums that do not match, for a person to look at; the class can be stored anyway."""
    found, headcount = [], draft.headcount
    times = times_of(form, draft)
    if times and times[1] - times[0] > LONG_MS:
        found.append(Message("This class took {minutes} min.", minutes=round((times[1] - times[0]) / 60_000)))
    here = here_of(form, draft)
    if headcount is not None and form.learners and headcount != here:
        found.append(Message("Headcount {headcount}, roll call {listed}.", headcount=headcount, listed=here))
    if headcount is not None:
        found += [_too_many(one, draft, headcount) for one in form.questions if _sum(one, draft) > headcount]
    return tuple(found)


def _sum(question: PaperQuestion, draft: PaperDraft) -> int:
    return sum(draft.tallies.get(question.number, {}).values())


def _too_many(question: PaperQuestion, draft: PaperDraft, headcount: int) -> Message:
    return Message(
        "Question {number}: {hands} hands, {headcount} people.",
        number=str(question.number),
        hands=_sum(question, draft),
        headcount=headcount,
    )
