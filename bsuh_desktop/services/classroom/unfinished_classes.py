"""Classes that were not finished: to go on with, or to close where they most likely ended."""

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
    """A class that was not finished. *forgotten*: it most likely ended at `ended_ms`, the last thing that happened
    (`last_ms`); else `ended_ms` is this moment and the question is: go on, or close? Unix milliseconds."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    started_ms: int
    last_ms: int
    step: Step
    slide: int
    forgotten: bool
    ended_ms: int


def unfinished(desk: Desk) -> tuple[UnfinishedClass, ...]:
    """The classes that were not finished, the newest first."""
    now = desk.clock.now()
    open_ones = [_unfinished(desk, state, now) for state in desk.store.journal.unfinished()]
    return tuple(sorted(open_ones, key=lambda one: one.last_ms, reverse=True))


def _unfinished(desk: Desk, state: SessionState, now: Moment) -> UnfinishedClass:
    offered = offer(state, now)
    return UnfinishedClass(
        session=state.session,
        title=class_title(state.opened.groups if state.opened else ()),
        place=class_place(desk, state),
        module=module_title(desk, state.opened.pack if state.opened else ""),
        started_ms=state.started.wall_ms,
        last_ms=state.last.wall_ms,
        step=step_of(state),
        slide=state.slide,
        forgotten=offered.forgotten,
        ended_ms=offered.ended_ms,
    )
