"""A folder that is watched: what is put there is collected by itself, as long as the desk is open.

It is remembered beside the vault with the other choices: the next start goes on with it after the unlocking.
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
    """`came` gives the files that are new and whole, `changed` says that another folder, or none, is watched. A desk
    that is locked looks at nothing; after the next unlocking it looks again."""

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
        """The folder; None while none is watched."""
        return None if self._watch is None else self._watch.folder

    def begin(self, folder: Path) -> None:
        """Watches `folder`, and no other; what lies there already is new."""
        self._begin(folder)
        self._bridge.keep(watched_folder=str(folder))
        self.look()
        self.changed.emit()

    def end(self) -> None:
        """Nothing is watched any more."""
        self._watch = None
        self._timer.stop()
        self._bridge.keep(watched_folder="")
        self.changed.emit()

    def look(self) -> None:
        """Looks once. A folder that hangs is asked once, not each time."""
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
