"""Reports certificates of a class that were printed under another spelling, with a button to make new ones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar

_MAKE = "make_new"


class Reissue(QObject):
    """Fills a message bar, visible while certificates of the class have to be reissued. `wanted` carries the session to
    print, the one with the most of them first."""

    wanted = Signal(str)

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._due: Mapping[str, int] = {}
        bar.answered.connect(lambda _: self._ask())
        bar.hide()

    def show(self, due: Mapping[str, int]) -> bool:
        """Takes the number of certificates to reissue for each session; True if there are more than before."""
        more = sum(due.values()) > sum(self._due.values())
        self._due = due
        self.say()
        return more

    def say(self) -> None:
        """Renders the bar in the desk's language."""
        say, count = self._bridge.say, sum(self._due.values())
        self._bar.setVisible(count > 0)
        if count:
            fact = Message("Certificates printed under another spelling: {count}.", count=count)
            remedy = Message("The old certificate is revoked; the new one is used instead.")
            self._bar.tell("look", say(fact), say(remedy), [(_MAKE, say(Message("Make the new one")))])

    def take_focus(self) -> None:
        """Focuses its button, which also scrolls it into view in large letters."""
        # A bar that was filled again has a new button; old ones are about to be deleted.
        for button in self._bar.findChildren(QPushButton, _MAKE)[-1:]:
            button.show()
            button.setFocus()

    def _ask(self) -> None:
        if self._due:
            self.wanted.emit(max(self._due, key=lambda session: self._due[session]))
