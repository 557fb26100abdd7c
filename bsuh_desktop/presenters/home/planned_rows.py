"""The prepared classes on Home: today's in order, missed ones before them, later days after them."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.dates import date_text, time_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.classroom.set_up import PlannedClass, PlannedDays

PlanVerb = Literal["start", "earlier", "change", "remove", "hold_today"]


class PlannedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One prepared class. One of today can be started; any other one can be held today instead."""

    id: str
    plan_title: Part
    plan_what: Part
    plan_lacks: Part
    plan_light: Part
    start: Part
    earlier: Part
    change: Part
    remove: Part
    hold_today: Part
    leads: bool | None
    """True for the row with the page's primary button; None if it is not the first of today."""


def planned_rows(plans: PlannedDays, leads: bool) -> tuple[PlannedRow, ...]:
    """All rows. `leads`: nothing else has to be done before the first class of today."""
    lines = [*plans.not_held, *plans.today, *plans.later]
    # The school is said only if not all classes are at one place.
    says_where = len({one.place for one in lines if one.learners is not None}) > 1
    return tuple(_row(one, plans, says_where, leads) for one in lines)


def plans_title(plans: PlannedDays) -> Message:
    """The heading of the card."""
    return Message("Today's classes") if plans.today else Message("Prepared classes")


def _row(one: PlannedClass, plans: PlannedDays, says_where: bool, leads: bool) -> PlannedRow:
    past, today, title = one in plans.not_held, one in plans.today, one.title
    first = today and plans.today[0] == one
    lacks = Message("Not held") if past else one.lacks
    earlier, change, remove = (
        Message("Earlier: {class_title}", class_title=title),
        Message("Change: {class_title}", class_title=title),
        Message("Remove: {class_title}", class_title=title),
    )
    return PlannedRow(
        id=one.id,
        plan_title=Part(text=Joined((_when(one, today), title))),
        plan_what=Part(text=_what(one, past, says_where)),
        plan_lacks=Part(text=lacks or NO_TEXT, shown=lacks is not None),
        plan_light=Part(light="look" if lacks else "ok"),
        start=Part(shown=today, spoken=Message("Start: {class_title}", class_title=title)),
        earlier=Part(shown=today, enabled=today and not first, spoken=earlier, tip=earlier),
        change=Part(spoken=change, tip=change),
        remove=Part(spoken=remove, tip=remove),
        hold_today=Part(shown=not today, spoken=Message("Hold today: {class_title}", class_title=title)),
        leads=leads if first else None,
    )


def _when(one: PlannedClass, today: bool) -> Joined:
    """The day unless it is today, and the time if there is one."""
    day = NO_TEXT if today else date_text(one.day)
    return Joined((day, time_text(one.time) if one.time else NO_TEXT), ", ")


def _what(one: PlannedClass, past: bool, says_where: bool) -> Joined:
    """Whether it is ready, its module, where, and how many are on its list."""
    parts: list[Text] = [NO_TEXT if past or one.lacks else Message("Ready"), one.module]
    if says_where:
        parts.append(one.place)
    if one.learners:
        parts.append(Message("{count} on the list", count=one.learners))
    return Joined(tuple(parts))
