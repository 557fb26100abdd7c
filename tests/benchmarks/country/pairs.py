"""All files of two laptops that have one class group in common, good and bad; nobody of theirs sits anywhere else."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from bsuh_desktop.trust.key_list import Revocation
from tests.benchmarks.country.beside import MAKERS, Beside
from tests.benchmarks.country.laptops import SIGNED_ONE_IN, Laptop, key_of
from tests.benchmarks.country.lessons import Lesson, lesson
from tests.benchmarks.country.office import PARTNERS, PROGRAMME, Offices
from tests.benchmarks.country.plan import REVOKED, Wish, kinds_of
from tests.benchmarks.country.sticks import Sticks
from tests.benchmarks.country.truth import Tally, TrueFigures, TrueFile

_LOST_ON = datetime.date(2026, 12, 30)
_STOLEN_PLACE = 2
"""Where a thief begins a row of their own."""


class Made(msgspec.Struct, frozen=True):
    """What was made of one pair: `size` bytes in all."""

    files: tuple[TrueFile, ...]
    figures: TrueFigures
    revoked: tuple[Revocation, ...]
    size: int


def make_pair(wish: Wish, offices: Offices, number: int, out: Path) -> Made:
    """Writes the files of a pair into the sticks in `out`."""
    partner = 1 + number % PARTNERS
    sticks = Sticks(wish, out, wish.chance("sticks", number))
    tally = Tally(partner)
    waiting = Laptop(key_of(wish.seed, "waiting", number), (), PROGRAMME, offices.recipients)
    laptops = {owner: _laptop(wish, offices, partner, owner) for owner in (2 * number, 2 * number + 1)}
    revoked: list[Revocation] = []
    for owner, laptop in laptops.items():
        classes = wish.classes_of(owner)
        kinds = kinds_of(wish, classes)
        for one in classes:
            held = lesson(wish, owner, one, laptop.lead)
            handed = laptop.hand_over(held, signed=one % SIGNED_ONE_IN == 0)
            case = Beside(
                wish,
                offices,
                partner,
                sticks,
                owner,
                laptop,
                laptops[owner ^ 1],
                waiting,
                one,
                held,
                handed,
                wish.chance("beside", one),
            )
            tally.add(_put(case, kinds.get(one)))
        if wish.is_lost(owner):
            revoked.append(_stolen(wish, sticks, owner, laptop))
    return Made(tuple(sticks.files), tally.figures(), tuple(revoked), sticks.size)


def _laptop(wish: Wish, offices: Offices, partner: int, owner: int) -> Laptop:
    key = key_of(wish.seed, "laptop", owner)
    return Laptop(key, offices.grants(partner, key.public, owner), PROGRAMME, offices.recipients)


def _put(case: Beside, kind: str | None) -> Lesson:
    """The class as it counts in the end."""
    if kind is None:
        case.put_good()
        return case.held
    return MAKERS[kind](case) or case.held


def _stolen(wish: Wish, sticks: Sticks, owner: int, laptop: Laptop) -> Revocation:
    """The laptop is lost; the thief dates classes back, behind its last file or in a row of their own."""
    last, counter = laptop.manifests[-1], laptop.counter
    classes = wish.classes_of(owner)
    for theft in range(wish.thefts(owner)):
        held = lesson(wish, owner, classes[theft % len(classes)], laptop.lead, other=f"again by thief {theft}")
        handed = laptop.hand_over(held, nth=_STOLEN_PLACE if theft % 2 else None)
        sticks.put(handed, REVOKED, "revoked")
    return Revocation(laptop.key.public, _LOST_ON, last, counter)
