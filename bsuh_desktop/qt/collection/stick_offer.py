"""Offers to collect from a stick that was plugged in; nothing is read before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.system.sticks import Stick


class StickOffer(QObject):
    """`wanted` carries the stick to collect from. A stick is not offered again before it was pulled out."""

    wanted = Signal(object)

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._plugged: tuple[Stick, ...] = ()
        self._done: set[Path] = set()
        self._quiet = False
        bar.set_closable(True)
        bar.closed.connect(self._on_closed)
        bar.answered.connect(lambda _: self._take())
        bar.hide()

    def look(self, plugged: Sequence[Stick]) -> None:
        """Takes the list of sticks plugged in now."""
        self._plugged = tuple(plugged)
        self._done &= {stick.path for stick in plugged}
        self.retranslate()

    def note(self, sources: Sequence[Path]) -> None:
        """Notes that these sources are collected, whoever asked for it."""
        self._done.update(sources)
        self.retranslate()

    def label_of(self, sources: Sequence[Path]) -> str:
        """The label of the stick if it is the only source; "" otherwise."""
        return next((one.label for one in self._plugged if list(sources) == [one.path]), "")

    def set_quiet(self, quiet: bool) -> None:
        """Hides offers while something else goes on."""
        self._quiet = quiet
        self.retranslate()

    def retranslate(self) -> None:
        """The offer in the desk's language."""
        stick, say = self._offered(), self._bridge.say
        self._bar.setVisible(stick is not None)
        if stick is not None:
            fact = Message("The stick {label} is plugged in.", label=stick.label)
            self._bar.tell("info", say(fact), "", [("take_stick", say(Message("Collect from it")))])

    def _offered(self) -> Stick | None:
        return None if self._quiet else next((one for one in self._plugged if one.path not in self._done), None)

    def _on_closed(self) -> None:
        stick = self._offered()
        if stick is not None:
            self.note([stick.path])

    def _take(self) -> None:
        stick = self._offered()
        if stick is not None:
            self.wanted.emit(stick)
