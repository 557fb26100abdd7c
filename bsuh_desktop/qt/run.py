"""Opens the desk: the application, its window, and the door; returns when the window is closed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from bsuh_desktop import __version__, paths, settings
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.qt import qt_log
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.paper.printers import keep_jobs_in_memory
from bsuh_desktop.qt.waste import Waste
from bsuh_desktop.qt.windows.desk import DeskWindow
from bsuh_desktop.services.log import log

if TYPE_CHECKING:
    from bsuh_desktop.services.starting.machine import Machine


def run(profile: Path, clock: Clock, language: Language) -> int:
    """Opens the desk on `profile`; `language` is spoken where nobody has chosen one yet. Returns the exit status."""
    # Qt 6.11 logs “OpenType support missing” for scripts that a family does not cover; the next family has them.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    keep_jobs_in_memory(os.environ)
    application = QApplication([sys.argv[0] or "bsuh"])
    application.setApplicationName("bsuh-desktop")
    application.setApplicationDisplayName("Be Smart Use Heart")
    window = open_desk_window(application, profile, clock, language)
    undo_crashes, undo_qt = window.crashes.install(), qt_log.install()
    _show(window)
    QTimer.singleShot(0, Waste(application).begin)
    try:
        return application.exec()
    finally:
        undo_crashes()
        undo_qt()


def open_desk_window(
    application: QApplication,
    profile: Path,
    clock: Clock,
    language: Language,
    idle_clock: Clock | None = None,
    machine: Machine | None = None,
) -> DeskWindow:
    """The desk's window at its first page, not shown yet. By `idle_clock` it knows that nobody touches it, by `machine`
    on which computer it is; the laptop's own are the defaults."""
    log("start", version=__version__)
    bridge = Bridge(profile, clock, settings.load(profile, language), application, machine)
    window = DeskWindow(bridge, application, idle_clock)
    window.start(paths.has_profile(profile) or bool(paths.further_desks(profile)))
    return window


def _show(window: DeskWindow) -> None:
    """As large as the screen: a school laptop has no room to spare. `BSUH_WINDOW=1366x768` asks for a size."""
    wish = os.environ.get("BSUH_WINDOW", "")
    width, _, height = wish.partition("x")
    if width.isdigit() and height.isdigit():
        window.resize(int(width), int(height))
        window.show()
    else:
        window.showMaximized()
