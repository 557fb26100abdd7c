"""Classes that were not finished: to continue, or to close at their likely end."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.session.reopening import offer
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.view import Step, step_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title


class UnfinishedClass(msgspec.Struct, frozen=True):
    """A class that was not finished. Times are Unix milliseconds."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    started_ms: int
    last_ms: int
    """The time of the last event."""
    step: Step
    slide: int
    forgotten: bool
    """Finishing was most likely forgotten. Otherwise a person is asked: continue or close?"""
    groups: tuple[str, ...]
    """The class groups in it, by id."""
    ended_ms: int
    """The likely end: the last event if `forgotten`, else now."""


def unfinished(desk: Desk) -> tuple[UnfinishedClass, ...]:
    """The classes that were not finished, the newest first."""
    now = desk.clock.now()
    open_ones = [_unfinished(desk, state, now) for state in desk.store.journal.unfinished()]
    return tuple(sorted(open_ones, key=lambda one: one.last_ms, reverse=True))


def _unfinished(desk: Desk, state: SessionState, now: Moment) -> UnfinishedClass:
    offered, groups = offer(state, now), state.opened.groups if state.opened else ()
    return UnfinishedClass(
        session=state.session,
        title=class_title(groups),
        place=class_place(desk, state),
        module=module_title(desk, state.opened.pack if state.opened else ""),
        started_ms=state.started.wall_ms,
        last_ms=state.last.wall_ms,
        step=step_of(state),
        slide=state.slide,
        forgotten=offered.never_finished,
        groups=tuple(group.id for group in groups),
        ended_ms=offered.ended_ms,
    )
