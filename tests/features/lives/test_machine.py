"""Three hundred lives of classes at random, and ten thousand on demand:

`python -m pytest -m soak -rP -n 2 tests/features/lives/test_machine.py` prints how often each rule was gone by.
"""

from __future__ import annotations

import statistics

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.helpers.lives.machine import RULES, Lives, Tally

STEPS = 15
SEEDS = (205, 210, 211, 214, 215, 219)
"""Some in which no rule is rare."""
PARTS = 10
"""On demand, of a thousand lives each."""


def live(number: int, lives: int) -> Tally:
    """So many lives of one seed; what they came to."""

    @seed(number)
    class Seeded(Lives):
        tally = Tally()

    chosen = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    run_state_machine_as_test(Seeded, settings=chosen)
    return Seeded.tally


def told(tally: Tally) -> str:
    """What there is to record."""
    rules = ", ".join(f"{name} {tally.rules[name]}" for name in RULES)
    steps = statistics.median(tally.steps)
    return f"{len(tally.steps)} lives, {steps} steps (median), {tally.rules.total()} in all: {rules}"


@pytest.mark.parametrize("number", SEEDS)
def test_three_hundred_lives(number: int) -> None:
    tally = live(number, 50)
    print(f"\n{told(tally)}")
    assert len(tally.steps) >= 50
    assert statistics.median(tally.steps) >= 8
    assert min(tally.rules[name] for name in RULES) * len(SEEDS) >= 100


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_lives(part: int) -> None:
    tally = live(1000 + part, 970)
    print(f"\n{told(tally)}")
    assert len(tally.steps) >= 1000
    assert statistics.median(tally.steps) >= 8
    assert min(tally.rules[name] for name in RULES) >= 100
