"""Merges the rows that were found into a backup or a new file; the damaged file's rows are the later ones.

A row that only the backup has is kept if the damaged table cannot be read completely; otherwise it was deleted since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

from bsuh_desktop.store.salvage.read_damaged import Salvaged
from bsuh_desktop.store.salvage.read_tables import Table
from bsuh_desktop.store.salvage.records import Value
from bsuh_desktop.store.salvage.unite_copies import have_diverged, renumber

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
