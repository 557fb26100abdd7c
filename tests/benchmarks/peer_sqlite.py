"""The same questions on plain SQLite: the same rows in a file of its own, with the indices that help it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from bsuh_desktop.register.dimension_tables import CountedTables
from bsuh_desktop.register.queries import OF_LEARNERS, Dimension, Filters

_CACHE_KB = 1_000_000


class SqliteRegister:
    """A database in `folder` with the classes of `counted` and `learners` as of `dimension_tables.learner_rows`."""

    def __init__(self, folder: Path, counted: CountedTables, learners: pa.Table) -> None:
        self._words = counted.words
        self._database = sqlite3.connect(folder / "peer.sqlite", isolation_level=None)
        for pragma in ("journal_mode=off", "synchronous=off", f"cache_size=-{_CACHE_KB}", "temp_store=memory"):
            self._database.execute(f"pragma {pragma}")
        for name, table in (("classes", counted.classes), ("learners", learners)):
            columns = ", ".join(f"{column} integer" for column in table.column_names)
            key = "primary key" if name == "classes" else ""
            self._database.execute(f"create table {name} ({columns.replace('row integer', f'row integer {key}', 1)})")
            marks = ", ".join("?" * table.num_columns)
            rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
            self._database.execute("begin")
            # Days are numbers to it: what it compares fastest.
            plain = (tuple(v.toordinal() if hasattr(v, "toordinal") else v for v in row) for row in rows)
            self._database.executemany(f"insert into {name} values ({marks})", plain)
            self._database.execute("commit")
        self._database.execute("create index of_class on learners (row)")
        for name in ("district", "division", "month", "module"):
            self._database.execute(f"create index of_{name} on classes (by_{name})")
        self._database.execute("analyze")

    def groups(self, by: Sequence[Dimension], filters: Filters) -> dict[tuple[str, ...], tuple[int, ...]]:
        """The counts of `queries.Counts` of each group."""
        keys = [f"by_{name}" for name in by]
        where = self._where(filters)
        of_class = [key for name, key in zip(by, keys, strict=True) if name not in OF_LEARNERS]
        joined = bool(of_class or where != "1")
        rows = f"learners join classes using (row) where {where}" if joined else "learners"
        grouped = f"group by {', '.join(keys)}" if keys else ""
        heads = self._rows(
            f"""select {"".join(f"{key}, " for key in keys)} sum(heads),
            count(distinct person) + coalesce(sum(heads) filter (where person is null), 0),
            coalesce(sum(heads) filter (where presence in (1, 2)), 0),
            count(distinct person) filter (where presence in (1, 2))
            + coalesce(sum(heads) filter (where person is null and presence in (1, 2)), 0),
            coalesce(sum(heads) filter (where presence in (2, 3)), 0) from {rows} {grouped}""",
            by,
        )
        rooms = self._rows(
            f"""select {"".join(f"{key}, " for key in keys)} count(*), sum(minutes), sum(later)
            from {self._held(keys, of_class, where)} {grouped}""",
            by,
        )
        return {
            key: (classes, total, unique, present, reached, certificates, minutes, later)
            for key, (classes, minutes, later) in rooms.items()
            for total, unique, present, reached, certificates in [heads.get(key, (0,) * 5)]
        }

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _held(self, keys: Sequence[str], of_class: Sequence[str], where: str) -> str:
        if len(keys) == len(of_class):
            return f"classes where {where}"
        seen = f"select distinct {', '.join(keys)}, row from learners join classes using (row) where {where}"
        return f"({seen}) join (select row, minutes, later from classes) using (row)"

    def _rows(self, asked: str, by: Sequence[Dimension]) -> dict[tuple[str, ...], tuple[int, ...]]:
        found: dict[tuple[str, ...], tuple[int, ...]] = {}
        for row in self._database.execute(asked):
            values = zip(by, row[: len(by)], strict=True)
            found[tuple(self._words[name][code] for name, code in values)] = row[len(by) :]
        return found

    def _where(self, filters: Filters) -> str:
        parts = ["1"] if filters == Filters() else []
        wanted: dict[Dimension, Sequence[str]] = {
            "module": filters.modules,
            "partner": tuple(map(str, filters.partners)),
            "division": filters.divisions,
            "district": filters.districts,
        }
        for name, values in wanted.items():
            if values:
                codes = ", ".join(str(self._words[name].index(value)) for value in values)
                parts.append(f"by_{name} in ({codes})")
        if filters.first:
            parts.append(f"day >= {filters.first.toordinal()}")
        if filters.last:
            parts.append(f"day <= {filters.last.toordinal()}")
        return " and ".join(parts)
