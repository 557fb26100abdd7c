"""Reads everything that a damaged data file and its log still hold, and says of which tables rows may be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.store.salvage.layouts import layouts
from bsuh_desktop.store.salvage.pages import Pages, read_bytes
from bsuh_desktop.store.salvage.read_tables import Table, holds_key, is_whole, read_tables
from bsuh_desktop.store.salvage.records import Value
from bsuh_desktop.store.salvage.scan_pages import Plan, Row, scan

Rows = dict[int, list[Row]]
"""What stands at each number of one class's journal, the latest first."""

_FIRST_PAGE = 1


class SalvagedJournal(msgspec.Struct, frozen=True):
    """What was found of one class: its number in that file, its events, and the highest number that one surely had."""

    number: int
    rows: Rows
    end: int = 0


class Salvaged(msgspec.Struct, frozen=True):
    """`journals` by class, `tables` by name; `planned` if it is sure which tables there were."""

    journals: dict[str, SalvagedJournal]
    tables: dict[str, Table]
    planned: bool
    pages: Pages

    def listed(self) -> dict[int, str]:
        """The classes that the file knows by their numbers, whether an event of them was found or not."""
        return {row[0]: row[1] for row in self.rows("sessions") if isinstance(row[0], int) and isinstance(row[1], str)}

    def rows(self, table: str) -> list[tuple[Value, ...]]:
        """The rows of a table that were found."""
        return self.tables[table].rows if table in self.tables else []

    def columns(self, table: str, *names: str) -> list[tuple[Value, ...]]:
        """Some columns of the rows of a table that were found."""
        if table not in self.tables:
            return []
        places = [column.name for column in self.tables[table].layout.columns]
        wanted = [places.index(name) for name in names]
        return [tuple(row[place] for place in wanted) for row in self.rows(table)]

    def is_whole(self, table: str) -> bool:
        """True if no row of it is missing; so it is where the file never had such a table."""
        return self.tables[table].whole if table in self.tables else self.planned

    def fact(self, name: str) -> bytes | None:
        """A small fact's value; None where there is none, or it cannot be read."""
        found = [row[1] for row in self.rows("facts") if row[0] == name]
        return found[0] if found and isinstance(found[0], bytes) else None

    def migrations(self) -> list[str]:
        """The names of the migrations that the file went through; none where they cannot be read whole."""
        table = self.tables.get("_sqlite_migrations")
        return [str(row[2]) for row in table.rows] if table is not None and table.whole else []

    def lacks(self, key: int) -> bool:
        """True if the file surely has no event under that key of the journal."""
        table = self.tables.get("journal")
        if table is None or not self.pages.log_is_whole:
            return False
        return holds_key(self.pages, table.layout.root, key) is False


def read_damaged(
    file: Path, log: Path, key: bytes, plans: Sequence[Plan] = (), salts: Sequence[bytes] = ()
) -> Salvaged:
    """Everything of `file` and its `log` that can be proved. `plans` are those of a backup, or of a new file whose
    pages say nothing about this one (root 0): they stand in where the file's own cannot be read. `salts` are those of
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
    """By the class that the headers name; a number that stands for two belongs to each with its own events."""
    found: dict[str, SalvagedJournal] = {}
    for number, rows in sorted(events.items()):
        for session in _sessions(rows):
            known = found.setdefault(session, SalvagedJournal(number, {}, ends.get(number, 0)))
            for seq, some in rows.items():
                known.rows.setdefault(seq, []).extend(some)
    return found


def _sessions(rows: Rows) -> list[str]:
    """As the headers begin; whether they are headers is looked at when the class is put together."""
    begun = {row.header.split(b'"', 2)[1] for some in rows.values() for row in some if row.header.count(b'"') > 1}
    return sorted(name.decode("ascii", "replace") for name in begun)
