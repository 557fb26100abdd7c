"""Home: what a facilitator finds after unlocking, a class to go on with, today's classes, what waits."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.session.view import Step
from bsuh_desktop.services.class_groups import ClassGroup


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


class HeldClass(msgspec.Struct, frozen=True):
    """A finished class. `present` are all who were there at any time."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    date: datetime.date
    minutes: int
    present: int
    practice: bool


class HomeFacts(msgspec.Struct, frozen=True):
    """What Home shows. `today` is the day at the programme's offset; `groups` are the classes, whoever waited longest
    for a lesson first; `held_today` the classes finished today. `not_handed_over` and `not_printed` name the sessions
    whose files still wait."""

    today: datetime.date
    unfinished: tuple[UnfinishedClass, ...]
    groups: tuple[ClassGroup, ...]
    held_today: tuple[HeldClass, ...]
    not_handed_over: tuple[str, ...]
    not_printed: tuple[str, ...]
