"""The desk's session as windows have it: with the stage, the projector and the printers.

Answers of workers arrive by a queued signal, on the thread of the windows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.qt.bridge.printers import Printers
from bsuh_desktop.settings import Settings

if TYPE_CHECKING:
    from bsuh_desktop.presenters.classroom.answers import StageBarView
    from bsuh_desktop.qt.stage.control import StageControl
    from bsuh_desktop.qt.stage.projector import Projector
    from bsuh_desktop.qt.stage.renderer import SlideRenderer
    from bsuh_desktop.qt.stage.stage import Stage


class QtFace(QObject):
    """Implements `app.face.Face` on the thread it was made on."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], object]) -> None:
        """Runs `call` when the windows' thread comes back to its events."""
        self._posted.emit(call)

    @Slot(object)
    def _call(self, call: Callable[[], object]) -> None:
        call()

    def timer(self, call: Callable[[], object]) -> QtTimer:
        """A timer of the windows' thread."""
        return QtTimer(self, call)

    def worker(self, name: str) -> Executor:
        """A thread of its own."""
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def is_alive(self, owner: object) -> bool:
        """False for an object that Qt has deleted."""
        return not isinstance(owner, QObject) or isValid(owner)


class QtTimer:
    """Implements `app.face.Timer`."""

    def __init__(self, parent: QObject, call: Callable[[], object]) -> None:
        self._timer = QTimer(parent, singleShot=True)
        self._timer.timeout.connect(call)

    def start(self, ms: int) -> None:
        """Calls after so many milliseconds."""
        self._timer.start(ms)

    def stop(self) -> None:
        """Drops a call that is waiting."""
        self._timer.stop()

    @property
    def active(self) -> bool:
        """True while a call is waiting."""
        return self._timer.isActive()


class SystemApps:
    """The apps of the system for files and folders; a test replaces them."""

    def open(self, path: Path) -> bool:
        """Opens a file in its own app, or a folder in the system's; False if there is none for it."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Bridge(DeskSession):
    """One object for all windows, passed to every screen."""

    def __init__(
        self,
        profile: Path,
        clock: Clock,
        settings: Settings,
        parent: QObject | None = None,
        machine: Machine | None = None,
    ) -> None:
        """`parent` owns what receives the answers of workers; `machine` is as for `DeskSession`."""
        super().__init__(profile, clock, settings, QtFace(parent), machine)
        self.printers = Printers()
        self.apps = SystemApps()

    def text(self, text: Text) -> str:
        """A text of a view model in the desk's language."""
        return text_of(text, self.language)

    def attach(self, stage: Stage, bar: StageBarView) -> None:
        """Attaches the stage of this desk with its bar and makes its parts available to every page."""
        self.stage: StageControl = stage.control
        self.renderer: SlideRenderer = stage.renderer
        self.projector: Projector = stage.projector
        self.stage_bar: StageBarView = bar
