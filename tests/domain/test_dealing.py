"""Pieces of an activity are dealt to groups: what must be played always is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.lesson import dealt, played

KEEP = [False, True, False, False, True, False, False, False]
"""Eight offers, of which the second and the fifth are honest."""


@pytest.mark.parametrize(
    ("groups", "numbers"),
    [
        (5, (1, 2, 3, 4, 5)),
        (6, (1, 2, 3, 4, 5, 6)),
        (7, (1, 2, 3, 4, 5, 6, 7)),
        (8, (1, 2, 3, 4, 5, 6, 7, 8)),
        (3, (1, 2, 5)),
        (2, (2, 5)),
        (1, (2, 5)),
    ],
)
def test_fewer_groups_play_fewer_pieces_but_all_that_are_kept(groups: int, numbers: tuple[int, ...]) -> None:
    assert played(KEEP, groups) == numbers


def test_those_that_are_kept_come_before_others_wherever_they_stand() -> None:
    assert played([False, False, False, True, True], 3) == (1, 4, 5)


def test_each_group_has_one_and_more_groups_share() -> None:
    assert dealt(KEEP, 5) == ((1,), (2,), (3,), (4,), (5,))
    assert dealt([True, False], 5) == ((1,), (2,), (1,), (2,), (1,))
    assert dealt([True, True, True], 2) == ((1, 3), (2,))
    assert dealt([], 3) == ((), (), ())


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(1, 20))
def test_nothing_is_lost_and_nobody_is_without(keep: list[bool], groups: int) -> None:
    deal = dealt(keep, groups)
    numbers = {number for one in deal for number in one}
    assert len(deal) == groups
    assert all(deal)
    assert numbers == set(played(keep, groups))
    assert {number for number, must in enumerate(keep, start=1) if must} <= numbers
    assert len(numbers) == min(len(keep), max(groups, sum(keep)))
