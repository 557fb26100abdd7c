"""Shows messages and remedies to the person: one bar under the header, for every page."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar


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
