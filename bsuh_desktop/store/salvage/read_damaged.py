"""Reads everything that a damaged data file and its log still contain, and reports tables that may be incomplete.

Columns are laid out as SQLite itself reads the CREATE statements. A table is read from its root page down to every page
that can be read; pages below a damaged page are assigned by their content, if only one table can have such rows."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.store.salvage import records
from bsuh_desktop.store.salvage.pages import Pages, read_bytes

SESSION = "session"
_TYPES: dict[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


class Column(msgspec.Struct, frozen=True):
    """One column."""

    name: str
    type: str
    """The declared type."""
    required: bool
    """True if every row must have a value."""


class Layout(msgspec.Struct, frozen=True):
    """The layout of one table."""

    name: str
    root: int
    """Page where the table begins; 0 if not known."""
    columns: tuple[Column, ...]
    """In the order in which a row stores them."""
    key: int | None
    """Index of the INTEGER PRIMARY KEY, which is the row's own number and not stored among the values; None if there is
    none."""
    keyed: bool
    """True for a table without row numbers (WITHOUT ROWID), which is stored like an index."""

    def row(self, number: int, values: tuple[records.Value, ...]) -> tuple[records.Value, ...]:
        """The values of a row with its number inserted."""
        if self.key is None or self.key >= len(values):
            return values
        return (*values[: self.key], number, *values[self.key + 1 :])

    def fits(self, values: tuple[records.Value, ...]) -> bool:
        """True if these can be a row of this table. Rows from before a column was added have fewer values."""
        needed = max((place for place, one in enumerate(self.columns, start=1) if one.required), default=1)
        if not needed <= len(values) <= len(self.columns):
            return False
        return all(_fits(column, value) for column, value in zip(self.columns, values, strict=False))

    def tells(self, values: tuple[records.Value, ...], sessions: Collection[str]) -> int:
        """Score for a row that fits several tables: how many known classes it names; -1 if it names an unknown one."""
        named = [value for one, value in zip(self.columns, values, strict=False) if one.name == SESSION]
        return len(named) if all(session in sessions for session in named) else -1


def layouts(plans: Iterable[records.SchemaRow]) -> dict[str, Layout]:
    """The layout of every table whose CREATE statement can be read, by name."""
    from sqlcipher3 import dbapi2

    found = {}
    with contextlib.closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        for plan in plans:
            # A statement of a newer SQLite, or of one of its internal tables, which nobody may create.
            with contextlib.suppress(dbapi2.DatabaseError):
                connection.execute(plan.sql)
                found[plan.name] = _layout(connection, plan)
    return found


def _layout(connection: Any, plan: records.SchemaRow) -> Layout:
    query = 'SELECT name, upper(type), "notnull", dflt_value, pk FROM pragma_table_info(?)'
    columns = connection.execute(query, (plan.name,)).fetchall()
    query = "SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'"
    keyed = bool(connection.execute(query, (plan.name,)).fetchone()[0])
    keys = [column for column in columns if column[4]]
    alone = len(keys) == 1 and keys[0][1] == "INTEGER" and not keyed
    if keyed:
        columns = [*sorted(keys, key=lambda column: int(column[4])), *(one for one in columns if not one[4])]
    return Layout(
        plan.name,
        plan.root,
        tuple(Column(one[0], one[1], bool(one[2] or (one[4] and keyed)) and one[3] is None) for one in columns),
        columns.index(keys[0]) if alone else None,
        keyed,
    )


def _fits(column: Column, value: records.Value) -> bool:
    if value is None:
        return not column.required
    return isinstance(value, _TYPES.get(column.type, object))


_DERIVED = ("v_", "journal")
"""Tables whose rows are not read: views are rebuilt, and events are recognised by their hashes on any page."""

_INDEX = Layout("", 0, (), None, keyed=True)
_KEYED = {records.TABLE_LEAF: False, records.INDEX_LEAF: True, records.INDEX_INNER: True}
_INNER = (records.TABLE_INNER, records.INDEX_INNER)
Numbered = tuple[int, tuple[records.Value, ...]]
"""A row's number (0 if its table has none) and its values."""


class Table(msgspec.Struct):
    """What can be read of a table."""

    layout: Layout
    rows: list[tuple[records.Value, ...]] = []
    whole: bool = True
    """True if no row can be missing."""


Tables = dict[str, Table]


def read_tables(pages: Pages, known: Iterable[Layout], indexes: Iterable[int], sessions: Collection[str]) -> Tables:
    """The rows of every table of `known`, by name. A page that no readable page refers to is assigned to the one table
    that it can belong to, by its values and by the classes (`sessions`) that it names. `indexes` are the root pages of
    indexes, which have no rows of their own. If the file's pages cannot be verified, nothing is read."""
    tables = {layout.name: Table(layout, whole=layout.root > 0) for layout in known}
    reached = set[int]()
    for root in indexes:
        reached |= set(_below(pages, Table(_INDEX, whole=False), root, reached))
    for table in tables.values():
        for number in _below(pages, table, table.layout.root, reached):
            reached.add(number)
            if not table.layout.name.startswith(_DERIVED):
                _take(pages, table, number)
        table.whole = table.whole and pages.log_is_whole
    broken = [table for table in tables.values() if not table.whole]
    for number in sorted(set(pages.numbers()) - reached) if broken else ():
        _take_lost(pages, broken, number, sessions)
    return tables


def is_whole(pages: Pages, root: int) -> bool:
    """True if every page of a table with row numbers can be read."""
    table = Table(msgspec.structs.replace(_INDEX, keyed=False))
    return len(list(_below(pages, table, root, ()))) > 0 and table.whole


def holds_key(pages: Pages, root: int, key: int) -> bool | None:
    """True if a table with row numbers has a row under `key`; None if the page that would contain it cannot be read."""
    seen = set[int]()
    number = root
    with contextlib.suppress(records.Unreadable):
        while number not in seen | pages.outdated and (page := pages.get(number)) is not None:
            seen.add(number)
            kind = records.kind_of(page, number)
            if kind == records.TABLE_LEAF:
                return any(records.table_cell(page, cell)[0] == key for cell in records.cells_of(page, number))
            if kind != records.TABLE_INNER:
                return None
            number = _next(page, number, key)
    return None


def _next(page: bytes, number: int, key: int) -> int:
    """The child page of an inner page that contains `key` if any does: each child except the last contains keys up to
    the number beside it."""
    for cell in records.cells_of(page, number):
        if key <= records.number_at(page, cell + 4)[0]:
            return int.from_bytes(page[cell : cell + 4], "big")
    return records.children_of(page, number)[-1]


def _below(pages: Pages, table: Table, root: int, reached: Collection[int]) -> Iterator[int]:
    """The readable pages of a table; sets `whole` to False if one cannot be read."""
    kinds = (
        (records.INDEX_INNER, records.INDEX_LEAF) if table.layout.keyed else (records.TABLE_INNER, records.TABLE_LEAF)
    )
    waiting, seen = [root] if root else [], set[int]()
    while waiting:
        number = waiting.pop()
        page = pages.get(number) if pages.proved and number not in seen and number not in reached else None
        if page is None or records.kind_of(page, number) not in kinds:
            table.whole = False
            continue
        seen.add(number)
        table.whole = table.whole and number not in pages.outdated
        try:
            waiting += reversed(records.children_of(page, number)) if records.kind_of(page, number) in _INNER else ()
        except records.Unreadable:
            table.whole = False
        yield number


def _take(pages: Pages, table: Table, number: int) -> None:
    for row in _rows(pages, number):
        if row is None or not table.layout.fits(row[1]):
            table.whole = False
        else:
            table.rows.append(table.layout.row(*row))


def _take_lost(pages: Pages, tables: Sequence[Table], number: int, sessions: Collection[str]) -> None:
    page = pages.get(number)
    keyed = _KEYED.get(records.kind_of(page, number)) if page else None
    rows = [row for row in _rows(pages, number) if row is not None] if keyed is not None else []
    fitting = [table for table in tables if table.layout.keyed is keyed]
    weights = [_weight(table.layout, rows, sessions) for table in fitting]
    most = max(weights, default=-1)
    if rows and most >= 0 and weights.count(most) == 1:
        table = fitting[weights.index(most)]
        if not table.layout.name.startswith(_DERIVED):
            table.rows += [table.layout.row(*row) for row in rows]


def _weight(layout: Layout, rows: Sequence[Numbered], sessions: Collection[str]) -> int:
    """The score for these rows belonging to this table; -1 if they cannot."""
    if not all(layout.fits(values) for _, values in rows):
        return -1
    return min((layout.tells(values, sessions) for _, values in rows), default=-1)


def _rows(pages: Pages, number: int) -> Iterator[Numbered | None]:
    """The rows on a page; None for each row that cannot be read to its end."""
    page = pages.get(number)
    kind = records.kind_of(page, number) if page else records.TABLE_INNER
    if page is None or kind == records.TABLE_INNER:
        return
    try:
        cells = records.cells_of(page, number)
    except records.Unreadable:
        yield None
        return
    for cell in cells:
        try:
            yield _row(pages, page, kind, cell)
        except records.Unreadable:
            yield None


def _row(pages: Pages, page: bytes, kind: int, cell: int) -> Numbered:
    if kind == records.TABLE_LEAF:
        number, size, at = records.table_cell(page, cell)
        return number, records.values_in(records.table_row(page, size, at, pages.get))
    return 0, records.values_in(records.index_row(page, cell + 4 if kind == records.INDEX_INNER else cell, pages.get))


Rows = dict[int, list[records.Row]]
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

    def rows(self, table: str) -> list[tuple[records.Value, ...]]:
        """The rows found of a table."""
        return self.tables[table].rows if table in self.tables else []

    def columns(self, table: str, *names: str) -> list[tuple[records.Value, ...]]:
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
    file: Path, log: Path, key: bytes, plans: Sequence[records.SchemaRow] = (), salts: Sequence[bytes] = ()
) -> Salvaged:
    """Reads everything in `file` and its `log` that can be verified. `plans` are used if the file's own schema cannot
    be read: those of a backup, or of a new file, whose root pages do not apply here (root 0). `salts` are those of
    backups. Raises OSError."""
    pages = Pages(read_bytes(file), read_bytes(log), key, salts)
    scanned = records.scan(pages)
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
