"""Power: how long the battery lasts, in classes or in minutes, and a laptop that stays awake while children look at it.

wakepy supports Windows and the Linux desktops and reports plainly if none of them responds."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from wakepy import DBusAdapter, Mode

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


class WakeLock(Protocol):
    """What keeps a laptop awake. Both methods may be called repeatedly, and must be called on one thread."""

    def hold(self) -> bool:
        """Keeps the laptop awake from now on. Returns False if the system does not support it."""
        ...

    def release(self) -> None:
        """Lets the laptop sleep again."""
        ...


class LaptopAwake:
    """Keeps this laptop awake. A Linux desktop that does not answer within seconds counts as not supporting it."""

    def __init__(self) -> None:
        self._mode: Mode | None = None

    def hold(self) -> bool:
        """Keeps the laptop awake from now on. Returns False if the system does not support it."""
        if self._mode is not None:
            return True
        from wakepy import keep

        mode = keep.presenting(on_fail="pass", dbus_adapter=_bus())
        mode.__enter__()
        if mode.active:
            self._mode = mode
        else:
            mode.__exit__(None, None, None)
        return self._mode is not None

    def release(self) -> None:
        """Lets the laptop sleep again. A desktop that has ended in the meantime is ignored."""
        mode, self._mode = self._mode, None
        if mode is not None:
            with contextlib.suppress(RuntimeError):
                mode.__exit__(None, None, None)


def can_stay_awake() -> bool:
    """True if the system supports it; tries it for a moment."""
    awake = LaptopAwake()
    held = awake.hold()
    awake.release()
    return held


def _bus() -> type[DBusAdapter] | None:
    """The D-Bus adapter for Linux; None on Windows, which has no bus."""
    if sys.platform == "win32":
        return None
    from wakepy.core import DBusMethodCall
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

    class Bus(JeepneyDBusAdapter):
        """Closes its connection after a refusal, which wakepy's own adapter does not."""

        def process(self, call: DBusMethodCall) -> object:
            try:
                return super().process(call)
            except BaseException:
                self.close_connections()
                raise

    return Bus
