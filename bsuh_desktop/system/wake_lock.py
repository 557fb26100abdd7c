"""Keeps screen and laptop awake while children look at them.

Uses wakepy, which supports Windows and the Linux desktops and reports plainly if none of them responds.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wakepy import DBusAdapter, Mode


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
