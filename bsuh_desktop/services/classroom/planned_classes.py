"""Prepared classes as texts: name, learners and what is still missing; those of today, earlier and later."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import taught_here
from bsuh_desktop.services.desk.places import place_words
from bsuh_desktop.services.desk.prepared_classes import PreparedClass, prepared_classes, what_lacks
from bsuh_desktop.services.desk.titles import class_title, module_title


class PlannedClass(msgspec.Struct, frozen=True):
    """A prepared class as one line."""

    id: str
    day: datetime.date
    time: datetime.time | None
    title: LocalText
    place: LocalText
    module: LocalText
    learners: int | None
    """The number of learners on its lists; None without a list."""
    practice: bool
    lacks: Message | None
    """What has to be done before it can begin as it was prepared; None if it is ready."""


class PlannedDays(msgspec.Struct, frozen=True):
    """All prepared classes.

    `today` and `later` are in order; `not_held` are those whose day is past, oldest first.
    """

    today: tuple[PlannedClass, ...] = ()
    not_held: tuple[PlannedClass, ...] = ()
    later: tuple[PlannedClass, ...] = ()


def plans(desk: Desk) -> PlannedDays:
    """All prepared classes, as they are now."""
    day, here = desk.today(), taught_here(desk)
    lines = [planned(desk, one, here) for one in prepared_classes(desk)]
    return PlannedDays(
        today=tuple(one for one in lines if one.day == day),
        not_held=tuple(one for one in lines if one.day < day),
        later=tuple(one for one in lines if one.day > day),
    )


def next_class(desk: Desk) -> PlannedClass | None:
    """The first of today's classes that is still to be held; None if there is none."""
    return next(iter(plans(desk).today), None)


def planned(desk: Desk, one: PreparedClass, here: tuple[str, ...]) -> PlannedClass:
    """One prepared class as texts; `here` are the ids of the modules on this laptop."""
    known = {group.id: group for group in desk.store.rosters.groups()}
    groups = [known[key] for key in one.wish.groups if key in known]
    return PlannedClass(
        id=one.id,
        day=one.day,
        time=one.time,
        title=class_title(groups),
        place=place_words(desk, groups[0].place) if groups else LocalText(),
        module=module_title(desk, one.wish.pack),
        learners=_learners(desk, groups) if one.wish.groups else None,
        practice=one.wish.practice or desk.practising,
        lacks=what_lacks(desk, one, here),
    )


def _learners(desk: Desk, groups: list[GroupRef]) -> int:
    return sum(len(desk.store.rosters.lines(group.id)) for group in groups)
