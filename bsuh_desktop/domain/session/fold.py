"""From events to state: what each event of a class means, and how undone and erased events are left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from bsuh_desktop.domain import clock, events
from bsuh_desktop.domain.chain import Header
from bsuh_desktop.domain.session.state import IN_ROOM, Asked, Attendee, SessionState, Slip

_CLOSED = "question_closed/"

Record = tuple[Header, events.Event | None]
"""An event with its header; None if it was erased."""


def fold(session: str, records: Iterable[Record]) -> SessionState:
    """The state of `session` after `records`, in order."""
    everything = list(records)
    undone = {event.seq for header, event in everything if isinstance(event, events.Undone) and event.seq < header.seq}
    state = SessionState(session)
    for header, event in everything:
        state = apply_event(state, header, None if header.seq in undone else event)
    return state


def apply_event(state: SessionState, header: Header, event: events.Event | None) -> SessionState:
    """The state after one more event. After an `undone` event the journal must be folded again with `fold`. None only
    passes time, except that a question whose closing was erased (its tally may not be published) is closed all the
    same."""
    state = _pass_time(state, header, _ends(event))
    if event is None:
        return _close_erased(state) if header.kind.startswith(_CLOSED) else state
    meaning: Callable[[SessionState, Header, Any], SessionState] = _MEANING[type(event)]
    return meaning(state, header, event)


def _ends(event: events.Event | None) -> bool:
    """True if the time up to this event does not belong to the class, whatever the clock says."""
    return isinstance(event, events.PaperEntered) or (isinstance(event, events.Finished) and event.how == "offered")


def passes_time(state: SessionState, new: events.Events) -> bool:
    """True if the time up to `new` events belongs to the class."""
    going_on = state.opened is not None and state.finished is None and state.paper is None
    return bool(new) and going_on and not any(_ends(event) for event in new)


def needs_refold(event: events.Event) -> bool:
    """True if `event` changes what earlier events mean, so that a step is not enough."""
    return isinstance(event, (events.Undone, events.Erased))


def _pass_time(state: SessionState, header: Header, ends: bool) -> SessionState:
    """Adds the time up to this event. None is added after the finish, or before a finish that was *offered*: that end
    is the time of the last event, and the clock of another day says nothing about the class. The same is true of the
    time at which a paper is typed in."""
    now = clock.Moment(header.wall_ms, header.mono_ms)
    if state.events == 0:
        return replace(state, started=now, last=now, last_run=header.run, events=1)
    if state.finished or state.paper or ends:
        return replace(state, last=now, last_run=header.run, events=state.events + 1)
    same_run = header.run == state.last_run
    doubt = clock.doubt_between(state.last, now, same_run)
    passed = clock.worked_between(state.last, now, same_run)
    return replace(
        state,
        last=now,
        last_run=header.run,
        events=state.events + 1,
        worked_ms=state.worked_ms + passed,
        apart_ms=state.apart_ms + clock.milliseconds_between(state.last, now, same_run),
        slide_ms=_shown_for(state, passed),
        doubts=state.doubts | {doubt} if doubt else state.doubts,
    )


def _shown_for(state: SessionState, passed: int) -> dict[int, int]:
    if not passed:
        return state.slide_ms
    return {**state.slide_ms, state.slide: state.slide_ms.get(state.slide, 0) + passed}


def _opened(state: SessionState, _: Header, event: events.Opened) -> SessionState:
    attendees = {seat.learner: Attendee(seat) for seat in event.seats}
    return replace(state, opened=event, attendees=attendees, doubts=state.doubts | set(event.doubts))


def _date_stated(state: SessionState, _: Header, event: events.DateStated) -> SessionState:
    return replace(state, stated_date=datetime.date.fromisoformat(event.date), entered_later=event.entered_later)


def _headcount(state: SessionState, header: Header, event: events.HeadcountTyped) -> SessionState:
    return replace(state, headcount=event, slips=(*state.slips, Slip(header.seq, event)))


def _marked(state: SessionState, header: Header, event: events.RollMarked) -> SessionState:
    attendee = replace(state.attendees[event.learner], status=event.status)
    state = replace(state, slips=(*state.slips, Slip(header.seq, event)))
    return _seat_in_room(replace(state, attendees={**state.attendees, event.learner: attendee}), attendee)


def _called(state: SessionState, _: Header, __: events.RollCalled) -> SessionState:
    attendees = {
        learner: replace(attendee, status="present") if attendee.status == "not_called" else attendee
        for learner, attendee in state.attendees.items()
    }
    state = replace(state, attendees=attendees, roll_called=True)
    for attendee in attendees.values():
        state = _seat_in_room(state, attendee)
    return state


def _added(state: SessionState, header: Header, event: events.LearnerAdded) -> SessionState:
    attendee = Attendee(event.seat, "present", added=True)
    state = replace(state, attendees={**state.attendees, event.seat.learner: attendee})
    slip = Slip(header.seq, event, added=event.seat.learner)
    return _seat_in_room(replace(state, slips=(*state.slips, slip)), attendee)


def _seat_in_room(state: SessionState, attendee: Attendee) -> SessionState:
    """A learner who comes in while a question is open could have answered it, and is added to those who were asked."""
    if state.open_question is None or attendee.status not in IN_ROOM:
        return state
    asked = state.questions[state.open_question]
    room = asked.room | {attendee.seat.learner}
    return _put(state, replace(asked, room=room, people=max(asked.people, len(room))))


def _shown(state: SessionState, _: Header, event: events.SlideShown) -> SessionState:
    return replace(state, slide=event.number)


def _question_opened(state: SessionState, _: Header, event: events.QuestionOpened) -> SessionState:
    room = frozenset(learner for learner, attendee in state.attendees.items() if attendee.status in IN_ROOM)
    asked = Asked(
        question=event.question,
        item=event.item,
        by=event.by,
        part=event.part,
        letters=event.letters,
        key=event.key,
        sensitive=event.sensitive,
        room=room,
        people=state.people_in_room(),
        forgotten=state.questions[event.question].forgotten if event.question in state.questions else {},
    )
    return replace(_put(state, asked), open_question=event.question)


def _answered(state: SessionState, header: Header, event: events.Answered) -> SessionState:
    asked = state.questions[event.question]
    asked = replace(asked, answers={**asked.answers, event.learner: event.letter})
    questions = {**state.questions, event.question: asked}
    return replace(state, questions=questions, slips=(*state.slips, Slip(header.seq, event, event.question)))


def _hands(state: SessionState, header: Header, event: events.HandsCounted) -> SessionState:
    asked = replace(state.questions[event.question], hands=event.counts, levels=None)
    return _put(replace(state, slips=(*state.slips, Slip(header.seq, event, event.question))), asked)


def _estimated(state: SessionState, header: Header, event: events.HandsEstimated) -> SessionState:
    asked = replace(state.questions[event.question], hands=None, levels=event.levels)
    return _put(replace(state, slips=(*state.slips, Slip(header.seq, event, event.question))), asked)


def _not_asked(state: SessionState, _: Header, event: events.NotAsked) -> SessionState:
    return _put(state, replace(state.questions[event.question], not_asked=frozenset(event.learners)))


def _question_closed(state: SessionState, _: Header, event: events.QuestionClosed) -> SessionState:
    asked = replace(state.questions[event.question], closed=True, tally=event.tally)
    return replace(_put(state, asked), open_question=None)


def _close_erased(state: SessionState) -> SessionState:
    asked = state.questions.get(state.open_question or "")
    if asked is None:
        return state
    return replace(_put(state, replace(asked, closed=True, tally={} if asked.sensitive else None)), open_question=None)


def _finished(state: SessionState, _: Header, event: events.Finished) -> SessionState:
    return replace(state, finished=event)


def _allowed(state: SessionState, _: Header, __: events.CertificatesAllowed) -> SessionState:
    return replace(state, certificates_allowed=True)


def _paper(state: SessionState, header: Header, event: events.PaperEntered) -> SessionState:
    day = clock.day_of(event.started_ms, state.offset_minutes)
    return replace(
        state,
        paper=event,
        paper_ms=header.wall_ms,
        started=clock.Moment(event.started_ms, state.started.mono_ms),
        stated_date=state.stated_date or day,
        entered_later=True,
    )


def _undone(state: SessionState, _: Header, __: events.Undone) -> SessionState:
    return state


def _erased(state: SessionState, _: Header, event: events.Erased) -> SessionState:
    # The newest slip may have been erased: undo would take back somebody else's.
    state = replace(state, slips=())
    for question, tally in event.tallies.items():
        asked = state.questions[question]
        total = {letter: asked.forgotten.get(letter, 0) + tally.get(letter, 0) for letter in asked.letters}
        state = _put(state, replace(asked, forgotten=total))
    return state


def _mended(state: SessionState, _: Header, event: events.Mended) -> SessionState:
    return replace(state, mended=state.mended + event.lost)


def _put(state: SessionState, asked: Asked) -> SessionState:
    return replace(state, questions={**state.questions, asked.question: asked})


_MEANING: dict[type, Callable[[SessionState, Header, Any], SessionState]] = {
    events.Opened: _opened,
    events.DateStated: _date_stated,
    events.HeadcountTyped: _headcount,
    events.RollMarked: _marked,
    events.RollCalled: _called,
    events.LearnerAdded: _added,
    events.SlideShown: _shown,
    events.QuestionOpened: _question_opened,
    events.Answered: _answered,
    events.HandsCounted: _hands,
    events.HandsEstimated: _estimated,
    events.NotAsked: _not_asked,
    events.QuestionClosed: _question_closed,
    events.Finished: _finished,
    events.CertificatesAllowed: _allowed,
    events.PaperEntered: _paper,
    events.Undone: _undone,
    events.Erased: _erased,
    events.Mended: _mended,
}
