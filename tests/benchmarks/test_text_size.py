"""A step of the text on Teach against a change of the page, after other pages were opened."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bsuh_desktop.qt.navigation.screen import Destination
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers import prepared
from tests.helpers.hands import settle
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")

LIMIT = 3.0
OPENED = (
    "classes",
    "held",
    "names",
    "verify",
    "hand_over",
    "set_up",
    "programme",
    "laptop",
    "keys",
    "roll_call",
    "teach",
)


def test_a_step_of_the_text_takes_little_longer_than_another_page(size: Size, tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        for page in size.of(OPENED, OPENED[-2:]):
            visit.go(page)

        def turn() -> None:
            for page in ("roll_call", "teach"):
                visit.window.go(Destination(page))
                settle()

        def step() -> None:
            for scale in (1.25, 1.0):
                visit.bridge.choose_look(text_scale=scale)
                settle()

        ways = {"another page": Way(turn, 2), "a step of the text": Way(step, 2)}
        # What is written meanwhile is written by other threads.
        seconds = size.measured(ways, turns=15, clock=time.thread_time)
    print("\n" + table(seconds, "another page"))
    size.at_most(ratio(seconds, "a step of the text", "another page"), LIMIT)
