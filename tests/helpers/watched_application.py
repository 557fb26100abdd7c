"""The application of all tests: Qt delivers its events by itself, until somebody wants to see each of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

Deliver = Callable[[QObject, QEvent], bool]
Through = Callable[[Deliver, QObject, QEvent], bool]
"""Gets Qt's own delivery, the receiver and the event; what it returns is told to Qt."""


class WatchedApplication(QApplication):
    """Python is asked for each event only within `delivered_through`: it heard of a million events of a single file of
    tests, a quarter of what that took."""

    _thread = threading.get_ident()

    @contextmanager
    def delivered_through(self, through: Through) -> Iterator[None]:
        """Within it each event of the GUI thread, inner ones too, is delivered by `through`."""

        def notify(receiver: QObject, event: QEvent) -> bool:
            if threading.get_ident() != self._thread:
                return self._deliver(receiver, event)
            return through(self._deliver, receiver, event)

        # Of an instance's own method Qt hears when it is given, and never asks Python while there is none.
        setattr(self, "notify", notify)  # noqa: B010  # the stubs know of no method of an instance's own
        try:
            yield
        finally:
            delattr(self, "notify")

    def _deliver(self, receiver: QObject, event: QEvent) -> bool:
        return super().notify(receiver, event)


def the_one() -> WatchedApplication:
    """The application that runs."""
    application = QApplication.instance()
    assert isinstance(application, WatchedApplication)
    return application
