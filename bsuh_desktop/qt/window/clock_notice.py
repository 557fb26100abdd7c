"""Says once, and calmly, that the laptop's clock has jumped: on the desk, never over what the class sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.window.message_bars import Messages

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.clock_watch import ClockNews, ClockWatch


class ClockNotice(QObject):
    """`look` is called with the read-outs and after each event of the class, from the first time the door is open."""

    def __init__(self, bridge: Bridge, messages: Messages) -> None:
        super().__init__(messages)
        self._bridge = bridge
        self._messages = messages
        self._watch: ClockWatch | None = None
        bridge.opened.connect(self.look)
        bridge.class_changed.connect(self.look)

    def look(self) -> None:
        """Holds the clocks against each other."""
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
