"""Runs the garbage collector on the GUI thread only.

Python's automatic collection runs on whichever thread allocates next and frees what it finds there. A window or timer
of ours that is freed on a worker thread can crash the whole app, class included: PySide moves only instances of its own
classes back to the GUI thread, not instances of subclasses.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1_000
_DUE = (700, 10, 10)
"""CPython's thresholds: new objects for generation 0, collections of the younger generation for 1 and 2."""


class MainThreadCollector(QObject):
    """Collects once a second after `begin`, for as long as it lives; automatic collection is off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def begin(self) -> None:
        """Freezes all objects that exist now, so that they are never collected, and starts the timer."""
        gc.disable()
        gc.freeze()
        self._timer.start()


def collect_due() -> None:
    """Collects the oldest generation that is due, and all younger ones with it. Call it on the GUI thread."""
    for generation, (count, due) in reversed(list(enumerate(zip(gc.get_count(), _DUE, strict=True)))):
        if count > due:
            gc.collect(generation)
            return
