"""A new passphrase, typed twice: its strength, and four words as a suggestion."""

from __future__ import annotations

import unicodedata

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.passphrase import Strength, shortcoming, strength
from bsuh_desktop.qt.forms.new_passphrase import Ui_NewPassphrase
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.services.desk.passphrases import EASY_TO_GUESS, is_easy_to_guess, suggest_passphrase


class NewPassphrase(DoorPage):
    """The first field can take a suggestion; the second must be typed: not every keyboard can write every word."""

    title = Message("Choose a passphrase")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_NewPassphrase()
        self.form.setupUi(self)
        self._error: KnownError | None = None
        self._judged, self._easy, self._judging = "", False, False
        for field in (self.form.passphrase, self.form.again):
            self.form.show_passphrase.toggled.connect(field.show_letters)
            field.textEdited.connect(self._on_edited)
            field.hint_changed.connect(self.retranslate)
        self.form.suggest_bangla.clicked.connect(lambda: self._suggest("bn"))
        self.form.suggest_english.clicked.connect(lambda: self._suggest("en"))

    def passphrase(self) -> str:
        """The passphrase as typed."""
        return str(self.form.passphrase.text())

    def enter(self) -> None:
        """Focuses the first empty field."""
        (self.form.passphrase if not self.passphrase() else self.form.again).setFocus()

    def forget(self) -> None:
        """Clears the passphrase from the window."""
        self._error, self._judged, self._easy = None, "", False
        self.form.passphrase.clear()
        self.form.again.clear()
        self.form.show_passphrase.setChecked(False)

    def missing(self) -> Message | None:
        """What is missing: enough words, and the same ones twice."""
        if shortcoming(self.passphrase()) is not None:
            return Message("Write a passphrase that is long enough.")
        if self._easy:
            return Message("Write a passphrase that nobody can guess.")
        if _signs(self.form.again.text()) == _signs(self.passphrase()):
            return None
        return Message("Write the same passphrase in both fields.")

    def tell(self, error: KnownError) -> bool:
        """Selects a passphrase that was refused."""
        if error.code != "weak_passphrase":
            return False
        self._error = error
        self.retranslate()
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()
        return True

    def retranslate(self) -> None:
        """Strength, script of the keyboard, and problems."""
        say, error = self.bridge.say, self._error
        state, words = self._worth()
        self.form.light.set_state(state)
        self.form.strength.setText(say(words))
        field = self.form.again if self.form.again.text() else self.form.passphrase
        hint = field.hint()
        self.form.keyboard.setText(say(hint) if hint else "")
        self.form.problem.setVisible(error is not None or self._differ())
        set_problem(self.form.passphrase, error is not None)
        set_problem(self.form.again, self._differ())
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))
        elif self._differ():
            self.form.problem.tell(
                "look",
                say(Message("The two do not match.")),
                say(Message("Show the letters, and write the second one again.")),
            )

    def _differ(self) -> bool:
        """True once the second field is not a prefix of the first."""
        return not _signs(self.passphrase()).startswith(_signs(self.form.again.text()))

    def _worth(self) -> tuple[str, Message]:
        """State of the light, and its meaning. For an empty field, the rule."""
        short = shortcoming(self.passphrase())
        if short is not None:
            return "unused", short
        if self._easy:
            return "look", EASY_TO_GUESS
        if strength(self.passphrase()) is Strength.ENOUGH:
            return "ok", Message("That is enough. One more word makes it good.")
        return "ok", Message("That is a good passphrase.")

    def _on_edited(self) -> None:
        self._error = None
        self._judge()
        self.retranslate()
        self.changed.emit()

    def _judge(self) -> None:
        """Checks in the background whether the passphrase is easy to guess: one check at a time, and none if it is
        too short anyway. Until a result arrives the last one holds; it is checked again when the desk is made."""
        passphrase = self.passphrase()
        if shortcoming(passphrase) is not None:
            self._judged, self._easy = passphrase, False
        elif passphrase != self._judged and not self._judging:
            self._judging = True
            self.bridge.ask(lambda: (passphrase, is_easy_to_guess(passphrase)), self._on_judged)

    def _on_judged(self, answer: tuple[str, bool]) -> None:
        self._judging = False
        if not self.passphrase():
            return
        self._judged, self._easy = answer
        self._judge()
        self.retranslate()
        self.changed.emit()

    def _suggest(self, language: Language) -> None:
        self.bridge.ask(lambda: suggest_passphrase(language), self._take)

    def _take(self, suggested: str) -> None:
        self.form.passphrase.setText(suggested)
        self.form.again.clear()
        self.form.show_passphrase.setChecked(True)
        self._on_edited()
        self.form.again.setFocus()


def _signs(text: str) -> str:
    """The decomposed text (Unicode NFD): keyboards write ো and ড় as one character or as two."""
    return unicodedata.normalize("NFD", text)
