"""Keeps screen and laptop awake while a class runs, from the roll call to the finish."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.system.wake_lock import WakeLock

_RUNNING = ("roll_call", "teach")


class KeepAwake(QObject):
    """Follows the open class. Whether the laptop supports this is reported in readiness, not in front of a class."""

    def __init__(self, bridge: Bridge, awake: WakeLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._awake = awake
        self._holds = False
        bridge.class_changed.connect(self._look)

    def stop(self) -> None:
        """Lets the laptop sleep again, even if a class runs."""
        self._hold(False)

    def _look(self) -> None:
        picture = self._bridge.picture
        self._hold(picture is not None and picture.view.step in _RUNNING)

    def _hold(self, wanted: bool) -> None:
        if wanted != self._holds:
            self._holds = wanted
            # The desktop may take seconds to answer, and all calls must come from one thread.
            self._bridge.ask(self._awake.hold if wanted else self._awake.release, lambda _: None)
