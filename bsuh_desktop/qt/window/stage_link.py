"""Connects the open class to the stage and the screens, passes on the keys pressed there, and keeps the laptop awake.

It stays awake from the roll call to the finish."""

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
from bsuh_desktop.system.power import WakeLock

if TYPE_CHECKING:
    from bsuh_desktop.content.reader import Pack

_RUNNING = ("roll_call", "teach")


class KeepAwake(QObject):
    """Follows the open class. Whether the laptop supports this is reported in readiness, not in front of a class."""

    def __init__(self, bridge: Bridge, awake: WakeLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._awake = awake
        self._holds = False
        bridge.class_changed.connect(self._look)

    def stop(self) -> None:
        """Lets the laptop sleep again, even if a class runs."""
        self._hold(False)

    def _look(self) -> None:
        picture = self._bridge.picture
        self._hold(picture is not None and picture.view.step in _RUNNING)

    def _hold(self, wanted: bool) -> None:
        if wanted != self._holds:
            self._holds = wanted
            # The desktop may take seconds to answer, and all calls must come from one thread.
            self._bridge.ask(self._awake.hold if wanted else self._awake.release, lambda _: None)


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
