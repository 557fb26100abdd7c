"""The product's own figures of a country of plain records, behind the same port as the reference.

Keys are of the product's kind, drawn from the learner alone; everything after them is the product's own code.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from bsuh_desktop.domain.districts import DISTRICTS
from bsuh_desktop.register import queries
from bsuh_desktop.register.arrow_rows import CLASSES, LEARNERS, Tables
from bsuh_desktop.register.counts import CountedClasses
from bsuh_desktop.register.dimension_tables import counted_tables, place_table
from bsuh_desktop.register.facts import WORDS
from bsuh_desktop.register.keyed_rounding import rounded_cells
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.published_figures import FigureCounts
from tests.benchmarks.attack.method import LIMIT, MANY, History, Numbers, learner_key
from tests.benchmarks.attack.questions import ATTRIBUTES, MEASURES, UNKNOWN, Filters, Row, Values
from tests.benchmarks.attack.records import ABSENT, CERTIFICATE, COMBINATIONS, Cell, Version
from tests.benchmarks.many_learners import all_count

YEAR = 2026
_DISTRICTS = {district.code: number for number, district in enumerate(DISTRICTS)}
_FINEST: tuple[queries.Dimension, ...] = (
    "upazila", "month", "module", "partner", "grade", "sex", "age", "disability",
)  # fmt: skip


def tables_of(versions: Sequence[Version]) -> Tables:
    """Classes as the register holds them."""
    return Tables(_classes(versions), _learners(versions))


def _classes(versions: Sequence[Version]) -> pa.Table:
    hashes = [place.to_bytes(32, "big") for place in range(len(versions))]
    made: dict[str, Any] = {
        "file": hashes,
        "session": [f"S{place}" for place in range(len(versions))],
        "key": [b"key"] * len(versions),
        "manifest": hashes,
        "prev": [b""] * len(versions),
        "chain_head": hashes,
        "day": [datetime.date(YEAR, one.cell.month + 1, 1 + one.number % 28) for one in versions],
        "place": [f"eiin:{one.cell.upazila}" for one in versions],
        "place_name": [""] * len(versions),
        "partner": [1 + one.cell.partner for one in versions],
        "facilitator": ["f"] * len(versions),
        "module": [f"m{one.cell.module}" for one in versions],
        "channel": ["cards"] * len(versions),
        "entered_later": [False] * len(versions),
        "doubts": [[]] * len(versions),
    }
    columns = [pa.array(made.get(field.name, [1] * len(versions)), field.type) for field in CLASSES]
    return pa.Table.from_arrays(columns, schema=CLASSES)


def _learners(versions: Sequence[Version]) -> pa.Table:
    rows = [(place, one.cell.grade, who) for place, one in enumerate(versions) for who in one.learners]
    values = [COMBINATIONS[who.combination] for _, _, who in rows]
    made: dict[str, Any] = {
        "row": [place for place, _, _ in rows],
        "learner": [who.learner + 1 for _, _, who in rows],
        "seat": [0] * len(rows),
        "serial": [0] * len(rows),
        "status": [WORDS["status"].index("absent" if who.presence == ABSENT else "present") for _, _, who in rows],
        "awarded": [who.presence == CERTIFICATE for _, _, who in rows],
        "grade": [grade for _, grade, _ in rows],
        "record_key": [learner_key(who.learner) for _, _, who in rows],
        **{name: [WORDS[name].index(one[at]) for one in values] for at, name in enumerate(ATTRIBUTES)},
    }
    columns = [pa.array(made.get(field.name, [1] * len(rows)), field.type) for field in LEARNERS]
    return pa.Table.from_arrays(columns, schema=LEARNERS)


def places_of(versions: Iterable[Version]) -> pa.Table:
    """Each upazila with its district: eight are one."""
    rows = []
    for upazila in sorted({one.cell.upazila for one in versions}):
        district = DISTRICTS[upazila // 8]
        rows.append((f"eiin:{upazila}", f"{upazila:03}", district.code, district.code[:2]))
    return place_table(rows)


def finest(versions: Sequence[Version]) -> dict[Cell, Numbers]:
    """What the product tells of each finest cell: [measure, combination], under the limit or not."""
    if not versions:
        return {}
    counted = counted_tables(tables_of(versions), {}, places_of(versions))
    cells = rounded_cells(counted.classes, counted.records, LIMIT)
    columns = {name: cells[name].to_pylist() for name in cells.column_names}
    words = counted.words
    found: dict[Cell, Numbers] = {one.cell: np.zeros((len(MEASURES), MANY), np.int64) for one in versions}
    for row in range(cells.num_rows):
        text = {name: words[name][columns[f"by_{name}"][row]] for name in _FINEST}
        cell = Cell(
            int(text["upazila"]), int(text["month"][5:]) - 1, int(text["module"][1:]), int(text["partner"]) - 1,
            int(text["grade"] or 0),
        )  # fmt: skip
        number = COMBINATIONS.index((text["sex"], text["age"], text["disability"]))
        found[cell][:, number] = [columns[name][row] for name in MEASURES]
    return found


def told_by_product(told: Sequence[History]) -> list[History]:
    """The same histories, told by the product: the first states of all cells are told together, then the second."""
    figures = [np.zeros_like(one.told) for one in told]
    for state in range(max(len(one.days) for one in told)):
        later = [place for place, one in enumerate(told) if state < len(one.days)]
        now = [
            version
            for place in later
            for version, there in zip(told[place].versions, told[place].there[state], strict=True)
            if there
        ]
        cells = finest(now)
        for place in later:
            total, present, certificates = cells.get(told[place].cell, np.zeros((3, MANY), np.int64))
            figures[place][state] = [total - present, present - certificates, certificates]
    return [replace(one, told=own) for one, own in zip(told, figures, strict=True)]


class ProductFigures:
    """The page's and the command's own figures of one day."""

    def __init__(self, versions: Sequence[Version]) -> None:
        tables = tables_of(versions)
        self._picture = _Labelled(CountedClasses.open(tables, all_count(tables), places_of(versions), LIMIT))

    def ask(self, by: Sequence[str], filters: Filters) -> Mapping[Values, Row]:
        """The rows of one table."""
        (table,) = figures(self._picture, [by], _filters(filters)).tables  # type: ignore[arg-type, list-item]
        return {tuple(map(_value, by, row.values)): _row(row.counts) for row in table.rows}

    def close(self) -> None:
        """Lets go of all rows."""
        self._picture.picture.close()


class _Labelled:
    """A picture as `OpenRegister` gives it, without a programme: labels are nothing here."""

    limit, as_of, source = LIMIT, None, ""

    def __init__(self, picture: CountedClasses) -> None:
        self.picture = picture
        self.labels = self

    def label(self, *_: object) -> None:
        """None is needed."""

    def groups(self, by: Sequence[queries.Dimension], filters: queries.Filters) -> Any:
        """Of attributes those that are rounded."""
        return (self.picture.rounded_groups if set(by) & set(ATTRIBUTES) else self.picture.groups)(by, filters)


def _row(counts: FigureCounts) -> Row:
    total, present, certificates = (
        one if isinstance(one, int) else UNKNOWN for one in (counts.total, counts.present, counts.certificates)
    )
    return total, present, certificates


def _value(name: str, text: str) -> int | str:
    if name in ATTRIBUTES:
        return text
    if name == "district":
        return _DISTRICTS[text]
    if name == "month":
        return int(text[5:]) - 1
    return int(text[1:]) if name == "module" else int(text or 0) - (name == "partner")


def _filters(filters: Filters) -> queries.Filters:
    first = last = None
    if filters.months is not None:
        first, last = (datetime.date(YEAR, month + 1, 1) for month in filters.months)
        last = last.replace(day=calendar.monthrange(YEAR, last.month)[1])
    return queries.Filters(
        first=first,
        last=last,
        modules=tuple(f"m{one}" for one in filters.modules),
        partners=tuple(one + 1 for one in filters.partners),
        districts=tuple(DISTRICTS[one].code for one in filters.districts),
    )
