"""Twenty lives of classes at random, and ten thousand on demand:

`python -m pytest -m soak -rP -n 2 tests/features/lives/test_machine.py` prints how often each rule was gone by.
"""

from __future__ import annotations

import statistics

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.helpers.lives.machine import RULES, Lives, Tally

STEPS = 15
SEEDS = (50, 5052)
"""Of thirty seeds the two whose lives together go wherever those of all thirty went, but for some lines that other
tests reach; no rule is rare."""
LIVES = 10
"""Of so many lives of one seed none is made of the pieces of another: all are different."""
PARTS = 10
"""On demand, of a thousand lives each."""


def live(number: int, lives: int, tally: Tally, steps: int) -> None:
    """So many lives of one seed, of so many steps; adds what they came to."""

    @seed(number)
    class Seeded(Lives):
        pass

    Seeded.tally = tally

    chosen = settings(
        max_examples=lives,
        stateful_step_count=steps,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    run_state_machine_as_test(Seeded, settings=chosen)


def told(tally: Tally) -> str:
    """What there is to record."""
    rules = ", ".join(f"{name} {tally.rules[name]}" for name in RULES)
    steps = statistics.median(tally.steps)
    return f"{len(tally.steps)} lives, {steps} steps (median), {tally.rules.total()} in all: {rules}"


@pytest.mark.parametrize("number", SEEDS)
def test_twenty_lives(number: int) -> None:
    tally = Tally()
    live(number, LIVES, tally, STEPS)
    print(f"\n{told(tally)}")
    assert len(tally.steps) >= LIVES
    assert statistics.median(tally.steps) >= 8
    assert min(tally.rules[name] for name in RULES) >= 3


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_lives(part: int) -> None:
    tally = Tally()
    live(1000 + part, 970, tally, STEPS)
    print(f"\n{told(tally)}")
    assert len(tally.steps) >= 1000
    assert statistics.median(tally.steps) >= 8
    assert min(tally.rules[name] for name in RULES) >= 100
