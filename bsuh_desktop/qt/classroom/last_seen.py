"""A class that was not finished: when something last happened in it, and the question what to do with it."""

from __future__ import annotations

from bsuh_desktop.domain.clock import day_of, local
from bsuh_desktop.domain.dates import date_words, time_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass


def last_seen_text(bridge: Bridge, ms: int) -> Message:
    """A time of today, or a day with its time."""
    facts, language = bridge.facts, bridge.language
    offset = facts.offset_minutes if facts else 0
    time = time_words(local(ms, offset).time(), language)
    day = day_of(ms, offset)
    if day == day_of(bridge.clock.now().wall_ms, offset):
        return Message("today, {time}", time=time)
    return Message("on {day}, {time}", day=date_words(day, language), time=time)


def one_question(bridge: Bridge, found: UnfinishedClass) -> Message:
    """Continue, or close? For a forgotten class: was it over?"""
    title = bridge.text_of(found.title)
    if found.forgotten:
        return Message("{class_title}: is it over?", class_title=title)
    return Message("{class_title}: go on, or close?", class_title=title)


def last_seen(bridge: Bridge, found: UnfinishedClass) -> Message:
    """When and where it stopped; for a forgotten class, the proposed end."""
    if found.forgotten:
        when = last_seen_text(bridge, found.ended_ms)
        return Message("Nobody closed it. The last thing happened {when}: that is when it ended.", when=when)
    when = last_seen_text(bridge, found.last_ms)
    if found.slide:
        return Message("It stopped {when}, on slide {slide}. All answers are kept.", when=when, slide=found.slide)
    return Message("It stopped {when}. Everything is kept.", when=when)


def close_verb(found: UnfinishedClass) -> Message:
    """The label of the button that closes it."""
    return Message("Yes, close it") if found.forgotten else Message("Close it")
