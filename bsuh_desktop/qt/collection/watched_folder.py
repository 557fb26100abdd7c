"""A watched folder: files put there are collected automatically while the desk is open.

Its path is stored beside the vault with the other choices, and watching resumes after the next unlock.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.folder_watch import FolderWatch

LOOK_MS = 2_000


class WatchedFolder(QObject):
    """`came` carries files that are new and complete; `changed` when the watched folder is another one or none. Nothing
    is read while the desk is locked."""

    came = Signal(list)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._watch: FolderWatch | None = None
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        bridge.locked.connect(self._timer.stop)
        bridge.closing.connect(self._timer.stop)
        bridge.opened.connect(self._on_opened)
        self._on_opened()

    @property
    def folder(self) -> Path | None:
        """The folder; None if none is watched."""
        return None if self._watch is None else self._watch.folder

    def begin(self, folder: Path) -> None:
        """Watches `folder` instead of any other. Files already there count as new."""
        self._begin(folder)
        self._bridge.keep(watched_folder=str(folder))
        self.look()
        self.changed.emit()

    def end(self) -> None:
        """Stops watching."""
        self._watch = None
        self._timer.stop()
        self._bridge.keep(watched_folder="")
        self.changed.emit()

    def look(self) -> None:
        """Looks once. A folder that hangs is not asked again until it answers."""
        watch = self._watch
        if watch is not None and not self._looking:
            self._looking = True
            self._bridge.ask(watch.new, lambda found: self._on_found(watch, found), self._on_failed)

    def _begin(self, folder: Path) -> None:
        from bsuh_desktop.services.collection.folder_watch import FolderWatch

        self._watch = FolderWatch(folder)
        self._timer.start()

    def _on_opened(self) -> None:
        facts, remembered = self._bridge.facts, self._bridge.settings.watched_folder
        if facts is None or not facts.coordinates:
            return
        if self._watch is not None:
            self._timer.start()
        elif remembered:
            self._begin(Path(remembered))

    def _on_found(self, watch: FolderWatch, found: Sequence[Path]) -> None:
        self._looking = False
        if found and watch is self._watch:
            self.came.emit(list(found))

    def _on_failed(self, _: object) -> None:
        self._looking = False
