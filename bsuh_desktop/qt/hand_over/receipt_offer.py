"""Offers receipts for this laptop that were found on a stick; nothing is accepted before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.stick_receipts import Expected

OnSticks = tuple[tuple[str, tuple[Path, ...]], ...]
"""For each stick its label and its receipts."""


class ReceiptOffer(QObject):
    """`wanted` carries the paths of the receipts to accept."""

    wanted = Signal(list)

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._found: OnSticks = ()
        self._tried: set[Path] = set()
        self._asked = 0
        bar.set_closable(False)
        bar.answered.connect(lambda _: self._take())
        bar.hide()

    def look(self, sticks: Sequence[Stick], wanted: Expected | None) -> None:
        """Searches on the file thread; only the newest search is answered."""
        self._asked += 1
        asked, tried = self._asked, frozenset(self._tried)
        if not sticks:
            self._tried.clear()
        if wanted is None or not sticks:
            self._show(())
            return
        self._bridge.ask(
            lambda: _on_sticks(sticks, wanted, tried),
            lambda found: self._show(found) if asked == self._asked else None,
            lambda _: None,
        )

    def hide(self) -> None:
        """Hides the offer while something else goes on."""
        self._asked += 1
        self._show(())

    def retranslate(self) -> None:
        """The offer in the desk's language."""
        paths, say = self._paths(), self._bridge.say
        self._bar.setVisible(bool(paths))
        if paths:
            label = next(label for label, found in self._found if found)
            fact = Message("Receipts for you on {label}: {count}", label=label, count=len(paths))
            self._bar.tell("info", say(fact), "", [("take_offered", say(Message("Load them")))])

    def _paths(self) -> list[Path]:
        return [path for _, found in self._found for path in found]

    def _show(self, found: OnSticks) -> None:
        self._found = found
        self.retranslate()

    def _take(self) -> None:
        paths = self._paths()
        # A faulty receipt is not offered again while its stick is plugged in.
        self._tried.update(paths)
        self.hide()
        self.wanted.emit(paths)


def _on_sticks(sticks: Sequence[Stick], wanted: Expected, tried: frozenset[Path]) -> OnSticks:
    from bsuh_desktop.services.hand_over.stick_receipts import receipts_on

    found = ((stick.label, receipts_on(stick.path, wanted)) for stick in sticks)
    return tuple((label, tuple(path for path in paths if path not in tried)) for label, paths in found)
