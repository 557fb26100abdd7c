"""Says that a stick was plugged in; one button collects from it, and nothing does unasked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.system.sticks import Stick


class StickOffer(QObject):
    """`wanted` gives the stick that shall be collected from. One that was is not offered again before it was out."""

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
        """These are plugged in now."""
        self._plugged = tuple(plugged)
        self._done &= {stick.path for stick in plugged}
        self.retranslate()

    def note(self, sources: Sequence[Path]) -> None:
        """These are collected, however they were asked for."""
        self._done.update(sources)
        self.retranslate()

    def label_of(self, sources: Sequence[Path]) -> str:
        """What the stick is called that is the one source; "" for anything else."""
        return next((one.label for one in self._plugged if list(sources) == [one.path]), "")

    def set_quiet(self, quiet: bool) -> None:
        """Nothing is offered while something else goes on."""
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
