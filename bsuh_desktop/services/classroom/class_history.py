"""The history of one class list: its finished lessons in figures of the class, never of one child."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Part
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.results import FEWEST_SHOWN, Learning
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.certificates.awards import earned
from bsuh_desktop.services.certificates.due import reprints
from bsuh_desktop.services.certificates.serials import printed_up_to
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_group
from bsuh_desktop.services.classroom.wrap_up import WrapUp, wrap_up
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.hand_over_view import HandedClass, hand_over_view

Compared = Literal["told", "not_asked", "before_only", "after_only", "not_counted", "by_eye", "few", "apart", "unknown"]
"""What is known of before and after: *told*; nobody asked at all, or not both times; asked, and nobody counted, or only
*by eye*; *few* answered; *apart*: no question was asked both times; *unknown*: this laptop does not have the module any
more."""


class Lesson(msgspec.Struct, frozen=True):
    """One finished lesson of the class."""

    held: HandedClass
    """Which one it is, and where its attendance file stands."""
    joint: bool
    """Other classes sat in it, and are in its counts."""
    minutes: int
    listed: int
    """How many stood on the roll; 0 for a lesson without a list."""
    headcount: int | None
    """None if nobody counted."""
    compared: Compared
    learning: Learning | None
    """Before and after, if that is *told*."""
    certificates: int
    """How many learners earned one."""
    printed: bool
    """They were printed or saved."""
    to_reprint: int
    """How many of them have another spelling now."""


class ClassHistory(msgspec.Struct, frozen=True):
    """A class list and its lessons, the newest first."""

    group: ClassGroup
    lessons: tuple[Lesson, ...]


def class_history(desk: Desk, group: str) -> ClassHistory:
    """The history of the class group of that id, with the lessons of every list that was merged into it. Raises
    LookupError if there is none."""
    finished, again, printed = desk.store.journal.finished(), reprints(desk), printed_up_to(desk)
    lists = set(desk.store.joined.parts(group))
    sat = [one for one in hand_over_view(desk).classes if not lists.isdisjoint(finished[one.session].sat_in)]
    return ClassHistory(
        class_group(desk, group),
        tuple(
            _lesson(desk, one, finished[one.session], lists, one.session in printed, again.get(one.session, 0))
            for one in sat
        ),
    )


def _lesson(
    desk: Desk, held: HandedClass, finished: ClassSummary, lists: Set[str], printed: bool, again: int
) -> Lesson:
    state = desk.store.journal.state(held.session)
    try:
        wrap = wrap_up(desk, held.session)
    except KnownError:
        wrap = None
    compared = _compared(state, wrap)
    won = [one.earned for one in wrap.awards.values()] if wrap else earned(desk, state).values()
    return Lesson(
        held=held,
        joint=not finished.sat_in <= lists,
        minutes=finished.minutes,
        listed=sum(finished.statuses.values()) if state.listed else 0,
        headcount=state.headcount.total if state.headcount else None,
        compared=compared,
        learning=wrap.learning if wrap and compared == "told" else None,
        certificates=sum(won),
        printed=printed,
        to_reprint=again,
    )


def _compared(state: SessionState, wrap: WrapUp | None) -> Compared:
    before, after = _asked(state, "pre"), _asked(state, "post")
    if not (before and after):
        return "before_only" if before else "after_only" if after else "not_asked"
    answered = min(_answered(before), _answered(after))
    if not answered:
        return "by_eye" if any(one.levels for one in (*before, *after)) else "not_counted"
    if wrap is None:
        return "unknown"
    if wrap.learning is None:
        return "apart"
    return "few" if min(answered, wrap.learning.n) < FEWEST_SHOWN else "told"


def _asked(state: SessionState, part: Part) -> list[Asked]:
    return [asked for asked in state.questions.values() if asked.part == part and not asked.sensitive]


def _answered(asked: list[Asked]) -> int:
    """How many answered: who did so themselves, or the most hands for one question."""
    hands = max(sum(one.hands.values()) if one.hands else 0 for one in asked)
    return max(hands, len({learner for one in asked for learner in one.answers}))
