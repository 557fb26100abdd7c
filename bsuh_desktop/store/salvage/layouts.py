"""Column layouts of tables, as SQLite itself reads their CREATE statements, and whether a row fits a layout."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from bsuh_desktop.store.salvage.records import Value
from bsuh_desktop.store.salvage.scan_pages import SchemaRow

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

    def row(self, number: int, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values of a row with its number inserted."""
        if self.key is None or self.key >= len(values):
            return values
        return (*values[: self.key], number, *values[self.key + 1 :])

    def fits(self, values: tuple[Value, ...]) -> bool:
        """True if these can be a row of this table. Rows from before a column was added have fewer values."""
        needed = max((place for place, one in enumerate(self.columns, start=1) if one.required), default=1)
        if not needed <= len(values) <= len(self.columns):
            return False
        return all(_fits(column, value) for column, value in zip(self.columns, values, strict=False))

    def tells(self, values: tuple[Value, ...], sessions: Collection[str]) -> int:
        """Score for a row that fits several tables: how many known classes it names; -1 if it names an unknown one."""
        named = [value for one, value in zip(self.columns, values, strict=False) if one.name == SESSION]
        return len(named) if all(session in sessions for session in named) else -1


def layouts(plans: Iterable[SchemaRow]) -> dict[str, Layout]:
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


def _layout(connection: Any, plan: SchemaRow) -> Layout:
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


def _fits(column: Column, value: Value) -> bool:
    if value is None:
        return not column.required
    return isinstance(value, _TYPES.get(column.type, object))
