"""A day in two bytes: the number of days since 1 January 1970 (0 to 65,535, until 2149)."""

from __future__ import annotations

import datetime

_START = datetime.date(1970, 1, 1)
LAST = 0xFFFF


def day_number(day: datetime.date) -> int:
    """The number of days from 1 January 1970 to `day`. Raises ValueError if it does not fit in two bytes."""
    number = (day - _START).days
    if not 0 <= number <= LAST:
        raise ValueError(f"{day} does not fit in two bytes")
    return number


def day_of(number: int) -> datetime.date:
    """The day with this number. Raises ValueError if it does not fit in two bytes."""
    if not 0 <= number <= LAST:
        raise ValueError(f"day {number} does not fit in two bytes")
    return _START + datetime.timedelta(days=number)
