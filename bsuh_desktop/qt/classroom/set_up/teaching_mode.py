"""On the wall or by voice? As somebody said, else as the screens are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.set_up import Ui_SetUp


class TeachingMode:
    """Two buttons, one of them always chosen; `chosen` hears which one a person touched."""

    def __init__(self, bridge: Bridge, form: Ui_SetUp, chosen: Callable[[bool], object]) -> None:
        self._bridge = bridge
        self._form = form
        form.on_the_wall.clicked.connect(lambda: chosen(False))
        form.by_voice.clicked.connect(lambda: chosen(True))

    def show(self, choice: bool | None) -> None:
        """`choice` is what somebody said; None leaves it to the screens."""
        form = self._form
        voice = not self._bridge.projector.has_wall if choice is None else choice
        form.by_voice.setChecked(voice)
        form.on_the_wall.setChecked(not voice)
        hint = Message("You say it and write it on the board.") if voice else Message("The class sees the slides.")
        form.voice_hint.setText(self._bridge.say(hint))
