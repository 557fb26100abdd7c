"""Makes classes usable after roster lines were lost: everybody in a class gets a line, though without a name.

Lines that belong to no known class are deleted, since nobody could find and delete the name in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store.joined import Joined
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.rosters import INTO_GROUPS

if TYPE_CHECKING:
    from sqlite_utils import Database

_UNSEATED = """SELECT session, learner FROM v_attendance AS one WHERE NOT EXISTS (SELECT 1 FROM seats
    JOIN roster ON roster.id = roster_id WHERE seats.session = one.session AND seats.learner = one.learner)
    ORDER BY session, card"""
_LONE = "FROM roster WHERE group_id NOT IN (SELECT id FROM groups)"
_EMPTY = "FROM seats WHERE roster_id NOT IN (SELECT id FROM roster)"
_ENDLESS = (
    "DELETE FROM joined_learners WHERE line NOT IN (SELECT id FROM roster)",
    "DELETE FROM joined_learners WHERE into_line NOT IN (SELECT id FROM roster)",
    "DELETE FROM joined_groups WHERE group_id NOT IN (SELECT id FROM groups)",
    "DELETE FROM joined_groups WHERE into_group NOT IN (SELECT id FROM groups)",
)
_DELETED = "SELECT min(gone AND coalesce(name_bn, name_en) IS NULL) FROM roster WHERE group_id = ?"
_NAMELESS = """INSERT INTO roster (group_id, position, learner, roll, sex, age, disability, guardian, assent, notice,
    consented_on, gone) VALUES (?, 0, NULL, '', 'unspecified', 'unspecified', 'unspecified', 'not_asked', 'not_asked',
    '', '', 1) RETURNING id"""


def settle(db: Database) -> int:
    """Adds what is missing, and deletes aliases without their ends; returns how many learners have lost their line."""
    for query in _ENDLESS:
        db.conn.execute(query)
    Joined(db).untangle()
    unseated = db.conn.execute(_UNSEATED).fetchall()
    lone = db.conn.execute(f"SELECT 1 {_LONE} UNION SELECT 1 {_EMPTY}").fetchall()
    if not unseated and not lone:
        return 0
    every = Journal(db, run="").sessions() if lone else sorted({session for session, _ in unseated})
    states = {session: Journal(db, run="").state(session) for session in every}
    for state in states.values():
        _put_groups(db, state)
    db.conn.execute(f"DELETE {_LONE}")
    db.conn.execute(f"DELETE {_EMPTY}")
    lost = dict[str, int]()
    for session, learner in db.conn.execute(_UNSEATED).fetchall():
        state = states.get(session) or Journal(db, run="").state(session)
        line = _line_of(db, learner) or lost.get(learner) or _nameless(db, state, learner)
        if _line_of(db, learner) is None:
            lost[learner] = line
        db.conn.execute("INSERT OR REPLACE INTO seats VALUES (?, ?, ?)", (session, learner, line))
    return len(lost)


def _put_groups(db: Database, state: SessionState) -> None:
    """Adds the class groups that lines belong to, as recorded in the class itself. Where nobody is on the list any more
    and no line has a name the class was deleted, and stays so: only of what is listed can names be deleted."""
    for group in state.opened.groups if state.opened else ():
        (gone,) = db.conn.execute(_DELETED, (group.id,)).fetchone()
        if gone is not None:
            _put_group(db, group, gone=bool(gone))


def _put_group(db: Database, group: GroupRef, *, gone: bool) -> None:
    """Names in it need a *yes*, as with consent letters."""
    row = (group.id, group.place, group.year, group.grade, group.section, "letters")
    if db.conn.execute(f"INSERT OR IGNORE {INTO_GROUPS}", row).rowcount and gone:
        db.conn.execute("UPDATE groups SET gone = 1 WHERE id = ?", (group.id,))


def _line_of(db: Database, learner: str) -> int | None:
    row = db.conn.execute("SELECT id FROM roster WHERE learner = ?", (learner,)).fetchone()
    return None if row is None else int(row[0])


def _nameless(db: Database, state: SessionState, learner: str) -> int:
    groups = {one.id: one for one in state.opened.groups} if state.opened else {}
    known = state.attendees[learner].seat.group or next(iter(groups), state.session)
    # Nothing says that it was deleted.
    _put_group(db, groups.get(known, GroupRef(known, state.place, state.date.year, "", "")), gone=False)
    return int(db.conn.execute(_NAMELESS, (known,)).fetchone()[0])
