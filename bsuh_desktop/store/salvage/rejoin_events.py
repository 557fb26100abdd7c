"""Writes the events that were found into the journals of a backup or a new file, with their view rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.chain import Entry, header_bytes
from bsuh_desktop.domain.events import Answered
from bsuh_desktop.store import views
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.salvage.read_damaged import Rows, Salvaged
from bsuh_desktop.store.salvage.rebuild_chain import Rebuilt, weave
from bsuh_desktop.store.salvage.scan_pages import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SEQ_BITS = 32
_SELECT = "SELECT id, header, salt, data, digest, link FROM journal WHERE id > ? AND id < ? ORDER BY id"


class Rejoined(msgspec.Struct):
    """What was recovered beyond the backup, and what was lost."""

    classes: int = 0
    """Classes that had more events than in the backup."""
    events: int = 0
    """Recovered events that the backup did not have."""
    renumbered: int = 0
    """Those of `events` that were appended under new numbers, because events before them are lost."""
    lost: int = 0
    """Events that are known to be missing."""
    left_out: int = 0
    """Events that could be read but mean nothing without the lost ones."""
    classes_lost: int = 0
    """Classes whose first event is lost."""
    answered: set[str] = set()
    """Learners whose answers were recovered."""


def rejoin(db: Database, found: Salvaged) -> Rejoined:
    """Replaces the journal of every class that has more, or other, events in the damaged file than in `db`."""
    done = Rejoined()
    numbers = {row[1]: row[0] for row in db.conn.execute("SELECT number, session FROM sessions").fetchall()}
    for session, journal in sorted(found.journals.items(), key=lambda one: one[1].number):
        number = numbers.get(session)
        before = _rows(db, number) if number is not None else {}
        if len(journal.rows) == len(before) >= journal.end and all(
            journal.rows.get(seq) == [row] for seq, row in before.items()
        ):
            continue
        woven = weave(session, _both(journal.rows, before), journal.end)
        if not woven.entries:
            done.classes_lost += 1
            continue
        _count(done, woven, len(before))
        if number is None:
            number = journal.number if journal.number not in numbers.values() else max(numbers.values()) + 1
            numbers[session] = number
        known = {row.link for row in before.values()}
        done.answered |= {
            event.learner
            for entry, head in woven.entries
            if head not in known and isinstance(event := entry.event(), Answered)
        }
        done.classes += _replace(db, session, number, woven.entries, before)
    done.classes_lost += len(set(found.listed().values()) - numbers.keys() - found.journals.keys())
    return done


def _both(found: Rows, before: dict[int, Row]) -> Rows:
    """The rows of both; the damaged file's come first because they are later."""
    return {
        seq: [*found.get(seq, []), *([before[seq]] if seq in before and before[seq] not in found.get(seq, []) else [])]
        for seq in found.keys() | before.keys()
    }


def _rows(db: Database, number: int) -> dict[int, Row]:
    first = number << _SEQ_BITS
    rows = db.conn.execute(_SELECT, (first, first + (1 << _SEQ_BITS))).fetchall()
    return {row[0] - first: Row(*row[1:]) for row in rows}


def _count(done: Rejoined, woven: Rebuilt, before: int) -> None:
    done.events += max(0, woven.events - before)
    done.renumbered += woven.renumbered
    done.lost += woven.lost
    done.left_out += woven.left_out


def _replace(
    db: Database, session: str, number: int, entries: Sequence[tuple[Entry, bytes]], before: dict[int, Row]
) -> bool:
    """Replaces the journal of a class. Returns True if it has more events than before, or other ones."""
    after = {
        place: Row(header_bytes(entry.header), entry.salt, entry.data, entry.digest, head)
        for place, (entry, head) in enumerate(entries, start=1)
    }
    if after == before:
        return False
    first = number << _SEQ_BITS
    db.conn.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?)", (number, session))
    db.conn.execute("DELETE FROM journal WHERE id > ? AND id < ?", (first, first + (1 << _SEQ_BITS)))
    rows = [(first | seq, *row) for seq, row in after.items()]
    db.conn.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", rows)
    views.rebuild(db, Journal(db, run="").state(session))
    return {seq: row.link for seq, row in after.items()} != {seq: row.link for seq, row in before.items()}
