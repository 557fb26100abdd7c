"""Countries as plain records: classes that come day by day, late, are taken out again or mended, and who sat there.

Nothing here knows how figures are told.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product

SEXES, AGES, DISABILITIES = (
    ("f", "m", "unspecified"),
    ("9-12", "13-17", "18+", "unspecified"),
    ("yes", "no", "unspecified"),
)
COMBINATIONS = tuple(product(SEXES, AGES, DISABILITIES))
ABSENT, THERE, CERTIFICATE = range(3)
"""Presence: absent, there without a certificate, there with one."""

DAYS, FOREVER = 250, 10**6


@dataclass(frozen=True)
class Learner:
    """`combination` is a place in COMBINATIONS."""

    learner: int
    combination: int
    presence: int


@dataclass(frozen=True)
class Cell:
    """The finest cell, without presence; months, modules, partners as numbers from 0. `upazila` tells its district and
    division: 8 upazilas are one district, 8 districts a division."""

    upazila: int
    month: int
    module: int
    partner: int
    grade: int


@dataclass(frozen=True)
class Version:
    """A class from the day on which its file `comes` until the day on which it `goes`; versions of one class follow
    each other. For `typed` days its place is one that was typed, and in no upazila."""

    number: int
    cell: Cell
    learners: tuple[Learner, ...]
    comes: int = 0
    goes: int = FOREVER
    typed: int = 0

    @property
    def mapped(self) -> int:
        """Since when it is in its cell."""
        return self.comes + self.typed


Country = tuple[Version, ...]


@dataclass(frozen=True)
class Manner:
    """How a country is: `sessions` of each group in the year, groups a school, schools an upazila, and in how many of a
    hundred schools age, and disability, are asked at all."""

    sessions: int = 2
    groups: int = 3
    schools: int = 2
    age: int = 70
    disability: int = 70
    share: float = field(default=0.035, metadata={"unit": "learners with a disability, of one"})


def made(classes: int, seed: int, manner: Manner) -> Country:
    """A country of about so many classes, the same each time."""
    chance = random.Random(f"{classes} {seed}")
    return fates(list(_classes(classes, chance, manner)), chance)


def _classes(classes: int, chance: random.Random, manner: Manner) -> Iterator[Version]:
    """Campaigns: in each upazila a partner holds one module after the other, mostly in the same month."""
    number = 0
    for school in range(10**6):
        upazila = school // manner.schools * 7 % 495
        partner = school // manner.schools % 5
        first_module = random.Random(upazila).randrange(7)
        asks = (chance.randrange(100) < manner.age, chance.randrange(100) < manner.disability)
        girls = chance.random() < 0.12
        grade = chance.randrange(6, 11)
        for group in range(manner.groups):
            grade = grade if chance.random() < 0.4 else chance.randrange(6, 11)
            size = chance.randrange(6, 20) if chance.random() < 0.06 else chance.randrange(20, 61)
            roll = [_combination(chance, grade, girls, asks, manner.share) for _ in range(size)]
            for session in range(manner.sessions):
                if number == classes:
                    return
                month = min(11, session * 12 // manner.sessions + (chance.random() < 0.2))
                cell = Cell(upazila, month, (first_module + session) % 7, partner, grade)
                day = month * DAYS // 12 + chance.randrange(DAYS // 12)
                late = chance.randrange(4) if chance.random() < 0.8 else chance.randrange(60)
                learners = tuple(
                    Learner((school * 10 + group) * 1000 + seat, who, _presence(chance))
                    for seat, who in enumerate(roll)
                )
                yield Version(number, cell, learners, min(DAYS - 1, day + late))
                number += 1


def _combination(chance: random.Random, grade: int, girls: bool, asks: tuple[bool, bool], share: float) -> int:
    sex = "f" if girls or chance.random() < 0.5 else "m" if chance.random() < 0.96 else "unspecified"
    age, disability = "unspecified", "unspecified"
    if asks[0] and chance.random() < 0.95:
        age = (
            "18+"
            if chance.random() < 0.01 * (grade - 5)
            else "9-12"
            if chance.random() < (0.85, 0.3, 0.03, 0, 0)[grade - 6]
            else "13-17"
        )
    if asks[1] and chance.random() < 0.9:
        disability = "yes" if chance.random() < share else "no"
    return COMBINATIONS.index((sex, age, disability))


def _presence(chance: random.Random) -> int:
    dice = chance.random()
    return CERTIFICATE if dice < 0.88 else THERE if dice < 0.91 else ABSENT


def fates(classes: Iterable[Version], chance: random.Random) -> Country:
    """All versions of these classes."""
    return tuple(version for one in classes for version in _fate(one, chance))


def _fate(one: Version, chance: random.Random) -> Iterator[Version]:
    """Two in a hundred are taken out, some of these come back; in three of a hundred one learner is mended."""
    dice, later = chance.random(), one.comes + chance.randrange(1, 40)
    if dice < 0.02:
        yield replace(one, goes=later)
        if dice < 0.01:
            yield replace(one, comes=later + 10)
    elif dice < 0.03:
        yield replace(one, typed=chance.randrange(1, 40))
    elif dice < 0.06:
        yield replace(one, goes=later)
        yield replace(one, comes=later, learners=_mended(one.learners, chance))
    else:
        yield one


def _mended(learners: tuple[Learner, ...], chance: random.Random) -> tuple[Learner, ...]:
    place = chance.randrange(len(learners))
    who = learners[place]
    sex, age, disability = COMBINATIONS[who.combination]
    other = COMBINATIONS.index(("m" if sex == "f" else "f", age, disability))
    new = replace(who, combination=other) if chance.random() < 0.5 else replace(who, presence=_presence(chance))
    return (*learners[:place], new, *learners[place + 1 :])


def by_cell(country: Iterable[Version]) -> dict[Cell, list[Version]]:
    """The versions of each finest cell."""
    cells: dict[Cell, list[Version]] = defaultdict(list)
    for version in country:
        cells[version.cell].append(version)
    return cells
