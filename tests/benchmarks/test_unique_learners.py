"""Different learners of 2.5 million rows against the same by scipy, time and memory, in processes of their own that
take turns: each counts once, as a command does, and brings what it needs.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_unique_learners.py`.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from typing import Any

import pytest

from tests.benchmarks.linked_rows import ROWS, SHAPES
from tests.benchmarks.ratios import ratio
from tests.benchmarks.sizes import Size, cases
from tests.helpers.peak_memory import linux
from tests.helpers.sources import ROOT

OURS, SCIPY = "numpy", "scipy"
TURNS = 6
COUNTED = """
import json, sys, time
import pyarrow as pa
from bsuh_desktop.register import dimension_tables
from tests.benchmarks import peer_scipy
from tests.benchmarks.linked_rows import SHAPES
from tests.helpers.peak_memory import peak, reset_peak

shape, way, rows = sys.argv[1:]
if way == "scipy":
    dimension_tables._joined = peer_scipy.joined
learners = SHAPES[shape](int(rows))
pa.default_memory_pool().release_unused()
before, began = reset_peak(), time.process_time()
persons = dimension_tables.persons(learners)
seconds, megabytes = time.process_time() - began, peak() - before
began = time.process_time()
dimension_tables.persons(learners)
again = time.process_time() - began
print(json.dumps({"seconds": seconds, "again": again, "megabytes": megabytes, "alone": persons.null_count}))
"""


def counted(shape: str, way: str, rows: int) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-c", COUNTED, shape, way, str(rows)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    seen: dict[str, Any] = json.loads(told.stdout)
    return seen


@linux
@pytest.mark.parametrize(("size", "shape"), cases([(shape,) for shape in SHAPES], ("60 rows each",)))
def test_different_learners_take_no_longer_and_no_more_memory_than_by_scipy(size: Size, shape: str) -> None:
    orders = [(OURS, SCIPY), (SCIPY, OURS)] * (TURNS // 2)
    turns = [{way: counted(shape, way, size.of(ROWS, 6_000)) for way in ways} for ways in orders[: size.of(TURNS, 1)]]
    seen = {what: {way: [turn[way][what] for turn in turns] for way in (OURS, SCIPY)} for what in turns[0][OURS]}
    print(f"\n{shape}")
    for what in size.of(("seconds", "again", "megabytes"), ()):
        told = (f"{statistics.median(all):.2f} ({min(all):.2f} to {max(all):.2f})" for all in seen[what].values())
        print(f"{what:<12}{'  '.join(f'{text:<26}' for text in told)}{ratio(seen[what], OURS, SCIPY):.2f}")
    assert len({*seen["alone"][OURS], *seen["alone"][SCIPY]}) == 1
    if size.full:
        size.at_most(ratio(seen["seconds"], OURS, SCIPY), 1.1)
        size.at_most(ratio(seen["megabytes"], OURS, SCIPY), 1)
