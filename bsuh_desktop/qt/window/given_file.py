"""Files that come by themselves: one that somebody opened with the app, and those of the watched folder.

Which page a file belongs to is decided in `presenters.window`. The folder is watched again a moment after unlocking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from bsuh_desktop.app.desk_session import LOOK_AFTER_MS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.presenters.window.given_file import GivenFilePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.window.pages import Pages
from bsuh_desktop.qt.window.window_interface import WindowInterface


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


class GivenFile:
    """One for the desk's window."""

    def __init__(self, bridge: Bridge, window: WindowInterface) -> None:
        self._bridge, self._window = bridge, window
        self.presenter = GivenFilePresenter(bridge, self)

    @property
    def begins(self) -> bool:
        """True at the first page of the first run, and no question over it."""
        page = self._window.page
        return page.name == "first_run" and page.may_take() and QApplication.activeModalWidget() is None

    @property
    def free(self) -> bool:
        """True if a page of the desk is shown, and no question over it."""
        return self._window.page.framed and QApplication.activeModalWidget() is None

    def hand(self, screen: str, path: Path, kind: str) -> None:
        """Gives the file to that page, which is opened unless the person stays for something unsaved."""
        page = self._window.page
        if page.name == screen:
            self._give(path, kind)
        else:
            page.ask_to_leave(lambda: self._open(screen, path, kind))

    def _open(self, screen: str, path: Path, kind: str) -> None:
        self._window.go(Destination(screen))
        self._give(path, kind)

    def _give(self, path: Path, kind: str) -> None:
        page = self._window.page
        if page.may_take():
            page.take_file(path, kind)
        else:
            fact = Message("The file was not opened: this page is still at work.")
            self._bridge.inform("look", fact, Message("Open it again when that is done."))

    def ask(self, question: Question) -> None:
        """Says something in a dialog."""
        ask_question(self._window, question, lambda _: None)
