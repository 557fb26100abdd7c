"""What stands above a page: the header with its read-outs and lock, and the message bar under it.

The header is hidden if both need too much space."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.header import LOW, PageHeader
from bsuh_desktop.qt.widgets.message import MessageBar

if TYPE_CHECKING:
    from bsuh_desktop.system.power import Battery

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
    from bsuh_desktop.system.power import sensed_battery

    return sensed_battery()


class MessageBars(QObject):
    """Shows a message in the desk's language, and again when that changes; it is closed by the next page or the
    person."""

    def __init__(self, bridge: Bridge, bar: MessageBar, around: QWidget) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._around = around
        self._shown: tuple[str, Message, Message | None] | None = None
        bridge.error_reported.connect(self.tell)
        bridge.informed.connect(self.note)
        bridge.moved_on.connect(self._move_on)
        bridge.language_changed.connect(self._say)
        bar.closed.connect(self.clear)
        bar.set_closable(True)
        around.hide()

    def tell(self, error: KnownError) -> None:
        """What went wrong, and what to do."""
        self.note("stop", error.message, error.remedy)

    def note(self, state: str, fact: Message, remedy: Message | None = None) -> None:
        """A fact in one of the four states ok, look, stop, info."""
        self._shown = (state, fact, remedy)
        self._say()

    def clear(self) -> None:
        """Hides the message."""
        self._shown = None
        self._around.hide()

    def _move_on(self) -> None:
        """What needs no answer would only take space."""
        if self._shown is not None and self._shown[0] in ("ok", "info"):
            self.clear()

    def _say(self) -> None:
        if self._shown is None:
            return
        state, fact, remedy = self._shown
        say = self._bridge.say
        self._bar.tell(state, say(fact), say(remedy) if remedy else "", [])
        self._around.show()
        self._bar.show()


_OTHER_ROOM = frozenset((QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest))


class PageHead(QWidget):
    """`pages` are the pages below it; `message_area` is the box around the message bar, hidden while there is no
    message."""

    def __init__(self, pages: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._pages = pages
        self.header = PageHeader(self)
        # The margin belongs to the bar's box, so that a hidden bar leaves no gap above the page.
        self.message_area = QWidget(self)
        self.bar = MessageBar(self)
        around = QVBoxLayout(self.message_area)
        around.setContentsMargins(32, 16, 32, 0)
        around.addWidget(self.bar)
        above = QVBoxLayout(self)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.header)
        above.addWidget(self.message_area)
        self.message_area.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fits the head again when a message appears or disappears, or the available space changes."""
        if event.type() in _OTHER_ROOM:
            self.fit()
        return False

    def fit(self) -> None:
        """Makes the header lower in a low window, and hides it if needed: with large text on a small screen a message
        must not push the page's main button out."""
        told = self.message_area.layout()
        assert told is not None
        self.header.set_low(self.window().height() < LOW)
        needed = self.header.heightForWidth(self.width()) + told.totalHeightForWidth(self.width())
        crowded = needed + self._pages.minimumSizeHint().height() > self.window().height()
        self.header.setVisible(self.message_area.isHidden() or not crowded)
