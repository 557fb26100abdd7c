"""Screen and laptop stay awake while children look at them; afterwards they may sleep again.

By wakepy, which asks Windows and the desktops of Linux in their own ways and says plainly when nobody listens.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wakepy import DBusAdapter, Mode


class WakeLock(Protocol):
    """What keeps a laptop awake. Both may be called again; both on one thread."""

    def hold(self) -> bool:
        """From now on. False if the system does not listen."""
        ...

    def release(self) -> None:
        """No longer."""
        ...


class LaptopAwake:
    """This laptop. On Linux a desktop that does not answer within seconds is taken as not listening."""

    def __init__(self) -> None:
        self._mode: Mode | None = None

    def hold(self) -> bool:
        """From now on. False if the system does not listen."""
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
        """No longer. A desktop that went away in the meantime holds nothing any more."""
        mode, self._mode = self._mode, None
        if mode is not None:
            with contextlib.suppress(RuntimeError):
                mode.__exit__(None, None, None)


def can_stay_awake() -> bool:
    """Whether the system listens, tried for a moment."""
    awake = LaptopAwake()
    held = awake.hold()
    awake.release()
    return held


def _bus() -> type[DBusAdapter] | None:
    """How Linux is asked; None on Windows, which has no bus."""
    if sys.platform == "win32":
        return None
    from wakepy.core import DBusMethodCall
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

    class Bus(JeepneyDBusAdapter):
        """Leaves no connection open after a refusal, as wakepy's own does."""

        def process(self, call: DBusMethodCall) -> object:
            try:
                return super().process(call)
            except BaseException:
                self.close_connections()
                raise

    return Bus
