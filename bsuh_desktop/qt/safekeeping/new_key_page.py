"""Explains why restored or copied data gets a new key: three sentences, and one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.moved import Ui_Moved
from bsuh_desktop.qt.safekeeping.page import DoorPage

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import NewKeyReason

_ICONS = ("book", "key", "inbox")


class NewKeyPage(DoorPage):
    """`say_why` sets where the data come from, and from which desk."""

    title = Message("Your classes are here")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Moved()
        self.form.setupUi(self)
        self._why: NewKeyReason = "restored"
        self._code, self._practising, self._went_back = "", False, False
        self._error: KnownError | None = None
        for sketch, icon in zip((self.form.sketch_1, self.form.sketch_2, self.form.sketch_3), _ICONS, strict=True):
            sketch.set_icon(icon, 32)

    def say_why(self, why: NewKeyReason, code: str, practising: bool, went_back: bool = False) -> None:
        """`code`: the desk of the old key; `practising`: that desk only practises; `went_back`: nobody restored a
        backup, the data of this laptop went back to an earlier day by itself."""
        self._why, self._code, self._practising = why, code, practising
        self._went_back = went_back and why == "restored"
        self._error = None
        self.retranslate()

    def go_on(self) -> Message:
        """Label of the only button."""
        return Message("Continue with a new key")

    def tell(self, error: KnownError) -> bool:
        """Shows why it failed."""
        self._error = error
        self.retranslate()
        return True

    def retranslate(self) -> None:
        """The three sentences."""
        say, form, error = self.bridge.say, self.form, self._error
        form.said_1.setText(say(self._where_from()))
        form.said_2.setText(say(self._own_key()))
        form.said_3.setText(say(self._grant()))
        form.problem.setVisible(error is not None)
        if error is not None:
            form.problem.tell("stop", say(error.message), say(error.remedy))

    def _where_from(self) -> Message:
        if self._why == "copied":
            return Message("These classes are a copy from the desk {code}: everything in it is here.", code=self._code)
        if self._why == "mended":
            return Message(
                "The data file of the desk {code} was damaged: everything that could still be read is here.",
                code=self._code,
            )
        if self._went_back:
            return Message(
                "The data of the desk {code} went back to an earlier day: what was done after that day is not here.",
                code=self._code,
            )
        return Message("These classes are from a backup of the desk {code}: everything in it is here.", code=self._code)

    def _own_key(self) -> Message:
        if self._why == "mended" or self._went_back:
            return Message(
                "This laptop continues with a new key, because the old one may have signed what is lost here."
            )
        return Message(
            "This laptop continues with its own new key, so that nobody with the old one can sign in your name."
        )

    def _grant(self) -> Message:
        if self._practising:
            return Message("You practise: the new key has its practice grant immediately.")
        return Message("Ask your coordinator for a new grant. Classes until then are real, and wait for that grant.")
