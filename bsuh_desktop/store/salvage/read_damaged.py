"""Reads everything that a damaged data file and its log still contain, and reports tables that may be incomplete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.store.salvage.layouts import layouts
from bsuh_desktop.store.salvage.pages import Pages, read_bytes
from bsuh_desktop.store.salvage.read_tables import Table, holds_key, is_whole, read_tables
from bsuh_desktop.store.salvage.records import Value
from bsuh_desktop.store.salvage.scan_pages import Row, SchemaRow, scan

Rows = dict[int, list[Row]]
"""The rows found for each sequence number of one class's journal, the latest first."""

_FIRST_PAGE = 1


class SalvagedJournal(msgspec.Struct, frozen=True):
    """What was found of one class's journal."""

    number: int
    """The session's number in that file."""
    rows: Rows
    end: int = 0
    """The highest sequence number that certainly existed."""


class Salvaged(msgspec.Struct, frozen=True):
    """Everything that could be read."""

    journals: dict[str, SalvagedJournal]
    """By session."""
    tables: dict[str, Table]
    """By name."""
    planned: bool
    """True if it is known for certain which tables there were."""
    pages: Pages

    def listed(self) -> dict[int, str]:
        """The sessions that the file lists, number to session, whether any event of them was found or not."""
        return {row[0]: row[1] for row in self.rows("sessions") if isinstance(row[0], int) and isinstance(row[1], str)}

    def rows(self, table: str) -> list[tuple[Value, ...]]:
        """The rows found of a table."""
        return self.tables[table].rows if table in self.tables else []

    def columns(self, table: str, *names: str) -> list[tuple[Value, ...]]:
        """The values of some columns in the rows found of a table."""
        if table not in self.tables:
            return []
        places = [column.name for column in self.tables[table].layout.columns]
        wanted = [places.index(name) for name in names]
        return [tuple(row[place] for place in wanted) for row in self.rows(table)]

    def is_whole(self, table: str) -> bool:
        """True if no row of the table is missing, also if the file never had such a table."""
        return self.tables[table].whole if table in self.tables else self.planned

    def fact(self, name: str) -> bytes | None:
        """The value of a fact; None if it does not exist or cannot be read."""
        found = [row[1] for row in self.rows("facts") if row[0] == name]
        return found[0] if found and isinstance(found[0], bytes) else None

    def migrations(self) -> list[str]:
        """The names of the migrations applied to the file; empty if they cannot be read completely."""
        table = self.tables.get("_sqlite_migrations")
        return [str(row[2]) for row in table.rows] if table is not None and table.whole else []

    def lacks(self, key: int) -> bool:
        """True if the file certainly has no event under that key of the journal."""
        table = self.tables.get("journal")
        if table is None or not self.pages.log_is_whole:
            return False
        return holds_key(self.pages, table.layout.root, key) is False


def read_damaged(
    file: Path, log: Path, key: bytes, plans: Sequence[SchemaRow] = (), salts: Sequence[bytes] = ()
) -> Salvaged:
    """Reads everything in `file` and its `log` that can be verified. `plans` are used if the file's own schema cannot
    be read: those of a backup, or of a new file, whose root pages do not apply here (root 0). `salts` are those of
    backups. Raises OSError."""
    pages = Pages(read_bytes(file), read_bytes(log), key, salts)
    scanned = scan(pages)
    planned = is_whole(pages, _FIRST_PAGE)
    known = {plan.name: plan for plan in plans if not planned} | scanned.plans
    journals = _journals(scanned.events, scanned.ends)
    indexes = [plan.root for plan in known.values() if not plan.sql]
    found = layouts(plan for plan in known.values() if plan.sql).values()
    tables = read_tables(pages, found, indexes, journals.keys())
    return Salvaged(journals, tables, planned, pages)


def _journals(events: Mapping[int, Rows], ends: Mapping[int, int]) -> dict[str, SalvagedJournal]:
    """The journals by the session that the headers name; a number that was used for two sessions is split into both."""
    found: dict[str, SalvagedJournal] = {}
    for number, rows in sorted(events.items()):
        for session in _sessions(rows):
            known = found.setdefault(session, SalvagedJournal(number, {}, ends.get(number, 0)))
            for seq, some in rows.items():
                known.rows.setdefault(seq, []).extend(some)
    return found


def _sessions(rows: Rows) -> list[str]:
    """The sessions named by the headers' first bytes; whether the headers are valid is checked when the class is
    rebuilt."""
    begun = {row.header.split(b'"', 2)[1] for some in rows.values() for row in some if row.header.count(b'"') > 1}
    return sorted(name.decode("ascii", "replace") for name in begun)
