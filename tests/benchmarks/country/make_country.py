"""Makes the whole country: all sticks, the truth beside them, and a coordinator's desk that has not looked yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_desk
from bsuh_desktop.system.clock import SystemClock
from tests.benchmarks.country.office import Offices
from tests.benchmarks.country.pairs import Made, make_pair
from tests.benchmarks.country.plan import Wish
from tests.benchmarks.country.truth import TrueFigures, TrueFile, joined
from tests.helpers.grants import list_taken

PASSPHRASE = "seven rivers under one wide sky"
STICKS, PROFILE, TRUTH, FIGURES, WORDS = "sticks", "profile", "truth.jsonl", "figures.json", "passphrase.txt"
Tell = Callable[[str], object]


class Country(msgspec.Struct, frozen=True):
    """What was made, and where: `sticks` in the order in which they are looked at."""

    out: Path
    files: dict[str, TrueFile]
    figures: TrueFigures

    @property
    def sticks(self) -> list[Path]:
        """The folders that are given to the desk."""
        return sorted((self.out / STICKS).iterdir())

    @property
    def profile(self) -> Path:
        """The desk's data folder."""
        return self.out / PROFILE

    @property
    def passphrase_file(self) -> Path:
        """Opens it."""
        return self.out / WORDS


def make_country(wish: Wish, out: Path, workers: int = 1, tell: Tell = lambda _: None) -> Country:
    """Makes it in the empty folder `out`, by so many processes; `tell` is told how far it is."""
    out.mkdir(parents=True)
    (out / STICKS).mkdir()
    desk = _desk(out)
    offices = Offices(wish.seed, desk.vault.age_recipient)
    made: list[Made] = []
    began, held = time.monotonic(), 0
    for one in _pairs(wish, offices, out / STICKS, workers):
        made.append(one)
        held += sum(file.kind == "good" for file in one.files)
        if len(made) % 10 == 0 or len(made) == wish.pairs:
            taken = time.monotonic() - began
            left = taken / len(made) * (wish.pairs - len(made))
            size = sum(each.size for each in made) / 1e6
            tell(f"{len(made)} of {wish.pairs} pairs of laptops, {size:.0f} MB, {taken:.0f} s, {left:.0f} s left")
    _settle(desk, wish, offices, made)
    desk.close()
    _write_truth(out, made)
    return read_country(out)


def read_country(out: Path) -> Country:
    """One that was made before."""
    lines = (out / TRUTH).read_bytes().splitlines()
    files = [msgspec.json.decode(line, type=TrueFile) for line in lines]
    figures = msgspec.json.decode((out / FIGURES).read_bytes(), type=TrueFigures)
    return Country(out, {one.path: one for one in files}, figures)


def open_office(country: Country) -> Desk:
    """Its desk."""
    return open_desk(country.profile, PASSPHRASE, SystemClock())


def _pairs(wish: Wish, offices: Offices, sticks: Path, workers: int) -> Iterator[Made]:
    if workers < 2:
        yield from (make_pair(wish, offices, number, sticks) for number in range(wish.pairs))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        numbers: Iterable[int] = range(wish.pairs)
        yield from pool.map(_make, ((wish, offices, number, sticks) for number in numbers))


def _make(what: tuple[Wish, Offices, int, Path]) -> Made:
    return make_pair(*what)


def _desk(out: Path) -> Desk:
    (out / WORDS).write_text(PASSPHRASE + "\n", "utf-8")
    desk = new_practice_desk(out / PROFILE, PASSPHRASE, SystemClock())
    set_facilitator(desk, "শিরিন আক্তার", "4826")
    return desk


def _settle(desk: Desk, wish: Wish, offices: Offices, made: list[Made]) -> None:
    """The desk joins the programme as a coordinator's, and hears of the lost laptops."""
    join(desk, offices.programme_file(wish), 1)
    desk.take_office(offices.own_grant(desk.vault.signing_key.public))
    list_taken(desk, offices.key_list(tuple(one for pair in made for one in pair.revoked)))


def _write_truth(out: Path, made: list[Made]) -> None:
    with (out / TRUTH).open("wb") as file:
        for pair in made:
            file.writelines(msgspec.json.encode(one) + b"\n" for one in pair.files)
    (out / FIGURES).write_bytes(msgspec.json.encode(joined(pair.figures for pair in made)))
