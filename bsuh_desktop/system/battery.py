"""How long the battery lasts, in classes, or in minutes when it is running out."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.messages import Message

CLASS_MINUTES = 45
"""Minutes of one class."""

_MINUTES_A_PERCENT, _MOST_A_PERCENT = 0.9, 3.0
"""Minutes a percent, estimated and at most. An old battery uses about half its charge for a class; no school laptop
lasts longer than five hours, whatever the system estimates just after the charger was unplugged."""

LOW_PERCENT = 15
"""Percent at which a class should not go on without a charger."""

_STEP = 5


class Battery(msgspec.Struct, frozen=True):
    """The state of the battery."""

    percent: int
    """Charge, 0 to 100."""
    plugged: bool
    """True if the charger is connected."""
    seconds_left: int | None = None
    """As estimated by the system; None if it gives no estimate."""


def minutes_left(battery: Battery) -> int:
    """Remaining minutes: the system's estimate within plausible limits, else estimated from the charge."""
    if battery.seconds_left is None:
        return int(battery.percent * _MINUTES_A_PERCENT)
    return int(min(battery.seconds_left / 60, battery.percent * _MOST_A_PERCENT))


def classes_left(battery: Battery) -> int:
    """How many whole classes it will last."""
    return minutes_left(battery) // CLASS_MINUTES


def about_minutes(battery: Battery) -> int:
    """The minutes rounded to fives, at least five."""
    return max(_STEP, minutes_left(battery) // _STEP * _STEP)


def runs_out(battery: Battery) -> bool:
    """True if the charge is low and no charger is connected."""
    return not battery.plugged and battery.percent <= LOW_PERCENT


def battery_text(battery: Battery) -> Message:
    """The charge, and the classes that it is enough for."""
    percent, count = battery.percent, classes_left(battery)
    if battery.plugged:
        return Message("Plugged in. The battery is at {percent}%.", percent=percent)
    if count > 1:
        minutes = CLASS_MINUTES
        return Message(
            "{percent}%: about {count} classes of {minutes} minutes", percent=percent, count=count, minutes=minutes
        )
    if count == 1:
        return Message("{percent}%: about one class of {minutes} minutes", percent=percent, minutes=CLASS_MINUTES)
    left = about_minutes(battery)
    return Message("{percent}%: about {left} minutes, less than a class", percent=percent, left=left)


def sensed_battery() -> Battery | None:
    """The laptop's battery; None if there is none or the system does not report one."""
    import psutil

    try:
        found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except OSError:
        # Some systems, for example containers, do not report it.
        return None
    if found is None:
        return None
    # Negative: unknown, or unlimited while the charger is connected.
    seconds = round(found.secsleft) if found.secsleft is not None and found.secsleft >= 0 else None
    return Battery(round(found.percent), bool(found.power_plugged), seconds)
