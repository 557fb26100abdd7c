"""Connects the stage to the open class: its module and slide, its language, its position, the keys pressed in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.stage.stage import Stage
from bsuh_desktop.services.classroom.class_choices import choose
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.system.log import log


class StageLink(QObject):
    """Creates the stage and passes its parts to the bridge, which every page has."""

    def __init__(self, bridge: Bridge, desk_window: QWidget, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(desk_window)
        self._bridge = bridge
        self._session, self._ended = "", False
        self.stage = Stage(desk_window, motion=bridge.settings.motion)
        bridge.attach(self.stage)
        self.stage.window.key_pressed.connect(take_key)
        self.stage.projector.public_changed.connect(bridge.set_public)
        bridge.set_public(self.stage.projector.public)
        self.stage.projector.screens_changed.connect(self._note_screens)
        self._note_screens()
        bridge.look_changed.connect(lambda: self.stage.window.set_motion(bridge.settings.motion))
        bridge.class_changed.connect(self._on_class_changed)
        bridge.stage_language_changed.connect(self._on_language_changed)

    def _note_screens(self) -> None:
        log("projector", code=self.stage.projector.arrangement)

    def toggle(self) -> None:
        """Turns the stage on or off; over the desk if there is no other screen."""
        self.stage.projector.toggle()

    def close(self) -> None:
        """Closes the stage."""
        self.stage.close()

    def _on_language_changed(self) -> None:
        """Sets the stage's language and saves it as that of the open class, wherever it was chosen."""
        picture, language = self._bridge.picture, self._bridge.stage_language
        self.stage.control.set_language(language)
        if picture is not None and picture.session == self._session and picture.choices.stage_language != language:
            self._bridge.change(lambda desk: choose(desk, picture.session, stage_language=language))

    def _on_class_changed(self) -> None:
        picture = self._bridge.picture
        session = picture.session if picture else ""
        if session != self._session:
            self._session, self._ended = session, False
            self._begin(picture)
        if picture is not None and picture.ended_ms is not None and not self._ended:
            # A learner who looks up while people leave sees the last page, not a question that nobody asks any more.
            self._ended = True
            self.stage.control.show(self.stage.control.slides)

    def _begin(self, picture: ClassPicture | None) -> None:
        if picture is None:
            self.stage.projector.set_on(False)
            self.stage.control.leave()
        else:
            self._bridge.set_stage_language(picture.choices.stage_language)
            self.stage.control.take(picture.pack, self._bridge.stage_language, picture.view.slide)
