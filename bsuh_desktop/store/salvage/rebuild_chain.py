"""Rebuilds one class's journal from the events found: valid ones stay, those after a gap get new numbers.

A number may have several candidates: on an older page, from a transaction that was rolled back, or in a copy that
diverged. The longest prefix with a valid chain is kept unchanged. It is followed by a `mended` event, and then by
whatever still makes sense without the lost events, under new sequence numbers and with its original times: an answer
needs its question, a mark its learner, an undo its event. A question that was followed by another one was closed, even
if its closing event is lost; it is then closed again. Forgotten data stay forgotten: an event that has no data in any
place where it was found has none here either."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import events
from bsuh_desktop.domain.chain import START, Entry, Header, link, make_entry, read_header
from bsuh_desktop.domain.session.fold import Record, apply_event, fold
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store.salvage.records import Row


class FoundEvent(msgspec.Struct, frozen=True):
    """One event that was found."""

    entry: Entry
    link: bytes
    """The link that was stored after it."""
    event: events.Event | None
    """None if the event was forgotten."""
    was: events.Event | None
    """What it was before it was forgotten, if that can still be read."""

    @property
    def seq(self) -> int:
        """Its sequence number in the journal in which it was found."""
        return self.entry.header.seq

    def forgotten(self) -> FoundEvent:
        """The same event without its data."""
        return replace(self, entry=replace(self.entry, salt=None, data=None), event=None)


def choose(session: str, rows: Mapping[int, Sequence[Row]]) -> list[FoundEvent]:
    """The event of every sequence number that has one, in order. Among several candidates the first one whose link
    follows from the event before it is chosen; candidates that follow another event than the chosen one belong to
    another branch and are dropped."""
    chosen: dict[int, FoundEvent] = {}
    others: list[bytes] = []
    for seq in sorted(rows):
        before = chosen.get(seq - 1)
        previous = START if seq == 1 else before.link if before else None
        astray = [other for other in others if seq - 1 in rows]
        others = []
        for one in _readable(session, seq, rows[seq]):
            strays = any(link(other, one.entry) == one.link for other in astray)
            follows = not strays if previous is None else link(previous, one.entry) == one.link
            if follows and seq not in chosen:
                chosen[seq] = one
            elif follows or strays:
                others.append(one.link)
    named = {seq for one in chosen.values() if isinstance(one.event, events.Erased) for seq in one.event.seqs}
    return [one.forgotten() if one.seq in named else one for one in chosen.values()]


def _readable(session: str, seq: int, rows: Sequence[Row]) -> Iterator[FoundEvent]:
    """Each different event found for a number. It has no data if any copy of it has none, because it was forgotten."""
    same: dict[tuple[bytes, bytes, bytes], list[Row]] = {}
    for row in rows:
        same.setdefault((row.header, row.digest, row.link), []).append(row)
    for found in same.values():
        try:
            header = read_header(found[0].header)
            whole = next((row for row in found if row.data is not None), found[0])
            entry = Entry(header, whole.salt, whole.data, whole.digest)
            one = FoundEvent(entry, whole.link, entry.event(), entry.event())
        except ValueError:
            continue
        if header.session == session and header.seq == seq:
            yield one.forgotten() if any(row.data is None for row in found) else one


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
            if state.open_question is not None and isinstance(event, (events.QuestionOpened, events.Finished)):
                closing = _closing(state, last)
                state = apply_event(state, closing.entry.header, closing.event)
                happened.append(closing)
            happened.append(one)
        state, last = apply_event(state, one.entry.header, event), one.entry.header
    return happened


def _closing(state: SessionState, last: Header) -> FoundEvent:
    question = state.open_question or ""
    event = events.QuestionClosed(question, {} if state.questions[question].sensitive else None)
    return FoundEvent(make_entry(replace(last, seq=0, kind=events.kind_of(event)), event), b"", event, event)


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
            return {max(undo.seq for undo in retained if isinstance(undo.event, events.Undone))}
    return wrong


def _has_slip(one: FoundEvent, there: Container[int]) -> bool:
    """False for an undo of an event that is lost or does not come before it."""
    return not isinstance(one.event, events.Undone) or (one.event.seq in there and one.event.seq < one.seq)


def _undone(everything: Sequence[FoundEvent]) -> set[int]:
    return {one.event.seq for one in everything if isinstance(one.event, events.Undone) and one.event.seq < one.seq}


def _means(state: SessionState, event: events.Event | None) -> bool:
    match event:
        case events.Opened():
            means = state.opened is None
        case events.RollMarked(learner):
            means = learner in state.attendees
        case events.LearnerAdded(seat):
            means = seat.learner not in state.attendees and state.by_card(seat.card) is None
        case events.Answered(question, learner):
            means = question in state.questions and learner in state.attendees
        case (
            events.HandsCounted(question)
            | events.HandsEstimated(question)
            | events.NotAsked(question)
            | events.QuestionClosed(question)
        ):
            means = question in state.questions
        case events.Finished():
            means = state.finished is None
        case events.Erased(_, tallies):
            means = tallies.keys() <= state.questions.keys()
        case _:
            means = True
    return means


class Rebuilt(NamedTuple):
    """A journal with a valid chain."""

    entries: list[tuple[Entry, bytes]]
    """Each entry with the link after it; empty if the class is lost because its first event is."""
    events: int = 0
    """Entries that were found, without those added by the repair."""
    renumbered: int = 0
    """Those of `events` that were appended under a new number."""
    lost: int = 0
    """Events that are known to be missing."""
    left_out: int = 0
    """Events that could be read but mean nothing without the lost ones."""


def weave(session: str, rows: Mapping[int, Sequence[Row]], end: int = 0) -> Rebuilt:
    """The journal of `session`; `rows` are those found for each sequence number, the latest first, and `end` is the
    highest number that certainly existed."""
    found = choose(session, rows)
    count = next((place for place, one in enumerate(found) if one.seq != place + 1), len(found))
    count = foldable(found[:count])
    begun, rest = found[:count], found[count:]
    if not begun or not isinstance(begun[0].event, events.Opened):
        return Rebuilt([], lost=found[-1].seq - len(rest) if found else 0, left_out=len(rest))
    forgotten = _not_named(found)
    missing = max(found[-1].seq, end) - len(found)
    if not rest and not missing and not forgotten:
        return Rebuilt(_linked([one.entry for one in begun]), count)
    kept = meaningful(begun, [_of_known_questions(one, found) for one in rest])
    # If something was forgotten, then at least the event that recorded it is missing.
    lost, left_out = max(missing, int(bool(forgotten))), len(rest) - len(kept)
    appended = [_made(begun[-1].entry.header, events.Mended(lost + left_out)), *with_closings(begun, kept)]
    entries = _entries([*begun, *appended], count)
    return Rebuilt(_linked(entries), count + len(kept), len(kept), lost, left_out)


def _not_named(found: Sequence[FoundEvent]) -> set[int]:
    """The sequence numbers of events that were forgotten although no remaining event records it."""
    named = {seq for one in found if isinstance(one.event, events.Erased) for seq in one.event.seqs}
    return {one.seq for one in found if one.entry.data is None} - named


def _of_known_questions(one: FoundEvent, found: Sequence[FoundEvent]) -> FoundEvent:
    """Drops the tallies of questions whose opening event is lost from an `erased` event."""
    if not isinstance(one.event, events.Erased):
        return one
    asked = {other.event.question for other in found if isinstance(other.event, events.QuestionOpened)}
    tallies = {question: tally for question, tally in one.event.tallies.items() if question in asked}
    return replace(one, event=events.Erased(one.event.seqs, tallies))


def _made(before: Header, event: events.Event) -> FoundEvent:
    """A new event with the time of the one `before`, since its own time is not known."""
    return FoundEvent(_entry(replace(before, seq=0), event), b"", event, event)


def _entries(happened: Sequence[FoundEvent], begun: int) -> list[Entry]:
    """The entries of a journal numbered without gaps; those after `begun` get new numbers."""
    new = {one.seq: place for place, one in enumerate(happened, start=1) if one.seq}
    entries = [one.entry for one in happened[:begun]]
    entries += [_moved(one, place, new) for place, one in enumerate(happened[begun:], start=begun + 1)]
    if forgotten := {new[seq] for seq in _not_named(happened)}:
        erased = events.Erased(tuple(sorted(forgotten)), _tallies(happened, entries))
        entries.append(_moved(_made(entries[-1].header, erased), len(entries) + 1, {seq: seq for seq in forgotten}))
    return entries


def _moved(one: FoundEvent, seq: int, new: Mapping[int, int]) -> Entry:
    """An event under another number. Only events that refer to other numbers get other data."""
    header = replace(one.entry.header, seq=seq)
    if isinstance(one.event, events.Undone):
        return _entry(header, events.Undone(new[one.event.seq]))
    if isinstance(one.event, events.Erased):
        return _entry(header, events.Erased(tuple(new[old] for old in one.event.seqs if old in new), one.event.tallies))
    return replace(one.entry, header=header)


def _entry(header: Header, event: events.Event) -> Entry:
    return make_entry(replace(header, kind=events.kind_of(event)), event)


def _tallies(happened: Sequence[FoundEvent], entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Tallies per question and letter of the forgotten answers that no event records, as far as they can still
    be read."""
    names = _not_named(happened)
    now: list[Record] = [(entry.header, entry.event()) for entry in entries]
    asked = {event.question for _, event in now if isinstance(event, events.QuestionOpened)}
    before: list[Record] = [
        (
            header,
            one.was
            if one.seq in names and isinstance(one.was, events.Answered) and one.was.question in asked
            else event,
        )
        for (header, event), one in zip(now, happened, strict=True)
    ]
    session = now[0][0].session
    left, tallies = fold(session, now).questions, dict[str, dict[str, int]]()
    for name, question in fold(session, before).questions.items():
        counts = left[name].counts()
        more = {letter: count - counts[letter] for letter, count in question.counts().items() if count > counts[letter]}
        tallies |= {name: more} if more else {}
    return tallies


def _linked(entries: Sequence[Entry]) -> list[tuple[Entry, bytes]]:
    head, linked = START, []
    for entry in entries:
        head = link(head, entry)
        linked.append((entry, head))
    return linked
