"""Shows bugs to the person in a dialog. Its report contains no personal data and is sent only by the person."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bsuh_desktop.app.task_queue import BUG_FACT, BUG_REMEDY
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.desk.crash_report import crash_report, place_of, save_report
from bsuh_desktop.system.log import log
from bsuh_desktop.system.refused_folder import folder_error


class CrashDialogs(QObject):
    """Handles every exception that nothing has caught, from slots and from workers: a KnownError is shown as a
    message, anything else as a bug."""

    _caught = Signal(object)

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._dialog: Dialog | None = None
        self._waiting: BaseException | None = None
        bridge.handed_back.connect(self._show_waiting)
        bridge.covered_changed.connect(self._show_waiting)
        bridge.crashed.connect(self.show_bug)
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
        if isinstance(error, KnownError):
            log("refused", code=error.code)
            self._bridge.error_reported.emit(error)
        else:
            self.show_bug(error)

    def show_bug(self, error: BaseException) -> None:
        """Shows one dialog at a time: a bug that repeats itself must not bury the class under dialogs. While
        learners have the laptop, or the desk is covered, the dialog waits: saving a report would open this
        computer's folders."""
        log("bug", place=place_of(error))
        self._show(error)

    def _show(self, error: BaseException) -> None:
        if self._bridge.in_class_hands or self._bridge.covered:
            self._waiting = self._waiting or error
            return
        if self._dialog is not None:
            return
        report = crash_report(error)
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
        self._dialog = dialog
        dialog.open()

    def _show_waiting(self) -> None:
        held, self._waiting = self._waiting, None
        if held is not None:
            self._show(held)

    def _answered(self, key: str, report: str) -> None:
        self._dialog = None
        if key != "save":
            return
        ask_for_folder(self._window, Message("Where should the report go?"), lambda folder: self._save(folder, report))

    def _save(self, folder: Path, report: str) -> None:
        def saved(path: Path) -> None:
            self._bridge.inform("ok", Message("The report is here: {path}", path=str(path)))

        told = self._bridge.error_reported.emit
        self._bridge.ask(lambda: save_report(folder, report), saved, lambda error: told(folder_error(error)))
