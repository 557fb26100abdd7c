"""Connects the stage to the open class and to the screens, and passes on the keys pressed in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.window.class_stage import StagePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.stage.stage import Stage
from bsuh_desktop.qt.widgets.stage_bar import StageBar
from bsuh_desktop.system.log import log

if TYPE_CHECKING:
    from bsuh_desktop.content.reader import Pack


class StageLink(QObject):
    """Creates the stage and passes its parts to the bridge, which every page has."""

    def __init__(self, bridge: Bridge, desk_window: QWidget, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(desk_window)
        self._bridge = bridge
        self.stage = Stage(desk_window, motion=bridge.settings.motion)
        self.bar = StageBar(bridge, self.stage)
        bridge.attach(self.stage, self.bar)
        self.stage.window.key_pressed.connect(take_key)
        self.stage.projector.public_changed.connect(bridge.set_public)
        bridge.set_public(self.stage.projector.public)
        self.stage.projector.screens_changed.connect(self._note_screens)
        self._note_screens()
        bridge.look_changed.connect(lambda: self.stage.window.set_motion(bridge.settings.motion))
        self._presenter = StagePresenter(bridge, self)

    def _note_screens(self) -> None:
        log("projector", code=self.stage.projector.arrangement)

    def cover_first(self) -> bool:
        """Before something opens that the class may not see: True if it sees nothing of it. Else the stage turns black
        over the desk, and the bar says what to do before the same key opens it."""
        control, projector = self.stage.control, self.stage.projector
        running = self._bridge.picture is not None and self._bridge.picture.ended_ms is None
        if not running or not projector.public_over_stage or (control.black and projector.over_desk):
            self.bar.tell(None)
            return True
        control.set_black(True)
        projector.set_on(True, over_desk=True)
        self.bar.tell(Message("Black. Cover the projector or pull its cable, then press F8 again. Esc: the desk."))
        return False

    def toggle(self) -> None:
        """Turns the stage on or off; over the desk if there is no other screen."""
        self.stage.projector.toggle()

    def close(self) -> None:
        """Closes the stage."""
        self.stage.close()

    def begin(self, pack: Pack, language: Language, slide: int) -> None:
        """Shows a module at a slide."""
        self.stage.control.take(pack, language, slide)

    def end(self) -> None:
        """Shows nothing, on no screen."""
        self.stage.projector.set_on(False)
        self.stage.control.leave()

    def set_language(self, language: Language) -> None:
        """Shows the same in another language."""
        self.stage.control.set_language(language)

    def show_last(self) -> None:
        """Shows the module's last page."""
        self.stage.control.show(self.stage.control.slides)
