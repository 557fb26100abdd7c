"""What the desk must remember before the register says that files are here: asked for from the register's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.qt.bridge.bridge import Bridge
    from bsuh_desktop.services.collection.values import CollectedSeen

_LOOK_S = 0.1


class Keeping(QObject):
    """`keep` waits until the desk has it. A desk that is locked, or an app that closes meanwhile, keeps nobody
    waiting: then nothing was decided, and the same sources come to the same another time."""

    _wanted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._over = threading.Event()
        self.copies = 0
        """Sealed recovery codes that are new to the desk, since `begin`."""
        self._wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        bridge.closing.connect(self._over.set)
        bridge.locked.connect(self._over.set)

    def begin(self) -> None:
        """The desk is open, and something is collected from now on."""
        self._over.clear()
        self.copies = 0

    def keep(self, seen: CollectedSeen) -> None:
        """On the register's thread. Raises KnownError `locked`, and whatever the store says."""
        asked = _Asked(seen)
        self._wanted.emit(asked)
        while not asked.done.wait(_LOOK_S):
            if self._over.is_set():
                raise KnownError(
                    "locked", Message("This laptop is locked"), Message("Unlock your desk, and collect once more.")
                )
        if asked.error is not None:
            raise asked.error

    @Slot(object)
    def _ask(self, asked: _Asked) -> None:
        def kept(copies: int) -> None:
            self.copies += copies
            asked.done.set()

        self._bridge.change(lambda desk: _keep(desk, asked.seen), kept, asked.fail)


class _Asked:
    def __init__(self, seen: CollectedSeen) -> None:
        self.seen = seen
        self.done = threading.Event()
        self.error: KnownError | None = None

    def fail(self, error: KnownError) -> None:
        self.error = error
        self.done.set()


def _keep(desk: Desk, seen: CollectedSeen) -> int:
    from bsuh_desktop.services.collection.record_observations import keep_seen

    return keep_seen(desk, seen)
