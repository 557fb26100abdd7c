"""Figures of a country against the same questions on plain SQLite, in one run."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from msgspec.structs import astuple

from bsuh_desktop.register.arrow_rows import Segments, Tables, packed
from bsuh_desktop.register.counts import CountedClasses
from bsuh_desktop.register.dimension_tables import counted_tables, learner_rows
from bsuh_desktop.register.queries import Dimension, Filters
from tests.benchmarks.many_learners import MODULES, SIZE, all_count, many_tables, places_of
from tests.benchmarks.peer_sqlite import SqliteRegister
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.sources import ROOT

COUNTRY, SMALL = 62_500, 625
"""Classes: 2.5 million learners, and 25,000."""

LIMIT = 0.2
CELL_LIMIT = 10
PARTS = 10
"""Segments of the country, for its opening."""

MOST_MEMORY, MOST_SECONDS = 600_000_000, 10
"""Bytes of the whole process once it has answered; seconds of the processor for reading and opening."""
_YEAR = Filters(datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
QUESTIONS: dict[str, tuple[tuple[Dimension, ...], Filters]] = {
    "whole": ((), Filters()),
    "districts": (("district",), Filters()),
    "months": (("month",), Filters()),
    "divisions": (("division",), Filters()),
    "module and grade": (("module", "grade"), Filters()),
    "half a year by district": (("district",), _YEAR),
    "one module, the whole": ((), Filters(modules=MODULES[:1])),
    "one module by division and month": (("division", "month"), Filters(modules=MODULES[:1])),
}


def peer_of(tables: Tables, places: pa.Table, folder: Path) -> SqliteRegister:
    return SqliteRegister(folder, counted_tables(tables, {}, places), learner_rows(tables.learners))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CountedClasses, SqliteRegister]]:
    """A small country, and the same on SQLite."""
    tables, places = many_tables(SMALL), places_of(SMALL)
    with (
        CountedClasses.open(tables, all_count(tables), places, CELL_LIMIT) as picture,
        closing(peer_of(tables, places, tmp_path_factory.mktemp("peer"))) as peer,
    ):
        yield picture, peer


@pytest.mark.parametrize("name", [*QUESTIONS, "grades of two divisions", "upazilas of a partner"])
def test_a_small_country_has_the_numbers_of_sqlite(name: str, small: tuple[CountedClasses, SqliteRegister]) -> None:
    more: dict[str, tuple[tuple[Dimension, ...], Filters]] = {
        "grades of two divisions": (("grade", "channel"), Filters(divisions=("10", "20"))),
        "upazilas of a partner": (("upazila", "channel"), Filters(partners=(2, 3))),
    }
    by, filters = (QUESTIONS | more)[name]
    picture, peer = small
    ours = {group.values: astuple(group.counts) for group in picture.groups(by, filters)}
    assert ours == peer.groups(by, filters)
    assert 0 < sum(numbers[1] for numbers in ours.values()) <= SMALL * SIZE


@pytest.mark.parametrize("by", ["district", "grade", "module"])
def test_by_attributes_a_small_country_adds_up_to_the_numbers_of_sqlite(
    by: Dimension, small: tuple[CountedClasses, SqliteRegister]
) -> None:
    picture, peer = small
    sums: Counter[str] = Counter()
    for group in picture.rounded_groups((by, "sex", "age", "disability")):
        sums[group.values[0]] += group.counts.total
    assert sums == {values[0]: numbers[1] for values, numbers in peer.groups((by,), Filters()).items()}


def test_every_figure_takes_at_most_a_fifth_of_sqlite(size: Size, tmp_path: Path) -> None:
    classes = size.of(COUNTRY, SMALL)
    tables, places = many_tables(classes), places_of(classes)
    theirs = peer_of(tables, places, tmp_path)
    with CountedClasses.open(tables, all_count(tables), places, CELL_LIMIT) as picture, closing(theirs) as peer:
        ratios: dict[str, float] = {}
        for name, (by, filters) in QUESTIONS.items():
            ways = {
                "register": Way(lambda by=by, filters=filters: picture.groups(by, filters)),  # type: ignore[misc]
                "SQLite": Way(lambda by=by, filters=filters: peer.groups(by, filters)),  # type: ignore[misc]
            }
            seconds = size.measured(ways, turns=3, clock=time.perf_counter)
            ratios[name] = ratio(seconds, "register", "SQLite")
            print(f"\n{name}\n{table(seconds, 'SQLite')}")
    for name, value in ratios.items():
        size.at_most(value, LIMIT, name)


OPENING = """
import json, sys, time
from pathlib import Path
import psutil
from bsuh_desktop.register.counts import CountedClasses
from bsuh_desktop.register.arrow_rows import Segments
from tests.benchmarks.many_learners import all_count, places_of

began = time.process_time()
rows = Segments(Path(sys.argv[1]), bytes(32)).load()
loaded = time.process_time()
standing, places = all_count(rows), places_of(rows.classes.num_rows)
before = time.process_time()
with CountedClasses.open(rows, standing, places, 10) as picture:
    del rows
    opened = time.process_time()
    picture.groups(("district",))
    asked = time.process_time()
    memory = psutil.Process().memory_info()
print(json.dumps({"read_s": loaded - began, "open_s": opened - before, "first_s": asked - opened, "rss": memory.rss}))
"""


def test_a_country_is_open_in_seconds(size: Size, tmp_path: Path) -> None:
    segments = Segments(tmp_path, bytes(32))
    parts = size.of(PARTS, 2)
    part = size.of(COUNTRY, SMALL) // parts
    for seed in range(parts):
        segments.append(packed(many_tables(part, seed, first=seed * part)))
    told = subprocess.run(
        [sys.executable, "-c", OPENING, tmp_path], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    seen = json.loads(told.stdout)
    stored = sum(path.stat().st_size for path in tmp_path.iterdir())
    print(f"\nsegments {stored / 1e6:.0f} MB", {name: round(value, 2) for name, value in seen.items()})
    size.at_most(seen["rss"], MOST_MEMORY)
    size.at_most(seen["read_s"] + seen["open_s"], MOST_SECONDS)
