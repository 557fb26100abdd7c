"""Asks for three words of the recovery sheet: the programme is complete once they are typed correctly from paper."""

from __future__ import annotations

from collections.abc import Callable

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.make_programme import Ui_MakeProgramme
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.services.programme.sheet_words import asked_positions, check_words


class ThreeWords:
    """Handles the fields of the form. `changed` is called on every edit."""

    def __init__(self, bridge: Bridge, form: Ui_MakeProgramme, changed: Callable[[], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._changed = changed
        self._fields = (form.word_1, form.word_2, form.word_3)
        self._labels = (form.word_1_label, form.word_2_label, form.word_3_label)
        self._asked: tuple[int, ...] = ()
        self._wrong: tuple[int, ...] = ()
        for field in self._fields:
            field.textEdited.connect(lambda _: self._on_edited())

    def begin(self) -> None:
        """Chooses three other words than last time."""
        self._asked, self._wrong = asked_positions(), ()
        for field in self._fields:
            field.clear()
        self.retranslate()

    def forget(self) -> None:
        """Clears the words from the window."""
        for field in self._fields:
            field.clear()

    def restyle(self) -> None:
        """Scales the light in a wrong field."""
        for place, field in zip(self._asked, self._fields, strict=False):
            if place in self._wrong:
                set_problem(field, False)
                set_problem(field, True)

    @property
    def written(self) -> bool:
        """True if every field has a text."""
        return all(field.text().strip() for field in self._fields)

    def check(self, right: Callable[[], object], failed: Callable[..., object]) -> None:
        """Calls `right` if all three words are correct; else shows which are not."""
        typed = {place: field.text() for place, field in zip(self._asked, self._fields, strict=True)}

        def looked(wrong: tuple[int, ...]) -> None:
            self._wrong = wrong
            self.retranslate()
            if wrong:
                self._fields[self._asked.index(wrong[0])].setFocus()
            else:
                right()

        self._bridge.change(lambda desk: check_words(desk, typed), looked, failed)

    def retranslate(self) -> None:
        """Which words are asked for, and which are wrong."""
        say = self._bridge.say
        for place, label, field in zip(self._asked, self._labels, self._fields, strict=False):
            words = say(Message("Word {place}", place=self._bridge.digits(place)))
            label.setText(words)
            field.setAccessibleName(words)
            set_problem(field, place in self._wrong)
        self._form.problem.setVisible(bool(self._wrong))
        if self._wrong:
            number = self._bridge.digits(self._wrong[0])
            fact = Message("Word {place} on the sheet is different.", place=number)
            remedy = Message("Write the word exactly as on the printed sheet.")
            self._form.problem.tell("look", say(fact), say(remedy))
            scroll_into_view(self._form.problem)

    def _on_edited(self) -> None:
        if self._wrong:
            self._wrong = ()
            self.retranslate()
        self._changed()
