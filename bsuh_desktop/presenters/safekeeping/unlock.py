"""The door's first page: the passphrase, with hints about script and Caps Lock."""

from __future__ import annotations

import dataclasses
import unicodedata

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.signal import Signal
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, SecretText, stop_notice


def keyboard_hint(text: str, capitals: bool) -> Message | None:
    """What the keyboard writes into a hidden field: its script, or that Caps Lock is on; None if unknown."""
    if capitals:
        return Message("Caps Lock is on: the keyboard writes capital letters.")
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in text}
    if {"BENGALI", "LATIN"} <= scripts:
        return Message("The keyboard wrote both Bangla and English letters.")
    if "BENGALI" in scripts:
        return Message("The keyboard writes Bangla letters.")
    return Message("The keyboard writes English letters.") if "LATIN" in scripts else None


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnlockModel:
    """The page."""

    about_row: Part
    drawing: str
    """The desk's drawing; "" if none is shown."""
    about: Part
    passphrase: SecretText
    show_passphrase: Part
    keyboard: Part
    problem: Notice
    forgotten: Part


class UnlockPresenter(DoorPagePresenter[UnlockModel]):
    """`forgotten` asks for the recovery code instead."""

    name = "unlock"
    title = Message("Unlock your desk")

    def __init__(self, session: DeskSession, view: DoorPageView[UnlockModel]) -> None:
        super().__init__(session, view)
        self.forgotten: Signal[[]] = Signal(session.face.is_alive)
        self.passphrase = ""
        self._capitals = self._letters_shown = False
        self._about: Message | None = None
        self._drawing = ""

    def set_about(self, about: Message | None, drawing: str = "") -> None:
        """What the passphrase belongs to, if that is not obvious, and the desk's drawing."""
        self._about, self._drawing = about, drawing
        self.refresh()

    def enter(self) -> None:
        """Focuses the field."""
        super().enter()
        self.view.focus("passphrase")

    def forget(self) -> None:
        """Drops the passphrase."""
        self.error, self.passphrase, self._letters_shown = None, "", False
        self.update()

    def type_passphrase(self, text: str, capitals: bool) -> None:
        """The field holds `text`; `capitals`: Caps Lock is on."""
        if (text, capitals) == (self.passphrase, self._capitals):
            return
        if text != self.passphrase:
            self.error = None
        self.passphrase, self._capitals = text, capitals
        self.update()

    def show_letters(self, shown: bool) -> None:
        """Shows or hides the letters."""
        if shown != self._letters_shown:
            self._letters_shown = shown
            self.refresh()

    def missing(self) -> Message | None:
        """The passphrase, if it is empty."""
        return None if self.passphrase else Message("Write your passphrase.")

    def go_on(self) -> Message:
        """Label of the button."""
        return Message("Unlock")

    def tell(self, error: KnownError) -> bool:
        """Selects a wrong passphrase, so that the next one can be typed at once. Other errors are shown elsewhere."""
        if error.code != "wrong_passphrase":
            self.view.focus("passphrase")
            return False
        self.show_error(error)
        self.view.select("passphrase")
        return True

    def model(self) -> UnlockModel:
        """The page as it should look now."""
        return UnlockModel(
            about_row=Part(shown=self._about is not None),
            drawing=self._drawing,
            about=Part(text=self._about or NO_TEXT),
            passphrase=SecretText(value=self.passphrase, problem=self.error is not None),
            show_passphrase=Part(checked=self._letters_shown),
            keyboard=Part(text=keyboard_hint(self.passphrase, self._capitals) or NO_TEXT),
            problem=stop_notice(self.error),
            forgotten=self.other_way(),
        )

    def other_way(self) -> Part:
        """The button for those who cannot give the passphrase."""
        return Part()
