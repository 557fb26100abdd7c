"""Reports once that the battery is low, or that the clock has jumped: on the desk, never over what the class sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.window.message_bars import MessageBars

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.clock_watch import ClockNews, ClockWatch
    from bsuh_desktop.system.battery import Battery


class ClockNotice(QObject):
    """`look` is called with every update of the read-outs and after each event of the class, from the first
    unlocking on."""

    def __init__(self, bridge: Bridge, messages: MessageBars) -> None:
        super().__init__(messages)
        self._bridge = bridge
        self._messages = messages
        self._watch: ClockWatch | None = None
        bridge.opened.connect(self.look)
        bridge.class_changed.connect(self.look)

    def look(self) -> None:
        """Compares the clocks."""
        if self._bridge.facts is None:
            return
        from bsuh_desktop.services.desk.clock_watch import ClockWatch, news_of

        if self._watch is None:
            self._watch = ClockWatch(self._bridge.clock)
        jump = self._watch.look()
        if jump is not None:
            self._bridge.query(lambda desk: news_of(desk, jump), self._tell, lambda _: None)

    def _tell(self, news: ClockNews) -> None:
        self._messages.note(news.state, news.fact, news.remedy)


class BatteryNotice(QObject):
    """`look` is called with each battery reading. After the laptop was plugged in, a low battery is reported again."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._warned = False

    def look(self, battery: Battery | None) -> None:
        """Reports a low battery, unless that was done already."""
        from bsuh_desktop.system.battery import about_minutes, runs_out

        if battery is None or not runs_out(battery):
            self._warned = False
        elif not self._warned:
            self._warned = True
            fact = Message("The battery lasts about {minutes} minutes.", minutes=about_minutes(battery))
            self._bridge.informed.emit("look", fact, self._remedy())

    def _remedy(self) -> Message:
        picture = self._bridge.picture
        if picture is not None and picture.ended_ms is None:
            return Message("Everything is kept; plug in the charger, or finish the class.")
        return Message("Plug the laptop in before the class.")
