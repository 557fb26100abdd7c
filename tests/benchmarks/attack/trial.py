"""The country of the large trial as plain records: that of 300 files and seed 7 is the one in which a reader of tables
found what suppression hid."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

from tests.benchmarks.attack.records import (
    ABSENT,
    CERTIFICATE,
    COMBINATIONS,
    DAYS,
    THERE,
    Cell,
    Country,
    Learner,
    Version,
    fates,
)
from tests.benchmarks.country.land import UPAZILAS, schools, upazilas
from tests.benchmarks.country.lessons import MODULES, TAKES_PART, Lesson, lesson
from tests.benchmarks.country.lessons import THERE as WAS_THERE
from tests.benchmarks.country.plan import Wish

_PARTS = {"girls": ("f", "unspecified"), "boys": ("m", "unspecified"), "women": ("f", "18+"), "men": ("m", "18+")}


def of_trial(files: int, seed: int) -> Country:
    """Its classes, with the fates of `records`."""
    wish = Wish(files, seed, lean=True)
    number_of = {areas[0].code: number for number, areas in enumerate(upazilas())}
    upazila = {place.id: number_of[place.upazila.code] for place in schools(wish.laptops) if place.upazila}
    learners: dict[str, int] = defaultdict(lambda: len(learners))
    held = []
    for laptop in range(wish.laptops):
        for number in wish.classes_of(laptop):
            one = lesson(wish, laptop, number, "")
            cell = Cell(
                upazila.get(one.place, UPAZILAS), one.day.month - 1, MODULES.index(one.module), laptop // 2 % 5,
                int(one.groups[0].grade) if one.groups else 0,
            )  # fmt: skip
            who = tuple(_learners(one, learners))
            held.append(Version(number, cell, who, min(DAYS - 1, one.day.timetuple().tm_yday * DAYS // 366)))
    return fates(held, random.Random(seed))


def _learners(one: Lesson, learners: dict[str, int]) -> Iterator[Learner]:
    for each in one.attendees:
        presence = CERTIFICATE if each.status in TAKES_PART else THERE if each.status in WAS_THERE else ABSENT
        combination = COMBINATIONS.index((each.who.sex, each.who.age, each.who.disability))
        yield Learner(learners[each.learner], combination, presence)
    for part, heads in one.heads.items():
        combination = COMBINATIONS.index((*_PARTS.get(part, ("unspecified", "unspecified")), "unspecified"))
        # Who was only counted has one key a class and part.
        yield from (Learner(learners[one.session + part], combination, THERE) for _ in range(heads))
