"""A grant holds to its last day, and ends soon from thirty days before it."""

from __future__ import annotations

import datetime

import pytest

from bsuh_desktop.domain.dates import validity

LAST = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (datetime.date(2026, 11, 30), "holds"),
        (datetime.date(2026, 12, 1), "ends_soon"),
        (LAST, "ends_soon"),
        (datetime.date(2027, 1, 1), "ended"),
    ],
)
def test_the_last_day_belongs_to_it(today: datetime.date, stands: str) -> None:
    assert validity(LAST, today) == stands
