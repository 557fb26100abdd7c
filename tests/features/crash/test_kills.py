"""The process dies at any instant, and nothing that was acknowledged is lost or doubled.

In every phase of a class a desk is driven without pause, every third time (where the phase has hands in it) the real
window by events, which makes a quarter of all; the parent draws the instant, keeps what it was told through the pipe,
and kills with SIGKILL, at least a quarter of the times with a write in flight. Two kills a phase in the suite, two
hundred in all on demand: `python -m pytest -m soak -s tests/features/crash/test_kills.py`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.crash import window_driver
from tests.helpers.crash.afterwards import go_on
from tests.helpers.crash.installation import Laptop, laptop
from tests.helpers.crash.killing import DESK, WINDOW, Aim, killed
from tests.helpers.crash.ledger import Ledger
from tests.helpers.crash.turns import PHASES
from tests.helpers.crash.wire import Line, in_flight
from tests.helpers.once import derived_once

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
    pytest.mark.usefixtures("windows"),
]

EACH, EACH_ON_DEMAND = 2, 25
WITH_FILES = ("certificates", "attendance file")
ALL = [phase for phase in PHASES if phase != "whole day"]


def kill_often(place: Laptop, phase: str, times: int) -> Counter[str]:
    """Kills one laptop again and again in a phase, and looks at it after each."""
    chance, counts, ledger = random.Random(f"{phase} {times}"), Counter[str](), Ledger()
    while counts["kills"] < times or counts["in flight"] * 4 < counts["kills"]:
        assert counts["kills"] < 2 * times, f"a kill in flight does not succeed: {dict(counts)}"
        driver = WINDOW if phase in window_driver.PHASES and counts["kills"] % 3 == 0 else DESK
        longest = 8 if phase in WITH_FILES or driver == WINDOW else 80
        aim = Aim(chance.randrange(1, longest), in_flight=counts["kills"] % 2 == 0)
        said = killed(place, driver, phase, aim, chance)
        counts["kills"] += 1
        counts["in flight"] += in_flight(said) is not None
        counts["window"] += driver == WINDOW
        look(place, ledger, said)
    counts["acknowledged"] = ledger.acknowledged
    assert phase not in window_driver.PHASES or counts["window"] * 3 >= counts["kills"]
    print(f"\n{phase}: {dict(counts)}", end="")
    return counts


def look(place: Laptop, ledger: Ledger, said: list[Line]) -> None:
    """Opens what was killed: everything acknowledged is there, and the class goes on to its papers."""
    ledger.write(said)
    with derived_once():
        desk = place.open()
    ledger.check(desk, said)
    ledger.take_stock(desk)
    ledger.check_files(desk, (place.papers, place.stick))
    go_on(desk, place)
    ledger.take_stock(desk)
    ledger.check_files(desk, (place.papers, place.stick))
    desk.close()


@pytest.mark.parametrize("phase", ALL)
def test_nothing_acknowledged_is_lost(tmp_path: Path, phase: str) -> None:
    counts = kill_often(laptop(tmp_path), phase, EACH)
    assert counts["acknowledged"] > EACH


@pytest.mark.soak
@pytest.mark.parametrize("phase", ALL)
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path, phase: str) -> None:
    counts = kill_often(laptop(tmp_path), phase, EACH_ON_DEMAND)
    assert counts["acknowledged"] > EACH_ON_DEMAND
