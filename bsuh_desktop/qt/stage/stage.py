"""The stage as the desk uses it: control, renderer, window and projector, put together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.stage.control import StageControl
from bsuh_desktop.qt.stage.projector import Projector
from bsuh_desktop.qt.stage.renderer import PREVIEW, SlideRenderer
from bsuh_desktop.qt.stage.window import StageWindow


class Stage(QObject):
    """One for the whole run. `control.take(pack, language, slide)` starts a class; `window.key_pressed` has the keys
    pressed on the stage; `projector` knows whether the desk is in public view; `close()` ends the renderer."""

    def __init__(self, desk_window: QWidget, *, motion: bool = True) -> None:
        super().__init__(desk_window)
        self.control = StageControl(self)
        self.renderer = SlideRenderer(self)
        self.window = StageWindow(self.control, self.renderer)
        self.projector = Projector(self.window, desk_window, self)
        self.window.set_motion(motion)
        self.window.closed.connect(self.projector.leave)
        # Black means what the class sees: with the desk in sight again nothing is.
        self.projector.uncovered.connect(lambda: self.control.set_black(False))
        self.control.changed.connect(self._follow)
        self.projector.screens_changed.connect(self._fit)
        self.projector.showing_changed.connect(self._fit)
        self._fit()

    def close(self) -> None:
        """Ends the worker and the stage's window."""
        self.control.changed.disconnect(self._follow)
        self.renderer.close()
        self.projector.set_on(False)
        self.window.blockSignals(True)
        self.window.close()
        # No parent deletes it, and it holds three pictures as large as a screen.
        self.window.deleteLater()

    def _follow(self) -> None:
        """Updates the window from the cache first, then requests what may come next."""
        control = self.control
        self.renderer.set_pack(control.pack)
        self.window.refresh()
        self.projector.set_black(control.black)
        self.renderer.wish(control.shown, control.content, control.next_content, control.previous_content)

    def _fit(self) -> None:
        """Pictures have the size of the class's screen while the stage is on it; until then only the desk shows
        them, in preview size, because three large ones would waste memory."""
        if self.projector.showing:
            self.renderer.set_size(self.window.size() * self.window.devicePixelRatio())
        else:
            screen = self.projector.audience or self.window.screen()
            self.renderer.set_size(screen.size().scaled(PREVIEW, Qt.AspectRatioMode.KeepAspectRatio))
