"""Ten thousand mutants of all that is verified, and a million on demand:

`python -m pytest -m soak -s -n 2 tests/features/attacks/test_fuzz.py` runs two processes of 500,000 each.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.verdicts import Verdict
from tests.helpers.attacks.fuzz import Fuzz, told
from tests.helpers.attacks.world import World

BLOCK = 50
"""Mutants of one seed; hypothesis draws the seeds."""


@pytest.fixture(scope="module")
def fuzz(world: World, tmp_path_factory: pytest.TempPathFactory) -> Fuzz:
    """The honest things and their verifier."""
    return Fuzz(world, tmp_path_factory.mktemp("fuzz"))


def test_everything_honest_is_taken(fuzz: Fuzz) -> None:
    assert set(fuzz.honest_verdicts().values()) == {Verdict.GOOD}


@pytest.mark.parametrize("part", range(2))
def test_ten_thousand_mutants(fuzz: Fuzz, part: int) -> None:
    drawn = list[int]()

    @settings(max_examples=100, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(st.integers(0, 2**62))
    def all_refused(seed: int) -> None:
        drawn.append(seed)
        fuzz.block(2 * seed + part, BLOCK)

    all_refused()
    assert len(drawn) * BLOCK >= 5_000
    print(f"\n{told(fuzz)}")


@pytest.mark.soak
@pytest.mark.parametrize("part", range(2))
def test_a_million_mutants(fuzz: Fuzz, part: int) -> None:
    before = fuzz.verdicts.total()
    for seed in range(10_000):
        fuzz.block(2 * seed + part, BLOCK)
    assert fuzz.verdicts.total() - before == 500_000
    print(f"\n{told(fuzz)}")
