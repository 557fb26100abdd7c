"""By projector or by voice? As a person chose, else as the screens suggest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.set_up import Ui_SetUp


class TeachingMode:
    """Two exclusive buttons; `chosen` is called when a person presses one."""

    def __init__(self, bridge: Bridge, form: Ui_SetUp, chosen: Callable[[bool], object]) -> None:
        self._bridge = bridge
        self._form = form
        form.on_the_wall.clicked.connect(lambda: chosen(False))
        form.by_voice.clicked.connect(lambda: chosen(True))

    def show(self, choice: bool | None) -> None:
        """`choice`: what a person chose; None: decided by the screens."""
        form = self._form
        voice = not self._bridge.projector.has_wall if choice is None else choice
        form.by_voice.setChecked(voice)
        form.on_the_wall.setChecked(not voice)
        hint = Message("You say it and write it on the board.") if voice else Message("The class sees the slides.")
        form.voice_hint.setText(self._bridge.say(hint))
