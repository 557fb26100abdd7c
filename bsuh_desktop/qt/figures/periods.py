"""Periods for figures: the last twelve months, one year, or everything."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message

MONTHS = 12


class Period(msgspec.Struct, frozen=True):
    """From `first` to `last`, both included; None: open end. `year`: the calendar year, 0 if it is none."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    year: int = 0

    def label(self) -> Message:
        """Its label in the list of choices."""
        if self.year:
            return Message("Year: {year}", year=digits_text(self.year))
        return Message("Year: last 12 months") if self.first else Message("Year: all")


def periods(as_of: datetime.date | None, months: list[str]) -> tuple[Period, ...]:
    """The choices if the newest class was on `as_of` and `months` (as 2026-07) have classes: the last twelve months,
    each year with a class from the newest on, and everything."""
    if as_of is None:
        return (Period(),)
    years = sorted({int(month[:4]) for month in months if month[:4].isdigit()}, reverse=True)
    calendar = (Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), year) for year in years)
    return (last_months(as_of), *calendar, Period())


def last_months(as_of: datetime.date) -> Period:
    """The month of `as_of` and the eleven before it, to the month's last day: attributes are only published for
    whole months."""
    total = as_of.year * 12 + as_of.month - MONTHS
    after = datetime.date(as_of.year + as_of.month // MONTHS, as_of.month % MONTHS + 1, 1)
    return Period(datetime.date(total // 12, total % 12 + 1, 1), after - datetime.timedelta(1))


def months_between(first: str, last: str) -> Iterator[str]:
    """All months from one to the other, both included, as 2026-07."""
    for total in range(_total(first), _total(last) + 1):
        yield f"{total // 12:04}-{total % 12 + 1:02}"


def _total(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
