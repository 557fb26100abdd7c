"""Fifteen hundred mutants of all that is verified, and a million on demand:

`python -m pytest -m soak -s -n 2 tests/features/attacks/test_fuzz.py` runs two processes of 500,000 each.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from tests.helpers.attacks.fuzz import Fuzz, told
from tests.helpers.attacks.world import World

pytestmark = pytest.mark.sampled

BLOCK = 50
"""Mutants of one seed."""
WAYS = 18
"""In which one or another kind of thing is altered."""
SUITE, ON_DEMAND = 15, 10_000
"""Blocks of each part; the suite's are the first of those on demand."""


@pytest.fixture(scope="module")
def fuzz(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzz]:
    """The honest things and their verifier."""
    with contextlib.closing(Fuzz(world, tmp_path_factory.mktemp("fuzz"))) as fuzz:
        yield fuzz


def test_everything_honest_is_taken(fuzz: Fuzz) -> None:
    assert set(fuzz.honest_verdicts().values()) == {Verdict.GOOD}


@pytest.mark.parametrize("part", range(2))
def test_fifteen_hundred_mutants(fuzz: Fuzz, part: int) -> None:
    before = fuzz.counts.copy()
    for seed in range(SUITE):
        fuzz.block(2 * seed + part, BLOCK)
    thrown = fuzz.counts - before
    assert thrown.total() == SUITE * BLOCK
    assert {name.split()[0] for name in thrown} == fuzz.honest.keys()
    assert len(thrown) == WAYS
    print(f"\n{told(fuzz)}")


@pytest.mark.soak
@pytest.mark.parametrize("part", range(2))
def test_a_million_mutants(fuzz: Fuzz, part: int) -> None:
    before = fuzz.verdicts.total()
    for seed in range(ON_DEMAND):
        fuzz.block(2 * seed + part, BLOCK)
    assert fuzz.verdicts.total() - before == ON_DEMAND * BLOCK
    print(f"\n{told(fuzz)}")
