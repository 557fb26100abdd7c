"""Runs the desk: creates the application and its window at the door, and returns when the window is closed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from bsuh_desktop import __version__, paths, settings
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.qt.application import qt_log
from bsuh_desktop.qt.application.main_thread_gc import MainThreadCollector
from bsuh_desktop.qt.application.running_desk import RunningDesk
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.bridge.printers import keep_jobs_in_memory
from bsuh_desktop.qt.look import i18n, theme
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.window.desk_window import DeskWindow
from bsuh_desktop.qt.window.restart import StartAtDoor
from bsuh_desktop.system.launcher import restart_programme
from bsuh_desktop.system.log import log


def run(profile: Path, clock: Clock, language: Language, file: Path | None = None) -> int:
    """Runs the desk on `profile`, and shows `file` in it. `language` is used where nobody has chosen one yet. Returns
    the exit status when a person has closed the window; after a lock this process is replaced by a new one. If the app
    runs on `profile` already, its window comes forward, and this process ends. Raises KnownError `not_started_again` if
    the new process cannot be started, `in_use` if the running app does not answer."""
    # Qt 6.11 logs “OpenType support missing” for scripts that a family does not cover; the next family covers them.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    keep_jobs_in_memory(os.environ)
    application = QApplication([sys.argv[0] or "bsuh"])
    application.setApplicationName("bsuh-desktop")
    application.setApplicationDisplayName("Be Smart Use Heart")
    start = StartAtDoor.from_environment(os.environ)
    if start is not None:
        # It was shown before the lock; one that still waits is in `start`.
        file = None
    answering = RunningDesk(profile, application)
    running = answering.find(file)
    if running == "shown":
        return 0
    if running == "silent":
        raise _tell(application, _silent(), settings.load(profile, language))
    window = open_desk_window(application, profile, clock, language, start=start, restarts=True)
    undo_crashes, undo_qt = window.crashes.install(), qt_log.install()
    if start is None:
        _show(window)
        if file is not None:
            window.take_file(file)
    else:
        start.arrive(window, window.page.bridge)
    QTimer.singleShot(0, MainThreadCollector(application).begin)
    QTimer.singleShot(0, lambda: answering.listen(window.come_forward))
    try:
        status = application.exec()
    finally:
        answering.close()
        undo_crashes()
        undo_qt()
    if window.restart.start is not None:
        _restart(window.restart.start)
    return status


def _silent() -> KnownError:
    """A second start finds the app running, but busy for longer than anything takes."""
    fact = Message("The app is already open, but it does not answer.")
    remedy = Message("Wait a minute and start it again. If that does not help, restart the laptop: your work is kept.")
    return KnownError("in_use", fact, remedy)


def _tell(application: QApplication, error: KnownError, chosen: settings.Settings) -> KnownError:
    """Shows what went wrong in a dialog, for whoever started the app by its icon; returns the same error."""
    i18n.speak(application, chosen.language)
    theme.apply_theme(application, chosen.text_scale, chosen.contrast)
    dialog = Dialog(error.message, error.remedy, [("close", Message("Close"), "primary")])
    dialog.open()
    application.exec()
    error.shown = True
    return error


def _restart(start: StartAtDoor) -> None:
    start.tell(os.environ)
    try:
        restart_programme()
    except OSError:
        fact = Message("The desk is locked. The app could not restart.")
        raise KnownError("not_started_again", fact, Message("Open the app again.")) from None


def open_desk_window(
    application: QApplication,
    profile: Path,
    clock: Clock,
    language: Language,
    idle_clock: Clock | None = None,
    machine: Machine | None = None,
    start: StartAtDoor | None = None,
    restarts: bool = False,
) -> DeskWindow:
    """Builds the desk's window at its first page without showing it. `start` says which page that is if the previous
    process ended with a lock. `idle_clock` measures how long nobody has touched the desk and `machine` identifies
    the computer; both default to the laptop's own. If `restarts`, a lock closes the window."""
    log("start", version=__version__)
    bridge = Bridge(profile, clock, settings.load(profile, language), application, machine)
    if start is not None:
        bridge.begin_at(Path(start.folder), start.language)
    window = DeskWindow(bridge, application, idle_clock, restarts)
    if start is not None:
        window.go(Destination(start.screen))
    else:
        window.start(paths.has_profile(profile) or bool(paths.further_desks(profile)))
    return window


def _show(window: DeskWindow) -> None:
    """Shows the window maximized, because a school laptop has no space to spare. `BSUH_WINDOW=1366x768` sets a size."""
    wish = os.environ.get("BSUH_WINDOW", "")
    width, _, height = wish.partition("x")
    if width.isdigit() and height.isdigit():
        window.resize(int(width), int(height))
        window.show()
    else:
        window.showMaximized()
