"""Which events after a gap still make sense: an answer needs its question, a mark its learner, an undo its event.

A question that was followed by another one was closed, even if its closing event is lost; it is then closed again.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, make_entry
from bsuh_desktop.domain.events import (
    Answered,
    Erased,
    Event,
    Finished,
    HandsCounted,
    HandsEstimated,
    LearnerAdded,
    NotAsked,
    Opened,
    QuestionClosed,
    QuestionOpened,
    RollMarked,
    Undone,
    kind_of,
)
from bsuh_desktop.domain.session.fold import apply_event
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store.salvage.choose_events import FoundEvent


def foldable(begun: Sequence[FoundEvent]) -> int:
    """How many of the first events can be folded one after the other; for events written by a desk, all of them."""
    state, undone = SessionState(begun[0].entry.header.session if begun else ""), _undone(begun)
    for place, one in enumerate(begun):
        event = None if one.seq in undone else one.event
        if not _means(state, event) or not _has_slip(one, range(one.seq)):
            return place
        state = apply_event(state, one.entry.header, event)
    return len(begun)


def meaningful(begun: Sequence[FoundEvent], rest: Sequence[FoundEvent]) -> list[FoundEvent]:
    """Those of `rest` that can be folded behind `begun`."""
    kept = list(rest)
    while wrong := _wrong(begun, kept):
        kept = [one for one in kept if one.seq not in wrong]
    return kept


def with_closings(begun: Sequence[FoundEvent], retained: Sequence[FoundEvent]) -> list[FoundEvent]:
    """`begun` and `retained` with a closing event inserted for each question that was certainly closed. Such an event
    has the sequence number 0 for now, and the time of the event before it."""
    state, happened = SessionState(begun[0].entry.header.session), list[FoundEvent]()
    undone = _undone([*begun, *retained])
    last = begun[-1].entry.header
    for one in (*begun, *retained):
        event = None if one.seq in undone else one.event
        if one.seq > begun[-1].seq:
            if state.open_question is not None and isinstance(event, (QuestionOpened, Finished)):
                closing = _closing(state, last)
                state = apply_event(state, closing.entry.header, closing.event)
                happened.append(closing)
            happened.append(one)
        state, last = apply_event(state, one.entry.header, event), one.entry.header
    return happened


def _closing(state: SessionState, last: Header) -> FoundEvent:
    question = state.open_question or ""
    event = QuestionClosed(question, {} if state.questions[question].sensitive else None)
    return FoundEvent(make_entry(replace(last, seq=0, kind=kind_of(event)), event), b"", event, event)


def _wrong(begun: Sequence[FoundEvent], retained: Sequence[FoundEvent]) -> set[int]:
    """The sequence numbers of events that make no sense at their place."""
    everything = [*begun, *retained]
    there, undone = {one.seq for one in everything}, _undone(everything)
    state, wrong = SessionState(begun[0].entry.header.session), set[int]()
    for one in everything:
        event = None if one.seq in undone else one.event
        if _means(state, event) and _has_slip(one, there):
            state = apply_event(state, one.entry.header, event)
        elif one.seq > begun[-1].seq:
            wrong.add(one.seq)
        else:
            # An event before the gap needs one that was undone after the gap, and the undo of the former is lost.
            return {max(undo.seq for undo in retained if isinstance(undo.event, Undone))}
    return wrong


def _has_slip(one: FoundEvent, there: Container[int]) -> bool:
    """False for an undo of an event that is lost or does not come before it."""
    return not isinstance(one.event, Undone) or (one.event.seq in there and one.event.seq < one.seq)


def _undone(everything: Sequence[FoundEvent]) -> set[int]:
    return {one.event.seq for one in everything if isinstance(one.event, Undone) and one.event.seq < one.seq}


def _means(state: SessionState, event: Event | None) -> bool:
    match event:
        case Opened():
            means = state.opened is None
        case RollMarked(learner):
            means = learner in state.attendees
        case LearnerAdded(seat):
            means = seat.learner not in state.attendees and state.by_card(seat.card) is None
        case Answered(question, learner):
            means = question in state.questions and learner in state.attendees
        case HandsCounted(question) | HandsEstimated(question) | NotAsked(question) | QuestionClosed(question):
            means = question in state.questions
        case Finished():
            means = state.finished is None
        case Erased(_, tallies):
            means = tallies.keys() <= state.questions.keys()
        case _:
            means = True
    return means
