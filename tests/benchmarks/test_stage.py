"""From a key press to changed pixels on the stage, against the least that a window can do."""

from __future__ import annotations

import statistics
import sys

import pytest

from tests.benchmarks.watching import key_to_pixels, table
from tests.helpers.x_server import XServer

pytestmark = pytest.mark.benchmark

WIDTH, HEIGHT = 1920, 1080
LIMIT = 1.5
"""How many times the bare window's time the stage may take."""

TURNS = 3
KEYS = ["Right"] * 14 + ["Left"] * 14
STAGE, STILL, BARE = "stage", "stage without motion", "bare pixmaps"
PROGRAMS = {
    BARE: [sys.executable, "-m", "tests.benchmarks.bare_pixmaps"],
    STAGE: [sys.executable, "-m", "tests.benchmarks.stage_program"],
    STILL: [sys.executable, "-m", "tests.benchmarks.stage_program", "still"],
}


def test_a_key_press_is_seen_nearly_as_soon_as_on_a_bare_window() -> None:
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with XServer(WIDTH, HEIGHT) as server:
        for _ in range(TURNS):
            for name, command in PROGRAMS.items():
                seconds[name] += key_to_pixels(server, command, KEYS)
    print("\n" + table(seconds))
    bare = statistics.median(seconds[BARE])
    assert statistics.median(seconds[STAGE]) <= LIMIT * bare
    assert statistics.median(seconds[STILL]) <= LIMIT * bare
