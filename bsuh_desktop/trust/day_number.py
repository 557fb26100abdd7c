"""A day as two bytes can hold it: how many days after 1 January 1970 it is (0 to 65,535, until 2149)."""

from __future__ import annotations

import datetime

_START = datetime.date(1970, 1, 1)
LAST = 0xFFFF


def day_number(day: datetime.date) -> int:
    """`day` counted in days from 1 January 1970. Raises ValueError outside two bytes."""
    number = (day - _START).days
    if not 0 <= number <= LAST:
        raise ValueError(f"{day} does not fit in two bytes")
    return number


def day_of(number: int) -> datetime.date:
    """The day that `number` counts to. Raises ValueError outside two bytes."""
    if not 0 <= number <= LAST:
        raise ValueError(f"day {number} does not fit in two bytes")
    return _START + datetime.timedelta(days=number)
