"""The small read-outs in the header: the time, the battery, and the lock, which is a button."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.header import PageHeader

if TYPE_CHECKING:
    from bsuh_desktop.system.battery import Battery

_EVERY_MS = 20_000


class Readouts(QObject):
    """Reads clock and battery while the desk is open; emits `looked` on each update, and `sensed` with the battery's
    state."""

    looked = Signal()
    sensed = Signal(object)

    def __init__(self, bridge: Bridge, header: PageHeader, sense: Callable[[], Battery | None] | None = None) -> None:
        super().__init__(header)
        self._bridge = bridge
        self._header = header
        self._sense = sense or _sensed
        self._battery: Battery | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Stops reading."""
        self._timer.stop()

    def look(self) -> None:
        """Shows the time at once, and the battery when its state is known."""
        self._say()
        self.looked.emit()
        if self._bridge.facts is not None:
            self._bridge.ask(self._sense, self._on_battery)

    def _on_battery(self, battery: Battery | None) -> None:
        self._battery = battery
        self._say()
        self.sensed.emit(battery)

    def _say(self) -> None:
        facts, bridge = self._bridge.facts, self._bridge
        if facts is None:
            self._header.set_readouts([])
            return
        # The door appears before any of the domain's modules are loaded.
        from bsuh_desktop.domain.dates import time_words

        now: datetime.datetime = clock.local(bridge.clock.now().wall_ms, facts.offset_minutes)
        shown = [("clock", time_words(now.time(), bridge.language))]
        if self._battery is not None:
            shown.append(("battery", bridge.say(Message("{percent}%", percent=self._battery.percent))))
        if facts.practising:
            shown.append(("play", bridge.say(Message("Practice"))))
        shown.append(("lock", bridge.say(Message("Unlocked"))))
        self._header.set_readouts(shown)


def _sensed() -> Battery | None:
    from bsuh_desktop.system.battery import sensed_battery

    return sensed_battery()
