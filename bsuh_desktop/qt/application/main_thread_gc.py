"""Looks for waste on the window's thread alone.

Python's own search runs on whatever thread happens to allocate next, and what it finds is thrown away there: a window
or a timer of ours that ends on a worker's thread can take the whole app down, class and all (PySide moves only its own
classes back to the window's thread, not classes made of them).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1_000
_DUE = (700, 10, 10)
"""CPython's own measure: so many new things, or so many looks at younger ones, make it worth while."""


class MainThreadCollector(QObject):
    """From `begin` on it looks now and then, as long as it lives, and nobody else does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def begin(self) -> None:
        """What is there already stays for good and is not looked at again."""
        gc.disable()
        gc.freeze()
        self._timer.start()


def collect_due() -> None:
    """Throws away what is waste, the oldest generation that is due with all younger ones. For the window's thread."""
    for generation, (count, due) in reversed(list(enumerate(zip(gc.get_count(), _DUE, strict=True)))):
        if count > due:
            gc.collect(generation)
            return
