"""The rebuildable views: tables that repeat what the journal says, for lists and figures that must be quick.

A view row is a function of the session's state. Deleting and rebuilding gives identical rows, always; the journal
alone is the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.events import Answered, Event
from bsuh_desktop.domain.session.state import Asked, SessionState

if TYPE_CHECKING:
    from sqlite_utils import Database

Key = tuple[Any, ...]
Rows = dict[Key, tuple[Any, ...]]

COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "v_sessions": (
        ("session",),
        ("started_ms", "date", "practice", "pack", "headcount", "slide", "open_question", "ended_ms"),
    ),
    "v_attendance": (("session", "learner"), ("card", "status")),
    "v_questions": (("session", "question"), ("item", "part", "channel", "closed", "counted")),
    "v_answers": (("session", "question", "learner"), ("letter",)),
}
"""Per view its key columns and its other columns."""

_ANSWER = "INSERT OR REPLACE INTO v_answers (session, question, learner, letter) VALUES (?, ?, ?, ?)"


def project(db: Database, event: Event, before: SessionState, after: SessionState) -> None:
    """Brings the views of one session from `before` to `after` one event. An answer is one row and the most
    frequent event by far, so it takes the short way; all else is the difference of the rows."""
    if isinstance(event, Answered):
        db.conn.execute(_ANSWER, (after.session, event.question, event.learner, event.letter))
        return
    old, new = view_rows(before), view_rows(after)
    for view in COLUMNS:
        _write_difference(db, view, old[view], new[view])


def rebuild(db: Database, state: SessionState) -> None:
    """Deletes the rows of one session from every view and writes them anew."""
    for view, rows in view_rows(state).items():
        db.conn.execute(f"DELETE FROM {view} WHERE session = ?", (state.session,))
        _write_difference(db, view, {}, rows)


def view_rows(state: SessionState) -> dict[str, Rows]:
    """All rows that a session has in the views."""
    session = state.session
    if state.opened is None:
        return {view: {} for view in COLUMNS}
    return {
        "v_sessions": {(session,): _session_row(state)},
        "v_attendance": {
            (session, learner): (attendee.seat.card, attendee.status) for learner, attendee in state.attendees.items()
        },
        "v_questions": {(session, name): _question_row(asked) for name, asked in state.questions.items()},
        "v_answers": {
            (session, name, learner): (letter,)
            for name, asked in state.questions.items()
            for learner, letter in asked.answers.items()
        },
    }


def _session_row(state: SessionState) -> tuple[Any, ...]:
    return (
        state.started.wall_ms,
        state.date.isoformat(),
        int(bool(state.opened and state.opened.practice)),
        state.opened.pack if state.opened else "",
        state.headcount.total if state.headcount else None,
        state.slide,
        state.open_question,
        state.finished.ended_ms if state.finished else None,
    )


def _question_row(asked: Asked) -> tuple[Any, ...]:
    counted = asked.tally if asked.tally is not None else asked.hands
    text = None if counted is None else canonical_json(counted).decode()
    return (asked.item, asked.part, asked.by, int(asked.closed), text)


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
