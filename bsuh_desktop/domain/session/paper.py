"""Commands for a class sheet: a class, or the rest of one, that is typed in after it was held."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import (
    Event,
    Events,
    Finished,
    HandsCounted,
    HandsEstimated,
    Level,
    PaperEntered,
    Part,
    QuestionClosed,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.session import commands, rules
from bsuh_desktop.domain.session.state import SessionState

LONGEST_MS = 12 * 3_600_000
"""A class longer than half a day is a typing error."""


def check_day(day: datetime.date, today: datetime.date, period: commands.Period, clock_in_doubt: bool) -> None:
    """Check that the day of a past class is within the programme and, if the clock is trusted, not in the future.

    Raises KnownError: date_outside_programme, not_now.
    """
    commands.require_in_programme(day, period)
    if day > today and not clock_in_doubt:
        rules.refuse(Message("This date is in the future."))


def check_over(ended_ms: int, now_ms: int, clock_in_doubt: bool) -> None:
    """Check that a past class has ended (Unix milliseconds), if the clock is trusted, so that nobody gets a certificate
    for an hour that is still to come. A laptop may be minutes behind the school's bell.

    Raises KnownError: bad_times.
    """
    if ended_ms > now_ms + clock.JUMP_MS and not clock_in_doubt:
        raise KnownError(
            "bad_times",
            Message("This class is not over yet."),
            Message("Check the end time on the sheet, and the clock."),
        )


def take_from_paper(state: SessionState, sheet: str, started_ms: int, ended_ms: int) -> Events:
    """Mark that the events from here on come from paper. Raises KnownError: bad_times, not_now."""
    rules.refuse(rules.why_not_running(state))
    if state.paper is not None:
        rules.refuse(Message("This class was already entered from paper."))
    if not 0 < ended_ms - started_ms <= LONGEST_MS:
        raise KnownError(
            "bad_times",
            Message("A class cannot start and end at these times."),
            Message("Check both times on the sheet."),
        )
    return (PaperEntered(sheet, started_ms, ended_ms),)


def tally(
    state: SessionState,
    pack: str,
    item: Item,
    part: Part,
    counts: Mapping[str, int],
    levels: Mapping[str, Level] | None = None,
) -> Events:
    """The hands for one question, counted or, with `levels`, by eye: ask, record and close it; if it is already open,
    record and close it."""
    asked = state.questions.get(state.open_question or "")
    if asked is not None and asked.item_id == item.id and asked.by == "hands":
        hands = commands.estimate_hands(state, levels) if levels else commands.count_hands(state, counts)
        return (*hands, *commands.close_question(state))
    (opened,) = commands.ask(state, pack, item, "hands", None if part == "lesson" else part)
    question = _asking(opened)
    if levels:
        commands.check_levels(item.options, levels)
        return (opened, HandsEstimated(question, dict(levels)), QuestionClosed(question))
    commands.check_hands(item.options, counts)
    return (opened, HandsCounted(question, dict(counts)), QuestionClosed(question))


def _asking(opened: Event) -> str:
    return str(getattr(opened, "question", ""))


def finish(state: SessionState, tally: dict[str, int] | None = None, not_asked: Collection[str] = ()) -> Events:
    """Finish the class at the end that the paper gives. Closes an open question (`commands.close_question`)."""
    rules.refuse(rules.why_not_running(state))
    closing = commands.close_question(state, tally, not_asked) if state.open_question else ()
    return (*closing, Finished(state.paper.ended_ms if state.paper else state.last.wall_ms))
