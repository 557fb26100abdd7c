"""Chooses, among all rows found for one class, the event of each sequence number, and whether it was forgotten.

A number may have several candidates: on an older page, from a transaction that was rolled back, or in a copy that
diverged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.chain import START, Entry, link, read_header
from bsuh_desktop.domain.events import Erased, Event
from bsuh_desktop.store.salvage.scan_pages import Row


class FoundEvent(msgspec.Struct, frozen=True):
    """One event that was found."""

    entry: Entry
    link: bytes
    """The link that was stored after it."""
    event: Event | None
    """None if the event was forgotten."""
    was: Event | None
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
    named = {seq for one in chosen.values() if isinstance(one.event, Erased) for seq in one.event.seqs}
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
