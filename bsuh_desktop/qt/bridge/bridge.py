"""The desk's session as windows have it: with the stage, the projector and the printers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.qt.bridge.printers import Printers
from bsuh_desktop.qt.bridge.qt_face import QtFace
from bsuh_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from bsuh_desktop.presenters.classroom.stage_bar import StageBarView
    from bsuh_desktop.qt.stage.control import StageControl
    from bsuh_desktop.qt.stage.projector import Projector
    from bsuh_desktop.qt.stage.renderer import SlideRenderer
    from bsuh_desktop.qt.stage.stage import Stage


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
