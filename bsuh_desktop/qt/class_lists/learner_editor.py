"""Edits one learner: roll, names, sex, and whether the name may be stored."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.learners import Ui_Learners
from bsuh_desktop.qt.widgets.person_words import SEXES
from bsuh_desktop.services.class_lists.class_groups import Learner, as_row

ConsentChoice = Literal["yes", "not_asked", "no"]

_NEW = RosterRow(row=0, roll=None, card=NO_CARD, name_bn=None, name_en=None)
_CHOICES: tuple[ConsentChoice, ...] = ("yes", "not_asked", "no")
_SEXES: tuple[Sex, ...] = ("f", "m", "unspecified")


class LearnerEditor(QObject):
    """`save_wanted` and `remove_wanted` when their buttons are pressed; `learner` is None for a new one."""

    save_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, bridge: Bridge, form: Ui_Learners, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._basis: Basis = "none"
        self._was = _NEW
        self.learner: Learner | None = None
        for field in (form.roll, form.name_bn, form.name_en):
            field.returnPressed.connect(self.save_wanted)
        form.save.clicked.connect(self.save_wanted)
        form.leave.clicked.connect(lambda: self.begin(self._basis))
        form.remove.clicked.connect(self.remove_wanted)
        form.answer.currentIndexChanged.connect(lambda _: self._look())

    def begin(self, basis: Basis, learner: Learner | None = None) -> None:
        """Edits a learner of the class, or a new one."""
        self._basis = basis
        self._was = _NEW if learner is None else as_row(learner)
        self.learner = learner
        form = self._form
        self._show_roll()
        form.name_bn.setText(self._was.name_bn or "")
        form.name_en.setText(self._was.name_en or "")
        self.retranslate()
        form.sex.setCurrentIndex(_SEXES.index(self._was.sex))
        form.answer.setCurrentIndex(_CHOICES.index(_choice_of(self._was, self._basis)))
        self._look()

    @property
    def line(self) -> int | None:
        """The learner's number on this laptop, None for a new one."""
        return None if self.learner is None else self.learner.line

    @property
    def withdraws(self) -> bool:
        """True if “no” is chosen for a learner who took part in a class and had not refused before."""
        was = self.learner
        return was is not None and was.sat and not was.said_no and self._answer() == "no"

    @property
    def changed(self) -> bool:
        """True if there are unsaved changes."""
        return self.row() != self._was

    def row(self) -> RosterRow:
        """The learner as typed. Fields of names keep their values while they are hidden."""
        form, was = self._form, self._was
        said = replace(
            was,
            roll=(form.roll.text() if form.roll.isModified() else was.roll) or None,
            name_bn=form.name_bn.text() or None,
            name_en=form.name_en.text() or None,
            sex=_SEXES[form.sex.currentIndex()],
        )
        return _answered(said, self._answer(), self._basis)

    def _answer(self) -> ConsentChoice:
        return _CHOICES[max(0, self._form.answer.currentIndex())]

    def retranslate(self) -> None:
        """The choices, and a roll that nobody has changed, in the desk's language."""
        say, form = self._bridge.say, self._form
        if not form.roll.isModified():
            self._show_roll()
        answers = (Message("Yes"), Message("Not asked yet"), Message("No"))
        for box, words in ((form.sex, tuple(SEXES[sex] for sex in _SEXES)), (form.answer, answers)):
            place = max(0, box.currentIndex())
            box.blockSignals(True)
            box.clear()
            box.addItems([say(word) for word in words])
            box.setCurrentIndex(place)
            box.blockSignals(False)
        self._look()

    def _show_roll(self) -> None:
        self._form.roll.setText(self._bridge.digits(self._was.roll or ""))

    def _look(self) -> None:
        """Name fields are shown only if names may be stored and nobody else sees the screen. The answer about names,
        above all a refusal, is hidden from the class, too."""
        form, say = self._form, self._bridge.say
        new = self.line is None
        roll = self._bridge.digits(self._was.roll or "—")
        form.editor_title.setText(say(Message("Add a learner") if new else Message("Change roll {roll}", roll=roll)))
        form.save.setText(say(Message("Add") if new else Message("Save")))
        form.leave.setVisible(not new)
        form.remove.setVisible(not new)
        allowed = _answered(self._was, self._answer(), self._basis).may_be_named(self._basis)
        form.names.setEnabled(allowed)
        for private in (form.names, form.answer_label, form.answer):
            private.setHidden(self._bridge.public)
        form.answer_text.setText(say(self._answer_words(allowed)))

    def _answer_words(self, allowed: bool) -> Message:
        if self._basis == "none":
            return Message("No name of this class is kept.")
        if self._bridge.public:
            return Message("Write the name when nobody else sees the screen.")
        if self.withdraws:
            return Message("Name and answers are deleted. The next hand-over tells your coordinator.")
        if not allowed:
            return Message("The learner is counted. The name is written on the certificate by hand.")
        if self._basis == "letters":
            return Message("The letter from home says yes, and so does the learner.")
        return Message("Neither the family nor the learner said “no”.")


def _choice_of(row: RosterRow, basis: Basis) -> ConsentChoice:
    """The answer to show; a learner's own yes does not count while a letter from home is missing."""
    if "no" in (row.guardian, row.assent):
        return "no"
    said_yes = "yes" in (row.guardian, row.assent)
    return "yes" if said_yes and (basis == "none" or row.may_be_named(basis)) else "not_asked"


def _answered(row: RosterRow, choice: ConsentChoice, basis: Basis) -> RosterRow:
    """The row with a new answer; unchanged if the answer is the same."""
    if choice == _choice_of(row, basis):
        return row
    answers: dict[ConsentChoice, tuple[ConsentAnswer, ConsentAnswer]] = {
        "yes": ("yes", "yes"),
        "not_asked": ("not_asked", "not_asked"),
        "no": (row.guardian, "no"),
    }
    guardian, assent = answers[choice]
    return replace(row, guardian=guardian, assent=assent)
