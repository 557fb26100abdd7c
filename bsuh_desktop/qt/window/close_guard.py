"""Asks before the app is closed if something would be lost or a class is running."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import Dialog, ask
from bsuh_desktop.qt.window.window_interface import WindowInterface


class CloseGuard:
    """Asks over the desk's window, and closes the window if the answer is to leave."""

    def __init__(self, bridge: Bridge, window: WindowInterface, application: QApplication) -> None:
        self._bridge, self._window, self._application = bridge, window, application
        self._dialog: Dialog | None = None
        self._agreed = False

    def may_close(self) -> bool:
        """False if the person has to be asked first. A shutdown of the laptop is not held up: everything is on the
        disk."""
        if self._agreed or self._application.isSavingSession():
            return True
        reason = self._window.unsaved_warning() or self._class_goes_on()
        if reason is None:
            return True
        if self._dialog is None:
            self._ask(*reason)
        return False

    def _class_goes_on(self) -> tuple[Message, Message] | None:
        if not self._bridge.class_runs:
            return None
        kept = Message("Everything is kept. When you open the app again, the class can continue.")
        return Message("Close the app during a class?"), kept

    def _ask(self, question: Message, detail: Message) -> None:
        verbs = [
            ("leave", Message("Close the app"), "secondary"),
            ("stay", Message("Stay"), "primary"),
        ]
        self._dialog = ask(self._window, question, detail, verbs, self._on_answer)

    def _on_answer(self, key: str) -> None:
        self._dialog = None
        if key == "leave":
            self._agreed = True
            self._window.close()
