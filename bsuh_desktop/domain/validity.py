"""Whether something with a last day, such as a grant, is still valid, or has to be renewed soon."""

from __future__ import annotations

import datetime
from typing import Literal

SOON_DAYS = 30
"""A grant ends soon from this many days before its last: a stick has to go to the coordinator and come back."""

Validity = Literal["holds", "ends_soon", "ended"]


def validity(last_day: datetime.date, today: datetime.date) -> Validity:
    """The validity today of something whose last day (included) is `last_day`."""
    if last_day < today:
        return "ended"
    return "ends_soon" if (last_day - today).days <= SOON_DAYS else "holds"
