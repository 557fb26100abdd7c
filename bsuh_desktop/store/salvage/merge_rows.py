"""Merges what was found into a backup or a new file: rows, events, rosters; the damaged file's rows are the later ones.

A row that only the backup has is kept if the damaged table cannot be read completely; otherwise it was deleted since.
A backup that is brought from elsewhere may come from a copy that diverged: rows of both are kept, clashing numbers are
changed. At the end everybody in a class gets a line, though without a name; lines that belong to no known class are
deleted, since nobody could find and delete the name in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from bsuh_desktop.domain.chain import Entry, header_bytes
from bsuh_desktop.domain.events import Answered, GroupRef
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store import journal as views
from bsuh_desktop.store.facts import OWN_KEY
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.rosters import INTO_GROUPS, Joined, Rosters, StoredLearner
from bsuh_desktop.store.salvage.read_damaged import Rows, Salvaged, Table
from bsuh_desktop.store.salvage.rebuild_chain import Rebuilt, weave
from bsuh_desktop.store.salvage.records import Row, Value

if TYPE_CHECKING:
    from sqlite_utils import Database

_LINES = "SELECT id, learner, group_id FROM roster"
_HAS_JOINED = "SELECT 1 FROM sqlite_master WHERE name = 'joined_learners'"
_SERIALS = "SELECT counter, serial FROM certificates ORDER BY counter"


def have_diverged(connection: Any, found: Salvaged) -> bool:
    """True if the damaged file has another key than the backup: they have diverged, and neither is an earlier state."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (OWN_KEY,)).fetchone()
    own = found.fact(OWN_KEY)
    return own is not None and row is not None and bytes(row[0]) != own


def renumber(connection: Any, found: Salvaged) -> None:
    """Renumbers lines and certificates of the backup that clash with different ones in the damaged file."""
    lines = {
        number: (learner, group) for number, learner, group in found.columns("roster", "id", "learner", "group_id")
    }
    there = {number: (learner, group) for number, learner, group in connection.execute(_LINES).fetchall()}
    clashes = [number for number, line in there.items() if number in lines and _are_two(line, lines[number])]
    for number, free in _free(clashes, [*lines, *there]):
        connection.execute("UPDATE roster SET id = ? WHERE id = ?", (free, number))
        connection.execute("UPDATE seats SET roster_id = ? WHERE roster_id = ?", (free, number))
        if connection.execute(_HAS_JOINED).fetchall():
            connection.execute("UPDATE joined_learners SET line = ? WHERE line = ?", (free, number))
            connection.execute("UPDATE joined_learners SET into_line = ? WHERE into_line = ?", (free, number))
    serials = {row[0]: row[1] for row in found.columns("certificates", "counter", "serial")}
    given = dict(connection.execute(_SERIALS).fetchall())
    clashes = [counter for counter, serial in given.items() if serials.get(counter, serial) != serial]
    for counter, free in _free(clashes, [*serials, *given]):
        connection.execute("UPDATE certificates SET counter = ? WHERE counter = ?", (free, counter))


def _are_two(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """True if these are lines of two learners. A line whose consent was withdrawn in one copy has no learner id
    there."""
    known = one[0] is not None and other[0] is not None
    return one[1] != other[1] or (known and one[0] != other[0])


def _free(clashes: list[int], taken: list[Any]) -> list[tuple[int, int]]:
    last = max((number for number in taken if isinstance(number, int)), default=0)
    return list(zip(clashes, range(last + 1, last + 1 + len(clashes)), strict=True))


_FACTS = "facts"
ONLY_GROW = frozenset({"forgotten", "forgotten_elsewhere"})
"""Tables from which nothing is ever deleted: a learner who was forgotten in either copy is forgotten."""

_TABLES = """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('sessions', 'journal')
    AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE '!_%' ESCAPE '!' AND name NOT LIKE 'v!_%' ESCAPE '!'"""


def merge_tables(connection: Any, found: Salvaged, but: Collection[str] = ()) -> None:
    """Merges every table but the journal and what is derived from it; `connection` has the tables and columns that the
    damaged file had."""
    for table in _tables(connection, found, but):
        if table.whole and table.layout.name not in ONLY_GROW:
            connection.execute(f"DELETE FROM {table.layout.name}")
        _put(connection, table, "REPLACE")


def unite_tables(connection: Any, found: Salvaged, later: bool, but: Collection[str] = ()) -> None:
    """Merges the same tables with a backup that was brought from elsewhere: no row of either is dropped, and where both
    have a row the later one wins: the damaged file's if `later`, else the backup's."""
    renumber(connection, found)
    apart = have_diverged(connection, found)
    for table in _tables(connection, found, but):
        own = table.layout.name == _FACTS and apart and table.whole
        if own:
            # This device's identity and grants come from the desk on this laptop, not from the backup.
            connection.execute(f"DELETE FROM {_FACTS}")
        _put(connection, table, "REPLACE" if later or own else "IGNORE")


def _tables(connection: Any, found: Salvaged, but: Collection[str]) -> list[Table]:
    names = [name for (name,) in connection.execute(_TABLES).fetchall() if name not in but]
    return [found.tables[name] for name in names if name in found.tables]


def not_whole(connection: Any, found: Salvaged) -> tuple[str, ...]:
    """The tables from which rows may be missing."""
    return tuple(name for (name,) in connection.execute(_TABLES).fetchall() if not found.is_whole(name))


def _put(connection: Any, table: Table, else_: Literal["REPLACE", "IGNORE"]) -> None:
    name = table.layout.name
    known = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()}
    columns = [column.name for column in table.layout.columns]
    for length, rows in _by_length(table.rows):
        places = [place for place, column in enumerate(columns[:length]) if column in known]
        names, marks = ", ".join(columns[place] for place in places), ", ".join("?" for _ in places)
        query = f"INSERT OR {else_} INTO {name} ({names}) VALUES ({marks})"
        connection.executemany(query, [tuple(row[place] for place in places) for row in rows])


def _by_length(rows: Iterable[tuple[Value, ...]]) -> list[tuple[int, list[tuple[Value, ...]]]]:
    """The rows grouped by length: rows from before a column was added are shorter."""
    found: dict[int, list[tuple[Value, ...]]] = {}
    for row in rows:
        found.setdefault(len(row), []).append(row)
    return sorted(found.items())


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
_NAMELESS = StoredLearner(position=0, roll="", learner=None, name_bn=None, name_en=None, notice="", consented_on="")


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
    return Rosters(db).add_line(known, _NAMELESS, listed=False)
