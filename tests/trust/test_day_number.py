from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.trust.credential import day_number, day_of


@given(st.integers(0, 0xFFFF))
def test_every_number_is_one_day(number: int) -> None:
    assert day_number(day_of(number)) == number


def test_the_count_begins_in_1970() -> None:
    assert day_number(datetime.date(1970, 1, 1)) == 0
    assert day_number(datetime.date(2026, 7, 14)) == 20648
    assert day_of(0xFFFF) == datetime.date(2149, 6, 6)


def test_what_two_bytes_cannot_hold_is_refused() -> None:
    for day in (datetime.date(1969, 12, 31), datetime.date(2149, 6, 7)):
        with pytest.raises(ValueError, match="two bytes"):
            day_number(day)
    for number in (-1, 0x10000):
        with pytest.raises(ValueError, match="two bytes"):
            day_of(number)
