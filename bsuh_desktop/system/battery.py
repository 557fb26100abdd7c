"""How long does the battery last? Told in classes, as a teacher counts a day, and in minutes when it runs out."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.messages import Message

CLASS_MINUTES = 45
"""What a class takes."""

_MINUTES_A_PERCENT, _MOST_A_PERCENT = 0.9, 3.0
"""An old battery gives about half of its charge for a class. No school laptop runs for more than five hours, whatever
its system believes just after the charger was pulled out."""

LOW_PERCENT = 15
"""At this charge a class should not go on without a charger."""

_STEP = 5


class Battery(msgspec.Struct, frozen=True):
    """What it holds (0 to 100), whether the charger is in, and for how long it lasts if the system tells that."""

    percent: int
    plugged: bool
    seconds_left: int | None = None


def minutes_left(battery: Battery) -> int:
    """For how many minutes it lasts: what the system tells as far as that can be believed, else by its charge."""
    if battery.seconds_left is None:
        return int(battery.percent * _MINUTES_A_PERCENT)
    return int(min(battery.seconds_left / 60, battery.percent * _MOST_A_PERCENT))


def classes_left(battery: Battery) -> int:
    """How many whole classes it lasts."""
    return minutes_left(battery) // CLASS_MINUTES


def about_minutes(battery: Battery) -> int:
    """The minutes in fives, as one says them; at least five."""
    return max(_STEP, minutes_left(battery) // _STEP * _STEP)


def runs_out(battery: Battery) -> bool:
    """Whether little is left and no charger is in."""
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
    """The laptop's battery; None where there is none, or where the system does not tell."""
    import psutil

    try:
        found = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except OSError:
        # Some systems, a container among them, do not tell.
        return None
    if found is None:
        return None
    # Negative: not known, or without end while the charger is in.
    seconds = round(found.secsleft) if found.secsleft is not None and found.secsleft >= 0 else None
    return Battery(round(found.percent), bool(found.power_plugged), seconds)
