"""Rebuildable views: tables derived from the journal, for lists and figures that must be fast.

A view row is a function of the session's state. Deleting and rebuilding always gives identical rows; only the journal
is authoritative.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.domain.events import (
    Answered,
    CertificatesAllowed,
    DateStated,
    Event,
    Finished,
    HandsCounted,
    HandsEstimated,
    HeadcountTyped,
    LearnerAdded,
    Mended,
    NotAsked,
    Opened,
    PaperEntered,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    SlideShown,
)
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary, summary_of

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
    Opened: ("v_sessions", "v_attendance"),
    DateStated: ("v_sessions",),
    HeadcountTyped: ("v_sessions",),
    RollMarked: ("v_attendance",),
    RollCalled: ("v_attendance",),
    LearnerAdded: ("v_attendance",),
    SlideShown: ("v_sessions",),
    QuestionOpened: ("v_sessions",),
    QuestionClosed: ("v_sessions",),
    Answered: (),
    HandsCounted: (),
    HandsEstimated: (),
    NotAsked: (),
    CertificatesAllowed: (),
    Finished: ("v_sessions",),
    PaperEntered: ("v_sessions",),
    Mended: (),
}
"""Which views an event can change; events not listed here (undo, erasure) can change all of them. For a finished class
the summary is updated, too."""


def project(db: Database, event: Event, before: SessionState, after: SessionState) -> None:
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
