"""What was collected so far, now and then: made on the register's thread, told on the window's, never two at a time.

To put sixty thousand files in order takes a moment, and each moment holds the collecting up: so the next picture is
made a second after the last one was shown, or ten times as long as that one took to make.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bsuh_desktop.qt.collection.inbox_model import Pile, with_found

if TYPE_CHECKING:
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.values import CollectedFile

EVERY_S = 1.0
_REST = 10
"""Of the time that goes on, making pictures takes a tenth at most."""


class SoFar(QObject):
    """`came` gives the run that was begun last, and the Pile as it is by now."""

    came = Signal(object, object)
    _made = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = threading.Event()
        self._shown.set()
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def of(self, run: object, register: Register, pile: Pile) -> Callable[[Sequence[CollectedFile]], object]:
        """What the collecting calls on its thread; `pile` is what was there before it."""
        from bsuh_desktop.services.collection.values import Collected

        due = time.monotonic() + EVERY_S

        def told(files: Sequence[CollectedFile]) -> None:
            nonlocal due
            begun = time.monotonic()
            if begun < due or not self._shown.is_set():
                return
            made = with_found(pile, Collected(tuple(files), {}, ()), register.standing)
            self._shown.clear()
            self._made.emit(run, made)
            taken = time.monotonic() - begun
            due = begun + max(EVERY_S, _REST * taken)

        return told

    @Slot(object, object)
    def _on_made(self, run: object, pile: Pile) -> None:
        self._shown.set()
        self.came.emit(run, pile)
