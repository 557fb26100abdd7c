"""The power goes at any instant, and what was acknowledged is on the disk; what has a final name is whole.

One desk is recorded by `strace` from its unlocking through a class to its papers. Its home is rebuilt as of points that
are drawn: what was synced is there, all else is lost, kept, or torn. Eight points in the suite, two hundred on demand:
`python -m pytest -m soak -s tests/features/crash/test_power_cut.py`.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.domain.messages import KnownError
from tests.helpers.cached_work import derived_once
from tests.helpers.crash.afterwards import go_on
from tests.helpers.crash.disk import Recording, snapshot
from tests.helpers.crash.installation import Laptop, laptop
from tests.helpers.crash.kill import DESK, call
from tests.helpers.crash.ledger import Ledger, Lost
from tests.helpers.crash.power_cut import Unsynced, rebuild
from tests.helpers.crash.trace import read_trace, record, why_not
from tests.helpers.crash.wire import heard
from tests.helpers.sampled import few_or_all

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace records Linux only"),
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]

TURNS, CARELESS_TURNS = 210, 60
SUITE, ON_DEMAND = 8, 200
CARELESS = 20
"""Points at most, of a store that does not sync: of each three in four lose something."""
HOW: tuple[Unsynced, ...] = ("lost", "torn", "torn", "kept")


class Recorded(NamedTuple):
    """A laptop, and what was done to its files until its desk was locked."""

    laptop: Laptop
    recording: Recording


def drive(folder: Path, turns: int, *words: str) -> Recorded:
    """A class from roll call on, recorded; in TURNS it comes to its papers, and another one is begun."""
    place = laptop(folder)
    first = snapshot(place.home)
    environment = {**place.environment(), "QT_QPA_PLATFORM": "offscreen"}
    record(call(place, DESK, "whole day", "--turns", str(turns), *words), folder / "trace", environment)
    return Recorded(place, Recording(place.home, first, read_trace(folder / "trace")))


def cut(recorded: Recorded, folder: Path, seed: int) -> None:
    """Rebuilds the laptop as of a point that `seed` draws, and looks at it. Raises Lost, or KnownError where the store
    does not open."""
    chance = random.Random(seed)
    recording, unsynced = recorded.recording, HOW[seed % len(HOW)]
    # As often in a paper that is written once as in the log of the store, which is written to all the time.
    point = max(recording.said[0][0], chance.choice(recording.points[chance.choice(list(recording.points))]))
    left = Laptop(recorded.laptop.app, folder / str(seed))
    left.home.mkdir(parents=True)
    rebuild(recording, point, left.home, unsynced, chance)
    told = b"".join(text for began, text in recording.said if began <= point)
    moved = told.replace(bytes(recording.home), bytes(left.home))
    said, ledger = heard(moved.splitlines(keepends=True)), Ledger()
    ledger.write(said)
    desk = left.open()
    ledger.check(desk, said)
    ledger.check_files(desk, (left.papers, left.stick))
    go_on(desk, left)
    ledger.check_files(desk, (left.papers, left.stick))
    desk.close()


def lost_in(recorded: Recorded, folder: Path, cuts: int, most: int = sys.maxsize) -> Counter[str]:
    """What is lost in so many cuts, in words; no more of it than `most`."""
    counts = Counter[str]()
    with derived_once():
        for seed in range(cuts):
            try:
                cut(recorded, folder, seed)
            except (Lost, KnownError) as error:
                counts[f"seed {seed}: {error}"] += 1
            if counts.total() >= most:
                break
    return counts


def files(home: Path) -> dict[Path, bytes | None]:
    """What stands in a home, by its place there; None for folders."""
    return {Path(path).relative_to(home): file.first for path, file in snapshot(home).items()}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return drive(tmp_path_factory.mktemp("recorded"), TURNS)


def test_the_record_is_complete(recorded: Recorded, tmp_path: Path) -> None:
    """Replayed whole it gives the very files that the process left."""
    rebuild(recorded.recording, sys.maxsize, tmp_path / "whole", "kept", random.Random(0))
    left, again = (files(home) for home in (recorded.laptop.home, tmp_path / "whole"))
    assert again == left


@few_or_all("how", tuple(dict.fromkeys(HOW)), HOW)
def test_what_has_a_final_name_is_whole_at_every_point(
    recorded: Recorded, tmp_path: Path, how: tuple[Unsynced, ...]
) -> None:
    """After each write, sync and name of a paper; what once got its name is never written to again."""
    recording, chance = recorded.recording, random.Random(0)
    papers = (str(recorded.laptop.papers), str(recorded.laptop.stick))
    points = {line for path, lines in recording.points.items() if path.startswith(papers) for line in lines}
    assert len(points) > 20
    last = files(recorded.laptop.home)
    for point in sorted(points):
        for number, unsynced in enumerate(how):
            home = tmp_path / f"{point}-{number}"
            rebuild(recording, point, home, unsynced, chance)
            for path, content in files(home).items():
                if path.suffix in (".pdf", ".bsuh"):
                    assert content == last[path], f"{path.suffix} is not whole at line {point}, unsynced {unsynced}"
            shutil.rmtree(home)


def test_what_was_acknowledged_survives_the_power_cut(recorded: Recorded, tmp_path: Path) -> None:
    assert lost_in(recorded, tmp_path, SUITE) == {}


def test_a_store_that_does_not_sync_loses_some(tmp_path: Path) -> None:
    """Else all this proves nothing."""
    careless = drive(tmp_path / "careless", CARELESS_TURNS, "--careless")
    assert lost_in(careless, tmp_path, CARELESS, most=CARELESS // 4).total() == CARELESS // 4


@pytest.mark.soak
def test_what_was_acknowledged_survives_two_hundred_power_cuts(recorded: Recorded, tmp_path: Path) -> None:
    assert lost_in(recorded, tmp_path, ON_DEMAND) == {}
