"""The process dies at any instant, and nothing that was acknowledged is lost or doubled.

In every phase of a class a desk is driven without pause, every third time (where the phase has hands in it) the real
window by events, which makes a quarter of all; the parent draws the instant, keeps what it was told through the pipe,
and kills with SIGKILL, at least a quarter of the times with a write in flight. In the suite two kills of a laptop that
writes certificates and one in each other phase, of every kind that there is, aimed at the same places in every run;
two hundred on demand, each run of which aims at others and says by what it drew them:
`python -m pytest -m soak -s tests/features/crash/test_kills.py`.
"""

from __future__ import annotations

import itertools
import random
import secrets
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import KEEP_WORKED_MS
from bsuh_desktop.services.classroom.conduct import Conduct
from tests.helpers.cached_work import derived_once
from tests.helpers.crash import clock_driver, window_driver
from tests.helpers.crash.afterwards import go_on
from tests.helpers.crash.installation import Laptop, laptop
from tests.helpers.crash.kill import DESK, WINDOW, Aim, killed
from tests.helpers.crash.ledger import Ledger
from tests.helpers.crash.turns import PHASES
from tests.helpers.crash.wire import Line, in_flight

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
    pytest.mark.usefixtures("windows"),
]

EACH_ON_DEMAND = 25
SUITE = {
    "roll call": [2],
    "by hands": [3],
    "on one device": [1],
    "private": [4],
    "undo": [0],
    "finish": [2],
    "certificates": [2, 3],
    "attendance file": [4],
}
"""The kills of each phase, by their number: at the window and at rest, at the window in flight, and so at the desk."""
WITH_FILES = ("certificates", "attendance file")
ALL = [phase for phase in PHASES if phase != "whole day"]


def driver_of(phase: str, number: int) -> str:
    """What drives the laptop until the kill of that number."""
    return WINDOW if phase in window_driver.PHASES and number % 3 == 0 else DESK


def kill_often(place: Laptop, phase: str, numbers: Sequence[int], seed: str) -> Counter[str]:
    """Kills one laptop again and again in a phase, where `seed` says, and looks at it after each. A kill's number says
    of what kind it is; one that was to be in flight and was not is done again, at most three times, but for every other
    one."""
    print(f"\n{phase}: drawn by {seed!r}", end="")
    chance, counts, ledger = random.Random(seed), Counter[str](), Ledger()
    in_flight_at_least = sum(number % 2 == 0 for number in numbers) / 2
    again = 3 * [number for number in numbers if number % 2 == 0]
    for number in itertools.chain(numbers, again):
        if counts["kills"] >= len(numbers) and counts["in flight"] >= in_flight_at_least:
            break
        driver = driver_of(phase, number)
        longest = 8 if phase in WITH_FILES or driver == WINDOW else 80
        aim = Aim(chance.randrange(1, longest), in_flight=number % 2 == 0)
        said = killed(place, driver, phase, aim, chance)
        counts["kills"] += 1
        counts["in flight"] += in_flight(said) is not None
        counts["window"] += driver == WINDOW
        look(place, ledger, said)
    counts["acknowledged"] = ledger.acknowledged
    assert counts["in flight"] >= in_flight_at_least, f"a kill in flight does not succeed: {dict(counts)}"
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


def test_a_kill_costs_half_a_minute_of_the_clock_of_a_class_at_most(tmp_path: Path) -> None:
    """Nothing is stored in the class for 144 seconds, then SIGKILL: going on, the clock stands at the last half minute,
    and the class has that time once the next thing is stored."""
    place = laptop(tmp_path)
    words = [sys.executable, "-c", f"from {clock_driver.__name__} import run; run({str(place.home)!r})"]
    # From a folder without a package: its app is the laptop's, whose shelf the desk opens below.
    child = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, env=place.environment(), check=False)
    assert child.returncode == -signal.SIGKILL, child.stderr
    session, shown = child.stdout.split()
    desk = place.open()
    conduct = Conduct(desk, session)
    lost = int(shown) - conduct.worked_ms - conduct.state.worked_ms
    assert 0 <= lost <= KEEP_WORKED_MS
    conduct.show_slide(2)
    assert int(shown) - conduct.state.worked_ms == pytest.approx(lost, abs=2_000)
    desk.store.journal.check(session)
    desk.close()


def test_the_kills_of_the_suite_are_of_every_kind() -> None:
    assert list(SUITE) == ALL
    kinds = Counter((driver_of(phase, one), one % 2) for phase, numbers in SUITE.items() for one in numbers)
    assert kinds.keys() == {(DESK, 0), (DESK, 1), (WINDOW, 0), (WINDOW, 1)}
    assert (kinds[WINDOW, 0] + kinds[WINDOW, 1]) * 4 >= kinds.total()


@pytest.mark.parametrize("phase", ALL)
def test_nothing_acknowledged_is_lost(tmp_path: Path, phase: str) -> None:
    counts = kill_often(laptop(tmp_path), phase, SUITE[phase], f"kill {phase} {SUITE[phase]}")
    assert counts["acknowledged"] > len(SUITE[phase])


@pytest.mark.soak
@pytest.mark.parametrize("phase", ALL)
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path, phase: str) -> None:
    counts = kill_often(laptop(tmp_path), phase, range(EACH_ON_DEMAND), secrets.token_hex(8))
    assert counts["acknowledged"] > EACH_ON_DEMAND
    assert phase not in window_driver.PHASES or counts["window"] * 3 >= counts["kills"]
