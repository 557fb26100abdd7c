"""How the rows of a table are laid out, as SQLite itself reads its plan, and whether a row can be one of them."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from bsuh_desktop.store.salvage.records import Value
from bsuh_desktop.store.salvage.scan_pages import Plan

SESSION = "session"
_TYPES: dict[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


class Column(msgspec.Struct, frozen=True):
    """One column: its declared type, and whether a row may be without it."""

    name: str
    type: str
    required: bool


class Layout(msgspec.Struct, frozen=True):
    """`columns` stand in the order in which a row holds them. `key` is the place of the one that is the row's own
    number and does not stand in it, None where there is none; a `keyed` table has no numbers and is kept like an
    index. It begins at page `root`, 0 where that is not known."""

    name: str
    root: int
    columns: tuple[Column, ...]
    key: int | None
    keyed: bool

    def row(self, number: int, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values of a row with its number among them."""
        if self.key is None or self.key >= len(values):
            return values
        return (*values[: self.key], number, *values[self.key + 1 :])

    def fits(self, values: tuple[Value, ...]) -> bool:
        """True if these can be a row of this table. One of before a column was added has fewer values."""
        needed = max((place for place, one in enumerate(self.columns, start=1) if one.required), default=1)
        if not needed <= len(values) <= len(self.columns):
            return False
        return all(_fits(column, value) for column, value in zip(self.columns, values, strict=False))

    def tells(self, values: tuple[Value, ...], sessions: Collection[str]) -> int:
        """How much speaks for a row of this table where others would fit, too: classes that are known; -1 for one that
        is not."""
        named = [value for one, value in zip(self.columns, values, strict=False) if one.name == SESSION]
        return len(named) if all(session in sessions for session in named) else -1


def layouts(plans: Iterable[Plan]) -> dict[str, Layout]:
    """The layout of every table whose plan can be read, by its name."""
    from sqlcipher3 import dbapi2

    found = {}
    with contextlib.closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        for plan in plans:
            # A plan of a newer SQLite, or of one of its own tables, which nobody may make.
            with contextlib.suppress(dbapi2.DatabaseError):
                connection.execute(plan.sql)
                found[plan.name] = _layout(connection, plan)
    return found


def _layout(connection: Any, plan: Plan) -> Layout:
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
