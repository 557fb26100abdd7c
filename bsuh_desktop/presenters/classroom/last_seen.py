"""A class that was not finished: when something last happened in it, and the question what to do with it."""

from __future__ import annotations

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.clock import day_of, local
from bsuh_desktop.domain.dates import date_text, time_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Joined, Question
from bsuh_desktop.services.classroom.set_up import UnfinishedClass


def last_seen_text(session: DeskSession, ms: int) -> Message:
    """A time of today, or a day with its time."""
    offset = session.facts.offset_minutes if session.facts else 0
    time = time_text(local(ms, offset).time())
    day = day_of(ms, offset)
    if day == day_of(session.clock.now().wall_ms, offset):
        return Message("today, {time}", time=time)
    return Message("on {day}, {time}", day=date_text(day), time=time)


def one_question(found: UnfinishedClass) -> Message:
    """Continue, or close? For a forgotten class: was it over?"""
    if found.forgotten:
        return Message("{class_title}: is it over?", class_title=found.title)
    return Message("{class_title}: go on, or close?", class_title=found.title)


def last_seen(session: DeskSession, found: UnfinishedClass) -> Message:
    """When and where it stopped, or where it is now; for a forgotten class, the proposed end."""
    if found.forgotten:
        when = last_seen_text(session, found.ended_ms)
        return Message("Nobody closed it. The last thing happened {when}: that is when it ended.", when=when)
    if session.class_runs and session.picture is not None and session.picture.session == found.session:
        if found.slide:
            return Message("It is going on now, on slide {slide}. All answers are kept.", slide=found.slide)
        return Message("It is going on now. Everything is kept.")
    when = last_seen_text(session, found.last_ms)
    if found.slide:
        return Message("It stopped {when}, on slide {slide}. All answers are kept.", when=when, slide=found.slide)
    return Message("It stopped {when}. Everything is kept.", when=when)


def close_verb(found: UnfinishedClass) -> Message:
    """The label of the button that closes it."""
    return Message("Yes, close it") if found.forgotten else Message("Close it")


def what_to_do(session: DeskSession, found: UnfinishedClass) -> Question:
    """Asked before another class begins, as only one runs at a time: `go_on` with this one, `finish` it at the end that
    is offered, or `leave` it open."""
    rest = Message("Close it before you start the new one. If you keep it open, it stays on the Home page.")
    return Question(
        Message("{class_title} is not finished", class_title=found.title),
        Joined((last_seen(session, found), rest), " "),
        (
            ("leave", Message("Keep it open"), "quiet"),
            ("finish", Message("Close it"), "secondary"),
            ("go_on", Message("Go on with it"), "primary"),
        ),
        safe="go_on",
    )
