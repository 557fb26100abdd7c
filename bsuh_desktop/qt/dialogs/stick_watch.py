"""Polls for sticks that are plugged in while a page or a dialog is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.system.sticks import Stick

LOOK_FOR_STICKS_MS = 3_000


class StickWatch(QObject):
    """Emits `changed` when a stick appears, disappears or becomes writable: True for those that the first look finds,
    which were there before. `find_sticks` is called on the thread of files."""

    changed = Signal(bool)

    def __init__(self, bridge: Bridge, find_sticks: Callable[[], Sequence[Stick]], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._find = find_sticks
        self._looking = False
        self._looked = False
        self.sticks: tuple[Stick, ...] = ()
        self._timer = QTimer(self, interval=LOOK_FOR_STICKS_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Starts polling: the page or dialog is shown."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Stops polling."""
        self._timer.stop()

    def look(self) -> None:
        """Polls once. While a drive hangs, no second query is started."""
        if not self._looking:
            self._looking = True
            self._bridge.ask(self._find, self._on_found, self._on_failed)

    def _on_found(self, found: Sequence[Stick]) -> None:
        if not isValid(self):
            # Looking takes a while; a dialog may be closed by then.
            return
        self._looking = False
        first, self._looked = not self._looked, True
        before, self.sticks = self.sticks, tuple(found)
        if _without_free_space(before) != _without_free_space(self.sticks):
            self.changed.emit(first)

    def _on_failed(self, _: object) -> None:
        self._looking = False


def _without_free_space(sticks: Sequence[Stick]) -> list[object]:
    """The sticks without their free space, which changes with each file."""
    return [(stick.path, stick.label, stick.writable) for stick in sticks]
