"""No test passes or fails by a clock: outside `tests/benchmarks` none is read, and nobody sleeps without a reason.

Work is counted (`helpers/work.py`), and a wait ends when a thing has happened (`helpers/until.py`). Programs that a
test writes as a string and runs are not looked at.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT

TESTS = ROOT / "tests"

DRAWN = "the moment of a kill is drawn, and nothing is expected of what has happened by then"
ALLOWED: Mapping[str, str] = {
    "helpers/until.py": "the one wait of the suite: it ends generously, and sleeps between two looks at a thing",
    "helpers/crash/kill.py": DRAWN,
    "helpers/crash/installation.py": "a laptop's own clock goes on from one process of it to the next",
    "features/collection/test_country_small.py": "its runs are timed for a benchmark; nothing is expected of it",
    "features/test_rehearsal_kills.py": DRAWN,
    "features/test_two_screens.py": "the moment at which a cable is pulled is drawn",
    "register/test_archive.py": DRAWN,
    "register/test_folder.py": DRAWN,
    "store/salvage/test_mending_killed.py": DRAWN,
}

_TICKING = ("monotonic", "perf_counter", "process_time", "thread_time", "time", "clock_gettime")
CLOCKS = frozenset(
    {f"time.{name}{unit}" for name in _TICKING for unit in ("", "_ns")}
    | {"time.sleep", "asyncio.sleep", "os.times", "resource.getrusage", "signal.pause"}
)
MODULES = frozenset(
    {"timeit", "tests.benchmarks.country.run_collect", "tests.benchmarks.ratios", "tests.benchmarks.pixel_watch"}
)
NAMES = frozenset(
    {"QElapsedTimer", "QDeadlineTimer", "qWait", "qSleep", "msleep", "usleep", "getrusage", "cpu_times", "cpu_percent"}
)
"""Whoever they are asked of."""


def clocks_in(tree: ast.Module) -> list[int]:
    """The lines in which a clock or a sleep is named, or imported by its name."""
    return sorted({line for line, name in _named(tree) if name in CLOCKS or _last(name) in NAMES or _of(name, MODULES)})


def _named(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that stands for something imported, or is asked of something, with all that stands before it."""
    meant: dict[str, str] = {"qtbot": "qtbot"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                meant[one.asname or one.name.split(".")[0]] = one.name if one.asname else one.name.split(".")[0]
                yield node.lineno, one.name
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                meant[one.asname or one.name] = f"{node.module}.{one.name}"
                yield node.lineno, f"{node.module}.{one.name}"
                if one.name == "*":
                    yield from ((node.lineno, name) for name in CLOCKS if name.rpartition(".")[0] == node.module)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, _dotted(node, meant)


def _dotted(node: ast.expr, meant: Mapping[str, str]) -> str:
    if isinstance(node, ast.Name):
        return meant.get(node.id, "")
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, meant)}.{node.attr}"
    return ""


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _of(name: str, modules: frozenset[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in modules) or name == "qtbot.wait"


@functools.cache
def found() -> dict[str, list[int]]:
    """Of each file of the suite the lines that name a clock."""
    paths = (path.relative_to(TESTS) for path in sorted(TESTS.rglob("*.py")))
    lines = {
        path.as_posix(): clocks_in(ast.parse((TESTS / path).read_text("utf-8")))
        for path in paths
        if path.parts[0] != "benchmarks" and TESTS / path != Path(__file__)
    }
    return {path: named for path, named in lines.items() if named}


def test_no_test_reads_a_clock_or_sleeps() -> None:
    told = [f"tests/{path}:{line}" for path, lines in found().items() if path not in ALLOWED for line in lines]
    assert not told, "\n".join(["count the work (helpers/work.py), or wait for a thing (helpers/until.py):", *told])


def test_whoever_may_read_one_does() -> None:
    assert not ALLOWED.keys() - found().keys(), "take these off the list"


@pytest.mark.parametrize(
    "planted",
    [
        "import time\nbegun = time.perf_counter()",
        "import time\ntime.sleep(0.1)",
        "import time as t\nt.monotonic_ns()",
        "import time\nclock = time.process_time",
        "import time\ndef work(clock=time.thread_time): ...",
        "import time\ntime.time()",
        "import time\ntime.clock_gettime(time.CLOCK_MONOTONIC)",
        "from time import sleep",
        "from time import perf_counter as now",
        "from time import *",
        "def late():\n    from time import monotonic\n    return monotonic()",
        "import asyncio\nasync def late(): await asyncio.sleep(1)",
        "from asyncio import sleep as nap",
        "import timeit",
        "from timeit import default_timer",
        "from PySide6.QtCore import QElapsedTimer",
        "from PySide6 import QtCore\nclock = QtCore.QElapsedTimer()",
        "from PySide6.QtTest import QTest\nQTest.qWait(100)",
        "from PySide6 import QtTest\nQtTest.QTest.qWait(100)",
        "from PySide6.QtCore import QThread\nQThread.msleep(100)",
        "def test_it(qtbot): qtbot.wait(100)",
        "import resource\nresource.getrusage(resource.RUSAGE_SELF)",
        "from resource import getrusage",
        "import os\nos.times()",
        "import psutil\npsutil.Process().cpu_times()",
        "def worked(process): return process.cpu_times().user",
        "from tests.benchmarks.ratios import measured",
    ],
)
def test_every_way_of_writing_it_is_seen(planted: str) -> None:
    assert clocks_in(ast.parse(planted))


@pytest.mark.parametrize(
    "plain",
    [
        "import datetime\ndatetime.time(9, 30)",
        "from datetime import time\ntime(9, 30)",
        "def said(time): return time.time()",
        "room.wait(45)\nchild.wait()\ngate.wait(PATIENCE_S)",
        'PROGRAM = "import time; time.sleep(9000)"',
        "import time\ntime.tzset()",
        "timer.timeout.emit()",
    ],
)
def test_what_is_no_clock_is_left_alone(plain: str) -> None:
    assert not clocks_in(ast.parse(plain))
