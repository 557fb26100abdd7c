"""Says once, and calmly, that the battery runs out: on the desk, never over what the class sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.system.battery import Battery


class BatteryNotice(QObject):
    """`look` is called with what the read-outs sensed. Whoever plugged in in the meantime is told again another day."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._told = False

    def look(self, battery: Battery | None) -> None:
        """Tells that there is little left, if there is and it was not told."""
        from bsuh_desktop.system.battery import about_minutes, runs_out

        if battery is None or not runs_out(battery):
            self._told = False
        elif not self._told:
            self._told = True
            fact = Message("The battery holds about {minutes} minutes.", minutes=about_minutes(battery))
            self._bridge.informed.emit("look", fact, self._remedy())

    def _remedy(self) -> Message:
        picture = self._bridge.picture
        if picture is not None and picture.ended_ms is None:
            return Message("Everything is kept; plug in, or finish the class.")
        return Message("Plug the laptop in before the class.")
