"""Polls for sticks that are plugged in while a page is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import LOOK_FOR_STICKS_MS
from bsuh_desktop.system.sticks import Stick


class StickWatch(QObject):
    """Emits `changed` when a stick appears, disappears or becomes writable. `find_sticks` is called on the thread of
    files."""

    changed = Signal()

    def __init__(self, bridge: Bridge, find_sticks: Callable[[], Sequence[Stick]], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._find = find_sticks
        self._looking = False
        self.sticks: tuple[Stick, ...] = ()
        self._timer = QTimer(self, interval=LOOK_FOR_STICKS_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Starts polling: the page is shown."""
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
        self._looking = False
        before, self.sticks = self.sticks, tuple(found)
        if _without_free_space(before) != _without_free_space(self.sticks):
            self.changed.emit()

    def _on_failed(self, _: object) -> None:
        self._looking = False


def _without_free_space(sticks: Sequence[Stick]) -> list[object]:
    """The sticks without their free space, which changes with each file."""
    return [(stick.path, stick.label, stick.writable) for stick in sticks]
