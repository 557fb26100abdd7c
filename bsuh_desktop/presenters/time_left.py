"""The remaining time of a job, rounded as far as a person wants to know it."""

from __future__ import annotations

import math

from bsuh_desktop.domain.messages import Message

_MOMENT, _MINUTE = 2, 60


def remaining_text(seconds: int | None) -> Message | None:
    """Whole seconds below a minute, then whole minutes; None if the time is unknown or nearly zero."""
    if seconds is None or seconds < _MOMENT:
        return None
    if seconds < _MINUTE:
        return Message("About {seconds} seconds left", seconds=seconds)
    return Message("About {minutes} minutes left", minutes=math.ceil(seconds / _MINUTE))
