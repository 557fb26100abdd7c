"""Asks what hardware cannot tell: whether a projector shows this screen, which decides if names may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.set_up import Ui_SetUp


class ProjectorQuestion:
    """With one screen a question, and public view until it is answered; with two screens a statement."""

    def __init__(self, bridge: Bridge, form: Ui_SetUp) -> None:
        self._bridge = bridge
        self._form = form
        form.projector_yes.clicked.connect(lambda: self._answer(True))
        form.projector_no.clicked.connect(lambda: self._answer(False))
        bridge.projector.screens_changed.connect(self.retranslate)

    def begin(self) -> None:
        """Asks again: another class may be in another room."""
        self._bridge.projector.set_shows_this_screen(None)

    def _answer(self, shows: bool) -> None:
        self._bridge.projector.set_shows_this_screen(shows)
        self.retranslate()

    def retranslate(self) -> None:
        """Question or statement, by the present screens."""
        form, projector, say = self._form, self._bridge.projector, self._bridge.say
        asked = projector.arrangement == "one"
        shows = projector.shows_this_screen if asked else None
        for button, answer in ((form.projector_yes, True), (form.projector_no, False)):
            button.setVisible(asked)
            button.setChecked(shows is answer)
        title, hint = self._words(shows)
        form.projector_title.setText(say(title))
        form.projector_hint.setText(say(hint))

    def _words(self, shows: bool | None) -> tuple[Message, Message]:
        screens = self._bridge.projector.arrangement
        if screens == "two":
            return Message("The projector has its own picture."), Message("The class never sees this screen.")
        if screens == "mirrored":
            return Message("The projector shows this screen."), Message("Names stay hidden. Rolls only.")
        question = Message("Does a projector show this screen?")
        if shows is None:
            return question, Message("Until you answer, names stay hidden.")
        return question, Message("Names stay hidden. Rolls only.") if shows else Message("Names may be shown here.")
