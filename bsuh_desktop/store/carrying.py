"""Carries over what a damaged file still holds beyond a backup: whole sessions whose chain holds, lists, serials.

The backup is an earlier state of the same file, so that a row has one key in both. What cannot be read is left.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.store import views
from bsuh_desktop.store.database import connect, wrapped
from bsuh_desktop.store.facts import DELETIONS, Facts
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.office import Office
from bsuh_desktop.store.outgoing import SERIALS_FROM
from bsuh_desktop.store.proving import END, ENDS, has_more
from bsuh_desktop.store.upgrade import NAMES, upgrade

GAP = 1000
"""Serials that are left out where nobody can read any more which were given: a class has at most 200."""

_SESSIONS, _JOURNAL, _SERIALS = "sessions", "journal", "certificates"
_OFFICE = {"given", "key_lists"}
_SEQ_BITS = 32
_MIGRATIONS = "SELECT count(*) FROM _sqlite_migrations"
_DELETIONS = f"SELECT value FROM facts WHERE name = '{DELETIONS}'"
_TABLES = f"""SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('{_SESSIONS}', '{_JOURNAL}')
    AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE '!_%' ESCAPE '!' AND name NOT LIKE 'v!_%' ESCAPE '!'"""


class Carried(msgspec.Struct, frozen=True):
    """How many classes had more in the damaged file, and whether everything in it could be read."""

    classes: int
    everything: bool


def carry_over(damaged: Path, into: Path, key: bytes) -> Carried:
    """Brings everything that can be read of `damaged`, which is not changed, into the proved file `into`."""
    old = _Old(damaged, key)
    with contextlib.closing(connect(into, key, "rw")) as connection:
        db = wrapped(connection)
        # What makes it whole comes afterwards, as one: a proof of the file, a sync, a name.
        connection.execute("PRAGMA synchronous = OFF")
        # Asked before the backup is brought up to date: a damaged file that an older app wrote, and the backup of the
        # same day, have both fewer tables and columns than there are now.
        later = _is_later(old, connection)
        upgrade(db)
        if not later:
            _leave_a_gap(db)
            Office(db).skip()
            return Carried(0, False)
        with db.atomic():
            carried = {table for (table,) in _rows(connection, _TABLES) if _replace_all(connection, table, old)}
            if _SERIALS not in carried:
                _leave_a_gap(db)
            if not carried >= _OFFICE:
                Office(db).skip()
            classes = sum(_carry_session(db, old, *row) for row in old.rows(f"SELECT * FROM {_SESSIONS}") or [])
    return Carried(classes, old.was_whole)


class _Old:
    """The damaged file. On a connection that has met an altered page SQLCipher reads nothing more; a new one does."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self.was_whole = True

    def has(self, table: str) -> bool:
        """False for a table that came with a later app than the one that wrote this file."""
        found = self.rows("SELECT count(*) FROM sqlite_master WHERE name = ?", (table,))
        return found is None or found[0][0] > 0 or self.rows(_MIGRATIONS) == [(len(NAMES),)]

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]] | None:
        """All rows, or None where not all can be read."""
        from sqlcipher3 import dbapi2

        try:
            with contextlib.closing(connect(self._path, self._key, "ro")) as connection:
                return _rows(connection, query, values)
        except KnownError as error:
            if error.code not in DAMAGED | {"store_read_only"}:
                raise
        except dbapi2.OperationalError:
            # A file that has lost its log, or all of itself, may not have the table yet.
            pass
        self.was_whole = False
        return None


def _is_later(old: _Old, backup: Any) -> bool:
    """False if the damaged file is of an earlier state than the backup, as one that has lost its log: then it may hold
    names that were deleted since, and nothing that the backup has not."""
    for query in (_MIGRATIONS, _DELETIONS):
        if (old.rows(query) or []) < _rows(backup, query):
            return False
    return not any(has_more(end, old.rows(END, (number,))) for number, end in _rows(backup, ENDS))


def _carry_session(db: Any, old: _Old, number: int, session: str) -> bool:
    """True if the session has more than before, and its chain holds."""
    first = number << _SEQ_BITS
    rows = old.rows(f"SELECT * FROM {_JOURNAL} WHERE id > ? AND id < ?", (first, first + (1 << _SEQ_BITS)))
    if not rows:
        return False
    before = Journal(db, run="").head(session)
    with _whole_or_not_at_all(db):
        _replace(db.conn, _SESSIONS, [(number, session)])
        _replace(db.conn, _JOURNAL, rows)
        journal = Journal(db, run="")
        views.rebuild(db, journal.state(session))
        return journal.head(session) != before
    old.was_whole = False
    return False


@contextlib.contextmanager
def _whole_or_not_at_all(db: Any) -> Iterator[None]:
    try:
        with db.atomic():
            yield
    except KnownError as error:
        if error.code not in DAMAGED:
            raise


def _leave_a_gap(db: Any) -> None:
    last = _rows(db.conn, f"SELECT coalesce(max(counter), 0) FROM {_SERIALS}")[0][0]
    Facts(db).put(SERIALS_FROM, (last + GAP).to_bytes(8, "big"))


def _replace_all(connection: Any, table: str, old: _Old) -> bool:
    """The rows of the damaged file are the later ones; a table that cannot be read stays as the backup has it. False
    then."""
    if not old.has(table):
        return True
    columns = old.rows(f"SELECT name FROM pragma_table_info('{table}')")
    rows = old.rows(f"SELECT * FROM {table}")
    if not columns or rows is None:
        return False
    connection.execute(f"DELETE FROM {table}")
    _replace(connection, table, rows, [name for (name,) in columns])
    return True


def _replace(connection: Any, table: str, rows: list[tuple[Any, ...]], columns: Sequence[str] = ()) -> None:
    """`columns` are those of the file that the rows come from: an older one has fewer."""
    if rows:
        places = ", ".join("?" for _ in rows[0])
        names = f" ({', '.join(columns)})" if columns else ""
        connection.executemany(f"INSERT OR REPLACE INTO {table}{names} VALUES ({places})", rows)


def _rows(connection: Any, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
    return rows
