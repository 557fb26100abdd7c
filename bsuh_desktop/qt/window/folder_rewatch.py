"""Resumes watching the folder a moment after unlocking, and tells the person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from bsuh_desktop.app.desk_session import LOOK_AFTER_MS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.window.pages import Pages


class FolderRewatch(QObject):
    """Creates the page Inbox, which watches the folder, if nobody has opened it yet."""

    def __init__(self, bridge: Bridge, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._pages = bridge, pages
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self._watch)
        # Home is painted first.
        bridge.opened.connect(self._timer.start)
        bridge.locked.connect(self._timer.stop)

    def _watch(self) -> None:
        facts, folder = self._bridge.facts, self._bridge.settings.watched_folder
        if not folder or facts is None or not facts.coordinates:
            return
        self._pages.find("inbox")
        if not self._bridge.class_runs:
            said = Message("Watching the folder {folder}", folder=folder_text(Path(folder)))
            self._bridge.inform("info", said)
