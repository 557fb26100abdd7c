"""Rebuilds one class's journal from the events found: valid ones stay, those after a gap get new numbers.

The longest prefix with a valid chain is kept unchanged. It is followed by a `mended` event, and then by whatever still
makes sense without the lost events, under new sequence numbers and with its original times. Forgotten data stay
forgotten: an event that has no data in any place where it was found has none here either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bsuh_desktop.domain.chain import START, Entry, Header, link, make_entry
from bsuh_desktop.domain.events import Answered, Erased, Event, Mended, Opened, QuestionOpened, Undone, kind_of
from bsuh_desktop.domain.session.fold import Record, fold
from bsuh_desktop.store.salvage.choose_events import FoundEvent, choose
from bsuh_desktop.store.salvage.event_meaning import foldable, meaningful, with_closings
from bsuh_desktop.store.salvage.scan_pages import Row


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
    if not begun or not isinstance(begun[0].event, Opened):
        return Rebuilt([], lost=found[-1].seq - len(rest) if found else 0, left_out=len(rest))
    forgotten = _not_named(found)
    missing = max(found[-1].seq, end) - len(found)
    if not rest and not missing and not forgotten:
        return Rebuilt(_linked([one.entry for one in begun]), count)
    kept = meaningful(begun, [_of_known_questions(one, found) for one in rest])
    # If something was forgotten, then at least the event that recorded it is missing.
    lost, left_out = max(missing, int(bool(forgotten))), len(rest) - len(kept)
    appended = [_made(begun[-1].entry.header, Mended(lost + left_out)), *with_closings(begun, kept)]
    entries = _entries([*begun, *appended], count)
    return Rebuilt(_linked(entries), count + len(kept), len(kept), lost, left_out)


def _not_named(found: Sequence[FoundEvent]) -> set[int]:
    """The sequence numbers of events that were forgotten although no remaining event records it."""
    named = {seq for one in found if isinstance(one.event, Erased) for seq in one.event.seqs}
    return {one.seq for one in found if one.entry.data is None} - named


def _of_known_questions(one: FoundEvent, found: Sequence[FoundEvent]) -> FoundEvent:
    """Drops the tallies of questions whose opening event is lost from an `erased` event."""
    if not isinstance(one.event, Erased):
        return one
    asked = {other.event.question for other in found if isinstance(other.event, QuestionOpened)}
    tallies = {question: tally for question, tally in one.event.tallies.items() if question in asked}
    return replace(one, event=Erased(one.event.seqs, tallies))


def _made(before: Header, event: Event) -> FoundEvent:
    """A new event with the time of the one `before`, since its own time is not known."""
    return FoundEvent(_entry(replace(before, seq=0), event), b"", event, event)


def _entries(happened: Sequence[FoundEvent], begun: int) -> list[Entry]:
    """The entries of a journal numbered without gaps; those after `begun` get new numbers."""
    new = {one.seq: place for place, one in enumerate(happened, start=1) if one.seq}
    entries = [one.entry for one in happened[:begun]]
    entries += [_moved(one, place, new) for place, one in enumerate(happened[begun:], start=begun + 1)]
    if forgotten := {new[seq] for seq in _not_named(happened)}:
        erased = Erased(tuple(sorted(forgotten)), _tallies(happened, entries))
        entries.append(_moved(_made(entries[-1].header, erased), len(entries) + 1, {seq: seq for seq in forgotten}))
    return entries


def _moved(one: FoundEvent, seq: int, new: Mapping[int, int]) -> Entry:
    """An event under another number. Only events that refer to other numbers get other data."""
    header = replace(one.entry.header, seq=seq)
    if isinstance(one.event, Undone):
        return _entry(header, Undone(new[one.event.seq]))
    if isinstance(one.event, Erased):
        return _entry(header, Erased(tuple(new[old] for old in one.event.seqs if old in new), one.event.tallies))
    return replace(one.entry, header=header)


def _entry(header: Header, event: Event) -> Entry:
    return make_entry(replace(header, kind=kind_of(event)), event)


def _tallies(happened: Sequence[FoundEvent], entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Tallies per question and letter of the forgotten answers that no event records, as far as they can still
    be read."""
    names = _not_named(happened)
    now: list[Record] = [(entry.header, entry.event()) for entry in entries]
    asked = {event.question for _, event in now if isinstance(event, QuestionOpened)}
    before: list[Record] = [
        (header, one.was if one.seq in names and isinstance(one.was, Answered) and one.was.question in asked else event)
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
