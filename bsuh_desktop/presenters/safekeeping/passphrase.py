"""The passphrase: typed at the door, with hints about script and Caps Lock, and a new one, typed twice.

A new one is told its strength, and four words are suggested."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Literal

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.passphrase import Strength, shortcoming, strength
from bsuh_desktop.presenters.parts import NO_TEXT, Light, Notice, Part
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter, DoorPageView, SecretText, stop_notice
from bsuh_desktop.services.desk.passphrases import EASY_TO_GUESS, is_easy_to_guess, suggest_passphrase


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


PassphraseField = Literal["passphrase", "again"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewPassphraseModel:
    """The page."""

    passphrase: SecretText
    show_passphrase: Part
    light: Part
    strength: Part
    again: SecretText
    keyboard: Part
    problem: Notice


class NewPassphrasePresenter(DoorPagePresenter[NewPassphraseModel]):
    """The first field can take a suggestion; the second must be typed: not every keyboard can write every word."""

    name = "new_passphrase"
    title = Message("Choose a passphrase")

    def __init__(self, session: DeskSession, view: DoorPageView[NewPassphraseModel]) -> None:
        super().__init__(session, view)
        self.passphrase = self._again = ""
        self._capitals: dict[PassphraseField, bool] = {"passphrase": False, "again": False}
        self._letters_shown = False
        self._judged, self._easy, self._judging = "", False, False

    def enter(self) -> None:
        """Focuses the first empty field."""
        super().enter()
        self.view.focus("again" if self.passphrase else "passphrase")

    def forget(self) -> None:
        """Drops the passphrase."""
        self.error, self._judged, self._easy = None, "", False
        self.passphrase, self._again, self._letters_shown = "", "", False
        self.update()

    def type_text(self, field: PassphraseField, text: str, capitals: bool) -> None:
        """One of the fields holds `text`; `capitals`: Caps Lock is on."""
        before = self.passphrase if field == "passphrase" else self._again
        if (text, capitals) == (before, self._capitals[field]):
            return
        self._capitals[field] = capitals
        if text == before:
            self.refresh()
            return
        if field == "passphrase":
            self.passphrase = text
        else:
            self._again = text
        self._on_edited()

    def show_letters(self, shown: bool) -> None:
        """Shows or hides the letters of both fields."""
        if shown != self._letters_shown:
            self._letters_shown = shown
            self.refresh()

    def suggest(self, language: Language) -> None:
        """Writes four words into the first field."""
        self.session.ask(lambda: suggest_passphrase(language), self.in_visit(self._on_suggested))

    def missing(self) -> Message | None:
        """What is missing: enough words, and the same ones twice."""
        if shortcoming(self.passphrase) is not None:
            return Message("Write a passphrase that is long enough.")
        if self._easy:
            return Message("Write a passphrase that nobody can guess.")
        if _decomposed(self._again) == _decomposed(self.passphrase):
            return None
        return Message("Write the same passphrase in both fields.")

    def tell(self, error: KnownError) -> bool:
        """Selects a passphrase that was refused."""
        if error.code != "weak_passphrase":
            return False
        self.show_error(error)
        self.view.select("passphrase")
        return True

    def model(self) -> NewPassphraseModel:
        """The page as it should look now: strength, script of the keyboard, and problems."""
        light, words = self._worth()
        typed_last: PassphraseField = "again" if self._again else "passphrase"
        hint = keyboard_hint(self._again or self.passphrase, self._capitals[typed_last])
        return NewPassphraseModel(
            passphrase=SecretText(value=self.passphrase, problem=self.error is not None),
            show_passphrase=Part(checked=self._letters_shown),
            light=Part(light=light),
            strength=Part(text=words),
            again=SecretText(value=self._again, problem=self._differ()),
            keyboard=Part(text=hint or NO_TEXT),
            problem=self._problem(),
        )

    def _problem(self) -> Notice:
        if self.error is None and self._differ():
            remedy = Message("Show the letters, and write the second one again.")
            return Notice(light="look", fact=Message("The two do not match."), remedy=remedy)
        return stop_notice(self.error)

    def _differ(self) -> bool:
        """True once the second field is not a prefix of the first."""
        return not _decomposed(self.passphrase).startswith(_decomposed(self._again))

    def _worth(self) -> tuple[Light, Message]:
        """State of the light, and its meaning. For an empty field, the rule."""
        short = shortcoming(self.passphrase)
        if short is not None:
            return "unused", short
        if self._easy:
            return "look", EASY_TO_GUESS
        if strength(self.passphrase) is Strength.ENOUGH:
            return "ok", Message("That is enough. One more word makes it good.")
        return "ok", Message("That is a good passphrase.")

    def _on_edited(self) -> None:
        self.error = None
        self._judge()
        self.update()

    def _judge(self) -> None:
        """Checks in the background whether the passphrase is easy to guess: one check at a time, and none if it is
        too short anyway. Until a result arrives the last one holds; it is checked again when the desk is made."""
        passphrase = self.passphrase
        if shortcoming(passphrase) is not None:
            self._judged, self._easy = passphrase, False
        elif passphrase != self._judged and not self._judging:
            self._judging = True
            self.session.ask(lambda: (passphrase, is_easy_to_guess(passphrase)), self._on_judged)

    def _on_judged(self, answer: tuple[str, bool]) -> None:
        self._judging = False
        self._judged, self._easy = answer
        self._judge()
        self.update()

    def _on_suggested(self, suggested: str) -> None:
        self.passphrase, self._again, self._letters_shown = suggested, "", True
        self._on_edited()
        self.view.focus("again")


def _decomposed(text: str) -> str:
    """`text` in Unicode NFD: keyboards write ো and ড় as one character or as two."""
    return unicodedata.normalize("NFD", text)
