from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.results import FEWEST, mcnemar, mean_interval, t_quantile, t_within

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
TABLE = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    4: 2.776,
    5: 2.571,
    9: 2.262,
    10: 2.228,
    30: 2.042,
    44: 2.015,
    57: 2.002,
    100: 1.984,
}


@pytest.mark.parametrize(("freedom", "t"), TABLE.items())
def test_the_printed_table(freedom: int, t: float) -> None:
    assert t_quantile(freedom) == pytest.approx(t, abs=0.0005)


def test_many_degrees_are_the_normal_distribution() -> None:
    assert t_quantile(20_000) == pytest.approx(1.96, abs=0.0005)


@given(st.integers(1, 300), st.floats(0.01, 0.999))
def test_the_quantile_is_where_the_probability_is(freedom: int, confidence: float) -> None:
    assert t_within(t_quantile(freedom, confidence), freedom) == pytest.approx(confidence, abs=1e-9)


def test_one_degree_is_the_cauchy_distribution_and_two_have_a_formula() -> None:
    assert t_within(1.0, 1) == pytest.approx(0.5)
    assert t_within(1.0, 2) == pytest.approx(1 / math.sqrt(3))


def test_an_interval_by_hand() -> None:
    # Mean 0.2; squares of the deviations 0.04 + 0 + 0.04 + 0.04 + 0.04 = 0.16; variance 0.16 / 4 = 0.04;
    # half = 2.7764 · √(0.04 / 5) = 2.7764 · 0.089443 = 0.24833.
    low, high = mean_interval([0.0, 0.2, 0.4, 0.0, 0.4]) or (0.0, 0.0)
    assert [low, high] == pytest.approx([-0.04833, 0.44833], abs=5e-6)


def test_one_learner_has_no_interval() -> None:
    assert mean_interval([0.2]) is None
    assert mean_interval([]) is None


def test_mcnemar_by_hand() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(FEWEST - 1, 0) == 2 / 32 > 0.05
    assert mcnemar(FEWEST, 0) == 2 / 64 < 0.05
    # 2 · (1 + 15 + 105 + 455 + 1365) / 2¹⁵ = 3882 / 32768: the class of 45 in which 25 % learn and 10 % forget.
    assert mcnemar(11, 4) == 3882 / 32768
    assert mcnemar(3, 3) == 1.0


@given(st.integers(0, 100), st.integers(0, 100))
def test_mcnemar_does_not_care_for_the_direction(gained: int, lost: int) -> None:
    assert 0 < mcnemar(gained, lost) == mcnemar(lost, gained) <= 1
