"""The journal in the store: events are appended, read and proved; nothing in it is ever changed but by forgetting."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.chain import START, Entry, Header, link, make_entry, verify_chain
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Erased, Event, kind_of
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.fold import Record, fold, needs_refold, step
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store import views
from bsuh_desktop.store.database import translated

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSERT = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = (
    "SELECT session, seq, run, wall_ms, mono_ms, kind, salt, data, digest, link"
    " FROM journal WHERE session = ? ORDER BY seq"
)


class _Loaded:
    """One session in memory: its events, what they add up to, and the end of its chain."""

    def __init__(self, records: list[Record], head: bytes, state: SessionState) -> None:
        self.records = records
        self.head = head
        self.state = state


class Journal:
    """The journals of all sessions of one facilitator. `run` names this start of the app in every header."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._loaded: dict[str, _Loaded] = {}
        self.run = secrets.token_hex(8)

    def append(self, session: str, events: Iterable[Event], now: Moment) -> SessionState:
        """Appends `events` with their view rows in one transaction, durable when this returns (or when the
        transaction around it commits). Returns the state after them."""
        loaded = self._load(session)
        with translated(), self._db.atomic():
            for event in events:
                self._append_one(loaded, session, event, now)
        return loaded.state

    def _append_one(self, loaded: _Loaded, session: str, event: Event, now: Moment) -> None:
        seq = len(loaded.records) + 1
        header = Header(session, seq, self.run, now.wall_ms, now.mono_ms, kind_of(event))
        entry = make_entry(header, event)
        head = link(loaded.head, entry)
        row = (
            session,
            seq,
            self.run,
            now.wall_ms,
            now.mono_ms,
            header.kind,
            entry.salt,
            entry.data,
            entry.digest,
            head,
        )
        self._db.conn.execute(_INSERT, row)
        records = [*loaded.records, (header, event)] if needs_refold(event) else loaded.records
        after = fold(session, records) if needs_refold(event) else step(loaded.state, header, event)
        views.project(self._db, event, loaded.state, after)
        loaded.records.append((header, event))
        loaded.head, loaded.state = head, after

    def state(self, session: str) -> SessionState:
        """What the class has come to. Raises KnownError("journal_altered") if its chain does not hold."""
        return self._load(session).state

    def head(self, session: str) -> bytes:
        """The 32 bytes at the end of the session's chain."""
        return self._load(session).head

    def entries(self, session: str) -> list[Entry]:
        """The session's entries in order."""
        return [entry for entry, _ in self._rows(session)]

    def sessions(self) -> list[str]:
        """All sessions, in the order in which they began."""
        query = "SELECT session FROM journal WHERE seq = 1 ORDER BY rowid"
        return [row[0] for row in self._db.conn.execute(query).fetchall()]

    def last_ms(self) -> int | None:
        """The wall time of the newest event of the store, in Unix milliseconds."""
        query = "SELECT wall_ms FROM journal ORDER BY rowid DESC LIMIT 1"
        row = self._db.conn.execute(query).fetchone()
        return None if row is None else int(row[0])

    def erase(
        self, session: str, seqs: tuple[int, ...], tallies: dict[str, dict[str, int]], now: Moment
    ) -> SessionState:
        """Forgets the data of the events `seqs`: an `erased` event with the tallies first, then salt and data are
        gone, from the file and from the write-ahead log. The chain still verifies."""
        with translated(), self._db.atomic():
            self._append_one(self._load(session), session, Erased(seqs, tallies), now)
            query = "UPDATE journal SET salt = NULL, data = NULL WHERE session = ? AND seq = ?"
            self._db.conn.executemany(query, [(session, seq) for seq in seqs])
        self.forget_cache()
        with translated(), self._db.atomic():
            views.rebuild(self._db, self.state(session))
        # Without this the write-ahead log would still hold the page as it was (secure_delete alone is not enough).
        self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return self.state(session)

    def rebuild_views(self) -> None:
        """Writes the views of all sessions anew from their journals."""
        with translated(), self._db.atomic():
            for session in self.sessions():
                views.rebuild(self._db, self.state(session))

    def forget_cache(self) -> None:
        """Reads everything anew from the file when it is next asked for; after a transaction that was rolled back."""
        self._loaded.clear()

    def _rows(self, session: str) -> list[tuple[Entry, bytes]]:
        with translated():
            rows = self._db.conn.execute(_SELECT, (session,)).fetchall()
        return [(Entry(Header(*row[:6]), row[6], row[7], row[8]), row[9]) for row in rows]

    def _load(self, session: str) -> _Loaded:
        if session in self._loaded:
            return self._loaded[session]
        rows = self._rows(session)
        entries = [entry for entry, _ in rows]
        report = verify_chain(entries, [after for _, after in rows])
        if not report.ok:
            raise KnownError(
                "journal_altered",
                Message(
                    "The journal of class {session} was changed at event {seq}.", session=session, seq=report.broken_at
                ),
                Message("Keep the file as it is and bring back the newest backup."),
            )
        records: list[Record] = [(entry.header, entry.event()) for entry in entries]
        head = report.head if entries else START
        self._loaded[session] = _Loaded(records, head, fold(session, records))
        return self._loaded[session]
