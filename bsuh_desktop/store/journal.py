"""The journal in the store: events are appended and verified, and never changed except by forgetting their data.

Its views are tables derived from it, for lists and figures that must be fast. A view row is a function of the session's
state. Deleting and rebuilding always gives identical rows; only the journal is authoritative."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.domain import events
from bsuh_desktop.domain.chain import Entry, Header, header_bytes, link, make_entry, read_header, verify_chain
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session.fold import Record, apply_event, fold, needs_refold
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary, summary_of
from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.store.facts import mark_names_deleted

if TYPE_CHECKING:
    from sqlite_utils import Database

_encoder = msgspec.json.Encoder(order="sorted")

Key = tuple[Any, ...]
Rows = dict[Key, tuple[Any, ...]]

COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "v_sessions": (
        ("session",),
        ("started_ms", "date", "practice", "pack", "headcount", "slide", "open_question", "ended_ms"),
    ),
    "v_attendance": (("session", "learner"), ("card", "status")),
    "v_classes": (("session",), ("summary",)),
}
"""Key columns and other columns of each view."""

_TOUCHED: dict[type, tuple[str, ...]] = {
    events.Opened: ("v_sessions", "v_attendance"),
    events.DateStated: ("v_sessions",),
    events.HeadcountTyped: ("v_sessions",),
    events.RollMarked: ("v_attendance",),
    events.RollCalled: ("v_attendance",),
    events.LearnerAdded: ("v_attendance",),
    events.SlideShown: ("v_sessions",),
    events.QuestionOpened: ("v_sessions",),
    events.QuestionClosed: ("v_sessions",),
    events.Answered: (),
    events.HandsCounted: (),
    events.HandsEstimated: (),
    events.NotAsked: (),
    events.CertificatesAllowed: (),
    events.Finished: ("v_sessions",),
    events.PaperEntered: ("v_sessions",),
    events.Mended: (),
}
"""Which views an event can change; events not listed here (undo, erasure) can change all of them. For a finished class
the summary is updated, too."""


def project(db: Database, event: events.Event, before: SessionState, after: SessionState) -> None:
    """Updates the views of one session from `before` to `after` one event. An answer, by far the most frequent event,
    is in no view: each row beside the journal's is another encrypted page that its commit waits for."""
    touched = {*_TOUCHED.get(type(event), COLUMNS), *(("v_classes",) if after.finished else ())}
    for view in touched:
        _write_difference(db, view, rows_of(view, before), rows_of(view, after))


def rebuild(db: Database, state: SessionState) -> None:
    """Deletes the rows of one session from every view and writes them again."""
    for view in COLUMNS:
        db.conn.execute(f"DELETE FROM {view} WHERE session = ?", (state.session,))
        _write_difference(db, view, {}, rows_of(view, state))


def summaries(db: Database) -> dict[str, ClassSummary]:
    """Summaries of the finished classes by session, in the order in which they began."""
    query = "SELECT summary FROM v_classes JOIN sessions USING (session) ORDER BY number"
    kept = (msgspec.json.decode(row[0], type=ClassSummary) for row in db.conn.execute(query).fetchall())
    return {summary.session: summary for summary in kept}


def without_summary(db: Database) -> list[str]:
    """Finished classes without a summary, from an older data file."""
    kept = "SELECT session FROM v_classes"
    query = f"SELECT session FROM v_sessions WHERE ended_ms IS NOT NULL AND session NOT IN ({kept})"
    return [row[0] for row in db.conn.execute(query).fetchall()]


def rows_of(view: str, state: SessionState) -> Rows:
    """All rows that a session has in `view`, by their key."""
    return {} if state.opened is None else _ROWS[view](state)


def _session_rows(state: SessionState) -> Rows:
    return {(state.session,): _session_row(state)}


def _attendance_rows(state: SessionState) -> Rows:
    return {(state.session, learner): (one.seat.card, one.status) for learner, one in state.attendees.items()}


def _class_rows(state: SessionState) -> Rows:
    summary = summary_of(state)
    return {} if summary is None else {(state.session,): (_encoder.encode(summary),)}


_ROWS: dict[str, Callable[[SessionState], Rows]] = {
    "v_sessions": _session_rows,
    "v_attendance": _attendance_rows,
    "v_classes": _class_rows,
}


def _session_row(state: SessionState) -> tuple[Any, ...]:
    return (
        state.started.wall_ms,
        state.date.isoformat(),
        int(state.practice),
        state.opened.pack if state.opened else "",
        state.headcount.total if state.headcount else None,
        state.slide,
        state.open_question,
        state.finished.ended_ms if state.finished else None,
    )


def _write_difference(db: Database, view: str, old: Rows, new: Rows) -> None:
    keys, values = COLUMNS[view]
    for key in old.keys() - new.keys():
        where = " AND ".join(f"{column} = ?" for column in keys)
        db.conn.execute(f"DELETE FROM {view} WHERE {where}", key)
    columns = ", ".join(keys + values)
    places = ", ".join("?" for _ in keys + values)
    changed = [key + row for key, row in new.items() if old.get(key) != row]
    if changed:
        db.conn.executemany(f"INSERT OR REPLACE INTO {view} ({columns}) VALUES ({places})", changed)


_INSERT = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT header, salt, data, digest, link FROM journal WHERE id > ? AND id < ? ORDER BY id"
_SEQ_BITS = 32


class _Loaded:
    """One session in memory: its number in the store, its events, their folded state, and the end of its chain."""

    def __init__(self, first_id: int, records: list[Record], head: bytes, state: SessionState) -> None:
        self.first_id = first_id
        self.records = records
        self.head = head
        self.state = state


class Journal:
    """The journals of all sessions of one facilitator. `run` names this start of the app in every header."""

    def __init__(self, db: Database, run: str) -> None:
        self._db = db
        self._loaded: dict[str, _Loaded] = {}
        self._summaries: dict[str, ClassSummary] | None = None
        self.run = run

    def append(self, session: str, new: Iterable[events.Event], now: Moment, run: str = "") -> SessionState:
        """Appends the `new` events with their view rows in one transaction, durable when this returns (or when the
        transaction around it commits). Returns the state after them. `run` names the run in which they were at `now`,
        if it is not this one."""
        loaded = self._load(session)
        try:
            with translated(), self._db.atomic():
                for event in new:
                    self._append_one(loaded, session, event, now, run or self.run)
        except BaseException:
            # The write failed (a full disk) but memory is ahead of the file: the class goes on from what the file
            # contains.
            self.drop_cache()
            raise
        return loaded.state

    def _append_one(self, loaded: _Loaded, session: str, event: events.Event, now: Moment, run: str) -> None:
        seq = len(loaded.records) + 1
        if seq == 1:
            query = "INSERT INTO sessions (session) VALUES (?) RETURNING number"
            loaded.first_id = self._db.conn.execute(query, (session,)).fetchone()[0] << _SEQ_BITS
        header = Header(session, seq, run, now.wall_ms, now.mono_ms, events.kind_of(event))
        entry = make_entry(header, event)
        head = link(loaded.head, entry)
        row = (loaded.first_id | seq, header_bytes(header), entry.salt, entry.data, entry.digest, head)
        self._db.conn.execute(_INSERT, row)
        record = (header, event)
        refold = needs_refold(event)
        after = fold(session, [*loaded.records, record]) if refold else apply_event(loaded.state, header, event)
        project(self._db, event, loaded.state, after)
        if after.finished or loaded.state.finished:
            self._summaries = None
        loaded.records.append(record)
        loaded.head, loaded.state = head, after

    def state(self, session: str) -> SessionState:
        """The folded state of the class. Raises KnownError("journal_altered") if its chain is invalid."""
        return self._load(session).state

    def head(self, session: str) -> bytes:
        """The last 32-byte hash of the session's chain."""
        if session in self._loaded:
            return self._loaded[session].head
        first = self._first_id(session)
        query = "SELECT link FROM journal WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1"
        with translated():
            row = self._db.conn.execute(query, (first, first + (1 << _SEQ_BITS))).fetchone() if first else None
        return bytes(row[0]) if row else bytes(32)

    def heads(self) -> dict[str, bytes]:
        """The last hash of every session's chain, read in one query."""
        last = "SELECT link FROM journal WHERE id > number << ?1 AND id < (number + 1) << ?1 ORDER BY id DESC LIMIT 1"
        with translated():
            rows = self._db.conn.execute(f"SELECT session, ({last}) FROM sessions", (_SEQ_BITS,)).fetchall()
        return {session: bytes(head) if head else bytes(32) for session, head in rows}

    def check(self, session: str) -> None:
        """Verifies the session's chain without caching it. Raises KnownError("journal_altered") if it is invalid."""
        self._proved(session)

    def entries(self, session: str) -> list[Entry]:
        """The session's entries in order."""
        return [entry for entry, _ in self._rows(session)]

    def sessions(self) -> list[str]:
        """All sessions, in the order in which they began."""
        query = "SELECT session FROM sessions ORDER BY number"
        return [row[0] for row in self._db.conn.execute(query).fetchall()]

    def length(self) -> int:
        """The number of events in all journals."""
        last = "(SELECT max(id) FROM journal WHERE id > number << ?1 AND id < (number + 1) << ?1)"
        query = f"SELECT coalesce(sum({last} - (number << ?1)), 0) FROM sessions"
        with translated():
            return int(self._db.conn.execute(query, (_SEQ_BITS,)).fetchone()[0])

    def finished(self) -> dict[str, ClassSummary]:
        """Summaries of the finished classes by session, in the order in which they began; no journal is folded. Read
        once and then kept: Home alone asks for them five times."""
        if self._summaries is None:
            with translated():
                if older := without_summary(self._db):
                    with self._db.atomic():
                        for session in older:
                            rebuild(self._db, self.state(session))
                self._summaries = summaries(self._db)
        return dict(self._summaries)

    def unfinished(self) -> list[SessionState]:
        """The unfinished classes, in the order in which they began."""
        finished = self.finished()
        return [self.state(session) for session in self.sessions() if session not in finished]

    def last_header(self) -> Header | None:
        """The header of the newest event in the store: of this run the one with the latest monotonic time, else the
        last of the newest session. None in an empty store."""
        # Look up the last entry of each session by key: a GROUP BY would read every page of the file.
        last = "(SELECT max(id) FROM journal WHERE id < (number + 1) << ?)"
        query = f"SELECT header FROM sessions JOIN journal ON id = {last} ORDER BY id"
        ends = [read_header(row[0]) for row in self._db.conn.execute(query, (_SEQ_BITS,)).fetchall()]
        own = [header for header in ends if header.run == self.run]
        return max(own, key=lambda header: header.mono_ms) if own else ends[-1] if ends else None

    def erase_data(self, session: str, seqs: tuple[int, ...], tallies: dict[str, dict[str, int]], now: Moment) -> None:
        """Forgets the data of the events `seqs`: appends an `erased` event with the tallies, then deletes salt and data
        from the file. The chain stays valid. Must be part of a larger transaction; whoever ends it empties the
        write-ahead log."""
        loaded = self._load(session)
        try:
            with translated(), self._db.atomic():
                self._append_one(loaded, session, events.Erased(seqs, tallies), now, self.run)
                query = "UPDATE journal SET salt = NULL, data = NULL WHERE id = ?"
                self._db.conn.executemany(query, [(loaded.first_id | seq,) for seq in seqs])
                mark_names_deleted(self._db)
                self.drop_cache()
                rebuild(self._db, self.state(session))
        finally:
            self.drop_cache()

    def drop_cache(self) -> None:
        """Drops the cache, so that everything is read from the file again; call it after a rollback."""
        self._loaded.clear()
        self._summaries = None

    def _first_id(self, session: str) -> int:
        row = self._db.conn.execute("SELECT number FROM sessions WHERE session = ?", (session,)).fetchone()
        return 0 if row is None else int(row[0]) << _SEQ_BITS

    def _rows(self, session: str) -> list[tuple[Entry, bytes]]:
        first = self._first_id(session)
        with translated():
            rows = self._db.conn.execute(_SELECT, (first, first + (1 << _SEQ_BITS))).fetchall() if first else []
        return [(Entry(read_header(row[0]), row[1], row[2], row[3]), row[4]) for row in rows]

    def _load(self, session: str) -> _Loaded:
        if session in self._loaded:
            return self._loaded[session]
        entries, head = self._proved(session)
        records: list[Record] = [(entry.header, entry.event()) for entry in entries]
        loaded = _Loaded(self._first_id(session), records, head, fold(session, records))
        self._loaded[session] = loaded
        return loaded

    def _proved(self, session: str) -> tuple[list[Entry], bytes]:
        try:
            rows = self._rows(session)
        except ValueError:
            raise _altered(session, 1) from None
        entries = [entry for entry, _ in rows]
        report = verify_chain(entries, [after for _, after in rows])
        if report.broken_at is not None:
            raise _altered(session, report.broken_at)
        return entries, report.head


def _altered(session: str, seq: int) -> KnownError:
    return KnownError(
        "journal_altered",
        Message("The journal of class {session} was changed at entry {seq}.", session=session, seq=seq),
        Message("Keep the file as it is and restore the newest backup."),
    )
