"""Adds a learner or visitor who is on no list: roll, name, and consent to store it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.domain.text import clean
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.new_learner import Ui_NewLearner
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

ADD = "add"


class NewLearnerForm(LocalizedWidget):
    """The dialog's content. In public view no name is asked for: it can be added under Classes later."""

    form: Ui_NewLearner

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.form = Ui_NewLearner()
        self.form.setupUi(self)
        named = not bridge.public and bridge.facts is not None and bridge.facts.basis != "none"
        for part in (self.form.names, self.form.consent):
            part.setVisible(named)
        self.form.no_names.setVisible(not named)
        self.form.joins_list.setChecked(True)
        self.form.visits.toggled.connect(lambda visits: self.form.roll_line.setVisible(not visits))
        self.form.guardian_not_asked.setChecked(True)
        self.form.learner_not_asked.setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Explains why no name is asked, and labels each answer with its question."""
        self.form.no_names.setText(self._bridge.say(self._why(self._bridge)))
        for question, answers in (
            (self.form.guardian_question, self.form.guardian_answers),
            (self.form.learner_question, self.form.learner_answers),
        ):
            for button in answers.findChildren(QPushButton):
                button.setAccessibleName(f"{question.text()} {button.text()}")

    def _why(self, bridge: Bridge) -> Message:
        if bridge.public:
            return Message("The class can see this screen, so do not type a name here.")
        return Message("This programme keeps no names.")

    @property
    def visits(self) -> bool:
        """True for a visitor, present today only."""
        return self.form.visits.isChecked()

    def row(self) -> RosterRow:
        """The learner as typed."""
        form = self.form
        return RosterRow(
            row=0,
            roll=clean(form.roll_text.text()) or None,
            card=NO_CARD,
            name_bn=clean(form.name_bangla.text()) or None,
            name_en=clean(form.name_english.text()) or None,
            guardian=_answer(form.guardian_yes.isChecked(), form.guardian_no.isChecked()),
            assent=_answer(form.learner_yes.isChecked(), form.learner_no.isChecked()),
        )


def _answer(yes: bool, no: bool) -> ConsentAnswer:
    return "yes" if yes else "no" if no else "not_asked"


def add_learner(parent: QWidget, bridge: Bridge, add: Callable[[RosterRow, bool], object]) -> Dialog:
    """Opens the dialog; `add` is called with the learner as typed, and whether they take part today only."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (ADD, Message("Add"), "primary")]
    detail = Message("A name is kept only with consent. Without it, the learner is counted without a name.")
    dialog = Dialog(Message("Who joins the class?"), detail, verbs, parent)
    asked = NewLearnerForm(bridge)
    dialog.add(ScrollFrame(asked, parent))

    def answered(verb: str) -> None:
        if verb == ADD:
            add(asked.row(), asked.visits)

    dialog.answered.connect(answered)
    # Closes in public view: a name must not stay visible to the class.
    bridge.public_changed.connect(dialog.reject)
    dialog.open()
    asked.form.roll_text.setFocus()
    return dialog
