"""The desktop as the app's face: answers of workers arrive by a queued signal, on the thread of the windows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid


class QtFace(QObject):
    """Implements `app.face.Face` on the thread it was made on."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], object]) -> None:
        """Runs `call` when the windows' thread comes back to its events."""
        self._posted.emit(call)

    @Slot(object)
    def _call(self, call: Callable[[], object]) -> None:
        call()

    def timer(self, call: Callable[[], object]) -> QtTimer:
        """A timer of the windows' thread."""
        return QtTimer(self, call)

    def worker(self, name: str) -> Executor:
        """A thread of its own."""
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def is_alive(self, owner: object) -> bool:
        """False for an object that Qt has deleted."""
        return not isinstance(owner, QObject) or isValid(owner)


class QtTimer:
    """Implements `app.face.Timer`."""

    def __init__(self, parent: QObject, call: Callable[[], object]) -> None:
        self._timer = QTimer(parent, singleShot=True)
        self._timer.timeout.connect(call)

    def start(self, ms: int) -> None:
        """Calls after so many milliseconds."""
        self._timer.start(ms)

    def stop(self) -> None:
        """Drops a call that is waiting."""
        self._timer.stop()

    @property
    def active(self) -> bool:
        """True while a call is waiting."""
        return self._timer.isActive()
