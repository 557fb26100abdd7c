"""A whole country is collected: 62,500 classes with 2.5 million learners, and as many bad files as may come with them.

About half an hour: `python -m pytest -m soak tests/benchmarks/test_country.py -s`, with nothing else going on. Whatever
is held against something else is done by both in turns, and the best of each counts: the same run took 12.3 s and
16.0 s within an hour, and what else the computer does should not decide. BSUH_COUNTRY_FILES wishes for other
than 62,500 classes (bounds hold from there on; fewer show whether it works), BSUH_COUNTRY names a folder with a country
that `python -m tests.benchmarks.country` has made before.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.country.check_register import kept_hashes, untrue
from tests.benchmarks.country.floor import floor
from tests.benchmarks.country.inside import Inside, inside
from tests.benchmarks.country.make_country import STICKS, Country, make_country, open_office, read_country
from tests.benchmarks.country.plan import Wish
from tests.benchmarks.country.run_collect import Ran, collected, decided, killed
from tests.benchmarks.sizes import Size

FILES, SEED = int(os.environ.get("BSUH_COUNTRY_FILES", "62500")), 20260803
FEWEST = 30
"""Classes of the smallest country."""

KILLS, WORKERS, PARTS, TURNS = 20, 2, 10, 3
GROWTH, BOTH, FLOOR, MEGABYTES, AGAIN = 1.25, 1.4, 1.5, 500, 0.2


def wish(size: Size) -> Wish:
    """The country that is collected in this size."""
    return Wish(size.of(FILES, FEWEST), SEED, lean=not size.full)


class Trial:
    """The country, the first run over it, and a table of all numbers that were measured. `best` is the shortest of the
    runs over all of it that began with an empty register.

    Every file is read once before anything is timed, so that no run waits for a disk which the next one does not wait
    for. Everything that is written stays until the end, some 11 GB: for minutes after many files have gone, Linux makes
    new ones on ext4 without a journal at twice the price (it passes over what was lately deleted), and that would be
    counted against whoever comes next.
    """

    def __init__(self, size: Size, country: Country, folder: Path) -> None:
        self.size, self.country, self.folder = size, country, folder
        self.register = folder / "first"
        self.read_all()
        self.first: Ran = collected(country, self.register)
        self.best = self.first.seconds
        self.found: Inside = inside(country, self.register)
        self.tenth = country.sticks[: math.ceil(len(country.sticks) / PARTS)]
        self.lines: list[str] = []
        self.note("first run", f"{self.first.seconds:.1f} s, {self.a_file(self.first.seconds) * 1000:.2f} ms a file")

    def note(self, what: str, value: str) -> None:
        """A line of the table."""
        self.lines.append(f"{what:<28}{value}")
        print(self.lines[-1], flush=True)

    def paths(self) -> list[Path]:
        """All files, in the order in which they are looked at."""
        return [self.country.out / STICKS / path for path in sorted(self.country.files)]

    def read_all(self) -> None:
        """Every file comes from the disk into memory."""
        for path in self.paths():
            path.read_bytes()

    def a_file(self, seconds: float) -> float:
        """Seconds a file of all."""
        return seconds / len(self.country.files)

    def in_tenth(self) -> int:
        """How many files lie on the first tenth of the sticks."""
        names = {stick.name for stick in self.tenth}
        return sum(Path(path).parts[0] in names for path in self.country.files)

    def over_tenth(self, name: str, workers: int) -> Ran:
        """A run over the first tenth, into a register of its own."""
        return collected(self.country, self.folder / name, self.tenth, workers)


@pytest.fixture(scope="module")
def trial(size: Size, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    made = os.environ.get("BSUH_COUNTRY") if size.full else None
    folder = tmp_path_factory.mktemp("trial")
    country = read_country(Path(made)) if made else make_country(wish(size), folder / "country", WORKERS, print)
    trial = Trial(size, country, folder)
    yield trial
    print("\n" + "\n".join(trial.lines))
    shutil.rmtree(folder)


def test_every_bad_file_is_found_and_no_good_one_lost(trial: Trial) -> None:
    assert untrue(trial.country, trial.first.verdicts(trial.country), trial.found) == []


def test_memory_stays_small(trial: Trial) -> None:
    """Of the command and its workers together, sampled five times a second."""
    trial.note("most memory", f"{trial.first.megabytes:.0f} MB")
    trial.size.at_most(trial.first.megabytes, MEGABYTES)


def test_the_same_again_is_quick_and_changes_nothing(trial: Trial) -> None:
    """The first run's own sticks, a moment later."""
    before = (trial.register / "decisions.jsonl").read_bytes()
    again = collected(trial.country, trial.register)
    share = again.seconds / trial.first.seconds
    trial.note("the same again", f"{share:.2f} of the first ({again.seconds:.1f} s)")
    assert inside(trial.country, trial.register) == trial.found
    assert (trial.register / "decisions.jsonl").read_bytes() == before
    trial.size.at_most(share, AGAIN)


def test_it_is_near_the_floor(trial: Trial) -> None:
    """The whole command, its start and its answer in JSON with it, against the bare work (see `floor`)."""
    desk = open_office(trial.country)
    identities = desk.identities
    desk.close()
    kept, bare = kept_hashes(trial.country), []
    for turn in range(trial.size.of(2, 1)):
        folder = trial.folder / f"floor {turn}"
        bare.append(floor(iter(trial.paths()), kept, identities, folder, WORKERS).seconds)
        if trial.size.full and not turn:
            second = collected(trial.country, trial.folder / "second").seconds
            trial.best = min(trial.best, second)
            trial.note("second run", f"{second:.1f} s")
    ratio = trial.best / min(bare)
    trial.note("to the floor", f"{ratio:.2f} ({' and '.join(f'{seconds:.1f}' for seconds in bare)} s bare)")
    trial.size.at_most(ratio, FLOOR)


def test_it_grows_linearly_and_two_workers_are_quicker_than_one(trial: Trial) -> None:
    """A file of all costs hardly more than one of the first tenth, which one worker takes longer for."""
    turns = (
        (trial.over_tenth(f"both {turn}", WORKERS), trial.over_tenth(f"one {turn}", 1))
        for turn in range(trial.size.of(TURNS, 1))
    )
    both, one = zip(*turns, strict=True)
    by_two, by_one = (min(ran.seconds for ran in each) for each in (both, one))
    growth = trial.a_file(trial.best) / (by_two / trial.in_tenth())
    trial.note("growth from a tenth", f"{growth:.2f} ({by_two:.1f} s for {trial.in_tenth()} files)")
    trial.note("two workers to one", f"{by_one / by_two:.2f} ({by_one:.1f} s by one)")
    trial.size.at_most(growth, GROWTH)
    trial.size.at_least(by_one / by_two, BOTH)


def test_killed_twenty_times_it_comes_to_the_same(trial: Trial) -> None:
    register, chance, wanted = trial.folder / "killed", wish(trial.size).chance("kills"), trial.size.of(KILLS, 1)
    whole = decided(trial.register)
    kills = sum(
        killed(trial.country, register, decided, int(whole * (kill + chance.random()) / wanted), chance)
        for kill in range(wanted)
    )
    collected(trial.country, register)
    trial.note("killed on the way", f"{kills} times")
    assert inside(trial.country, register) == trial.found
    assert kills >= wanted - 1
