"""Does something that holds until a day still hold, and is it time to ask for the next? Grants do, so far."""

from __future__ import annotations

import datetime
from typing import Literal

SOON_DAYS = 30
"""So many days before its last one a grant ends soon: a stick has to go to the coordinator and come back."""

Validity = Literal["holds", "ends_soon", "ended"]


def validity(last_day: datetime.date, today: datetime.date) -> Validity:
    """How something stands today whose last day is `last_day`, that day included."""
    if last_day < today:
        return "ended"
    return "ends_soon" if (last_day - today).days <= SOON_DAYS else "holds"
