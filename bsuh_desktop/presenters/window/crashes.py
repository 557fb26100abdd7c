"""Every error that nothing has caught: which message or dialog it becomes, when, and where its report goes."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.services.desk.crash_report import crash_report, place_of, save_report
from bsuh_desktop.system.folders import folder_error
from bsuh_desktop.system.log import log


class CrashView(Protocol):
    """The dialog of a bug."""

    def show_report(self, report: str) -> None:
        """Opens the dialog, which calls `CrashPresenter.close` when it is closed."""


class CrashPresenter:
    """A KnownError is shown as a message, anything else as a bug. Reports hold no personal data, and leave memory by
    the person alone."""

    def __init__(self, session: DeskSession, view: CrashView) -> None:
        self._session = session
        self._view = view
        self._open = False
        self._waiting: BaseException | None = None
        session.handed_back.connect(self._show_waiting)
        session.covered_changed.connect(self._show_waiting)
        session.crashed.connect(self.show_bug)

    def take(self, error: BaseException) -> None:
        """Shows a KnownError as a message, and any other error as a bug."""
        if isinstance(error, KnownError):
            log("refused", code=error.code)
            self._session.error_reported.emit(error)
        else:
            self.show_bug(error)

    def show_bug(self, error: BaseException) -> None:
        """Shows one dialog at a time: a bug that repeats itself must not bury the class under dialogs. While
        learners have the laptop, or the desk is covered, the dialog waits: saving a report would open this
        computer's folders."""
        log("bug", place=place_of(error))
        self._show(error)

    def close(self) -> None:
        """The dialog is closed: the next bug may be shown."""
        self._open = False

    def save(self, folder: Path, report: str) -> None:
        """Writes what was shown into `folder`, and says where it is."""

        def saved(path: Path) -> None:
            self._session.inform("ok", Message("The report is here: {path}", path=str(path)))

        def refused(error: KnownError) -> None:
            self._session.error_reported.emit(folder_error(error))

        self._session.ask(lambda: save_report(folder, report), saved, refused)

    def _show(self, error: BaseException) -> None:
        if self._session.in_class_hands or self._session.covered:
            self._waiting = self._waiting or error
        elif not self._open:
            report = crash_report(error)
            self._open = True
            self._view.show_report(report)

    def _show_waiting(self) -> None:
        error, self._waiting = self._waiting, None
        if error is not None:
            self._show(error)
