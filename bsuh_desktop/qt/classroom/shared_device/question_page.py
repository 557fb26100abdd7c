"""The page on which a learner answers: choose, change the choice, then give the answer; or decline."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.shared_device.answer_option import OptionButton
from bsuh_desktop.qt.classroom.shared_device.device_words import DeviceWords
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice


class QuestionPage(QObject):
    """One learner's turn; nothing of it is left here after `ended`."""

    touched = Signal()
    """An answer was chosen, or could not be stored."""
    giving = Signal()
    """An answer is being stored."""
    ended = Signal(object)
    """The answer was committed, or the learner declined; carries the words of thanks."""

    def __init__(
        self, bridge: Bridge, lesson: Lesson, words: DeviceWords, form: Ui_SharedDevice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lesson = lesson
        self._words = words
        self._form = form
        self._card = 0
        self._letter = ""
        self._giving = False
        self._options: dict[str, OptionButton] = {
            letter: getattr(form, f"option_{letter.lower()}") for letter in LETTERS
        }
        for letter, option in self._options.items():
            option.clicked.connect(lambda _=False, letter=letter: self.choose(letter))
        form.change.clicked.connect(lambda: self.choose(""))
        form.my_answer.clicked.connect(self._give)
        form.rather_not.clicked.connect(self._decline)

    def begin(self, card: int) -> bool:
        """Shows the question for the learner with `card`; False if none is open."""
        if self._lesson.picture.open_asking is None:
            return False
        self._card = card
        self.speak()
        self.choose("")
        return True

    def speak(self) -> None:
        """Question and options in the stage's language; the choice stays."""
        picture, form, language = self._lesson.picture, self._form, self._bridge.stage_language
        asking, card = picture.open_asking, self._card
        if asking is None or not card:
            return
        item = picture.pack.item(asking.item)
        form.my_number.setText(self._words.say(Message("Your number: {card}", card=card)))
        form.question.set_text(item.question.text_in(language))
        for letter, option in self._options.items():
            option.setVisible(letter in item.options)
            if letter in item.options:
                option.tell(letter, item.options[letter].text.text_in(language))

    def forget(self) -> None:
        """Clears the turn."""
        self._card, self._letter = 0, ""
        for option in self._options.values():
            option.setChecked(False)

    def choose(self, letter: str) -> None:
        """Selects an answer; "" clears the selection."""
        if self._giving:
            return
        self._letter = letter
        for each, option in self._options.items():
            option.setChecked(each == letter)
        form = self._form
        form.ask_problem.set_text("")
        form.change.setVisible(bool(letter))
        form.my_answer.setEnabled(bool(letter))
        (form.my_answer if letter else form.option_a).setFocus()
        self.touched.emit()

    def letter_of(self, typed: str) -> str:
        """The answer for a typed A to D or 1 to 4; "" if there is none."""
        sign = ascii_digits(typed).upper()
        letter = LETTERS["1234".index(sign)] if sign and sign in "1234" else sign
        option = self._options.get(letter)
        return letter if option is not None and option.isVisible() else ""

    def _give(self) -> None:
        """Thanks are shown only when the answer is committed."""
        card, letter = self._card, self._letter
        if self._giving or not letter:
            return
        self._giving = True
        self._form.my_answer.setEnabled(False)
        self.giving.emit()
        self._bridge.conduct(lambda conduct: conduct.answer(card, letter), self._on_stored, self._on_not_stored)

    def _on_stored(self, _: object) -> None:
        self._giving = False
        self.forget()
        self.ended.emit(Message("Thank you."))

    def _on_not_stored(self, _: KnownError) -> None:
        """The choice stays, to be given again; it is cleared after the usual time."""
        self._giving = False
        self.touched.emit()
        self._form.my_answer.setEnabled(True)
        self._form.ask_problem.set_text(self._words.say(Message("Your answer was not kept. Call your facilitator.")))

    def _decline(self) -> None:
        if not self._giving:
            self._lesson.decline(self._card)
            self.forget()
            self.ended.emit(Message("That is all right."))
