"""Shows bugs to the person in a dialog. When it opens and what its report says is in `presenters.window.crashes`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bsuh_desktop.app.face import BUG_FACT, BUG_REMEDY
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.window.crashes import CrashPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.widgets.dialog import Dialog


class CrashDialogs(QObject):
    """Handles every exception that nothing has caught, from slots and from workers."""

    _caught = Signal(object)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._presenter = CrashPresenter(bridge, self)
        self._caught.connect(self.take)

    def install(self) -> Callable[[], None]:
        """Installs the handler for exceptions in slots; returns a function that restores the previous one."""
        before, before_threads = sys.excepthook, threading.excepthook

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if isinstance(error, KeyboardInterrupt):
                before(kind, error, trace)
            else:
                self._caught.emit(error)

        def undo() -> None:
            sys.excepthook, threading.excepthook = before, before_threads

        sys.excepthook = hook
        threading.excepthook = lambda found: self._caught.emit(found.exc_value)
        return undo

    def take(self, error: BaseException) -> None:
        """Shows a KnownError as a message, and any other error as a bug."""
        self._presenter.take(error)

    def show_report(self, report: str) -> None:
        """Opens the dialog of a bug."""
        say = self._bridge.say
        dialog = Dialog(
            say(BUG_FACT),
            say(BUG_REMEDY),
            [
                ("save", say(Message("Save the report")), "secondary"),
                ("go_on", say(Message("Go on")), "primary"),
            ],
            self._window,
        )
        text = QPlainTextEdit(report)
        text.setObjectName("report")
        text.setReadOnly(True)
        text.setAccessibleName(say(Message("Report")))
        dialog.add(text)
        dialog.answered.connect(lambda key: self._answered(key, report))
        dialog.open()

    def _answered(self, key: str, report: str) -> None:
        presenter = self._presenter
        presenter.close()
        if key == "save":
            question = Message("Where should the report go?")
            ask_for_folder(self._window, self._bridge, question, lambda folder: presenter.save(folder, report))
