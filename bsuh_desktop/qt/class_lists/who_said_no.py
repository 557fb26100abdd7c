"""Learners who refused earlier and were not found on the new list: a person decides who they are.

Either they are listed under another spelling, stay in the class without being listed, or have left.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.who_said_no import Ui_WhoSaidNo
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.person_words import sex_word, shown_name
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan, ImportRow

SAVE, BACK = "save", "back"


class WhoSaidNo(Dialog):
    """Open it only in private view, then ask `decided` for the new plan."""

    def __init__(self, bridge: Bridge, plan: ImportPlan, gone: GoneRow, parent: QWidget) -> None:
        super().__init__(
            Message("Who said “no” earlier?"),
            Message("“No” stays “no” under any spelling. Say who it is, and no name is kept."),
            [(BACK, Message("Not now"), "secondary"), (SAVE, Message("Keep as it is"), "primary")],
            parent,
            safe=BACK,
        )
        self.setObjectName("who_said_no")
        self._bridge = bridge
        self._gone = gone
        self._fields = _Fields(bridge, plan, gone)
        self.add(self._fields)
        self._fields.answered.connect(self._look)
        self._look()
        self.retranslate()
        # Closes in public view: answers about names must not stay visible to the class.
        bridge.public_changed.connect(self.reject)

    def _look(self) -> None:
        self.verb(SAVE).setEnabled(self._fields.decided() is not None)

    def retranslate(self) -> None:
        """Includes what is known about them: their roll."""
        super().retranslate()
        roll = self._bridge.digits(self._gone.was.roll)
        if roll:
            question = self._bridge.say(Message("Who said “no” earlier? Their roll was {roll}", roll=roll))
            self.setWindowTitle(question)
            self.question.setText(question)

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        return (self._fields.decided() if key == SAVE else None) or self._fields.plan


class _Fields(LocalizedWidget):
    """`answered` when the choice changes; `plan` is the list before that."""

    answered = Signal()
    form: Ui_WhoSaidNo

    def __init__(self, bridge: Bridge, plan: ImportPlan, gone: GoneRow) -> None:
        super().__init__()
        self.plan = plan
        self._bridge = bridge
        self._line = gone.line
        self._rows = decide.could_be(plan, gone.line)
        self.form = form = Ui_WhoSaidNo()
        form.setupUi(self)
        for part in (form.is_here, form.found):
            part.setVisible(bool(self._rows))
        form.stays.setChecked(gone.stays)
        form.left.setChecked(gone.decided and not gone.stays)
        self.retranslate()
        form.found.activated.connect(lambda _: form.is_here.setChecked(True))
        for changed in (form.is_here.toggled, form.stays.toggled, form.left.toggled, form.found.activated):
            changed.connect(lambda _: self.answered.emit())

    def decided(self) -> ImportPlan | None:
        """The plan after the present choice; None while it is incomplete."""
        form, place = self.form, self.form.found.currentIndex()
        if form.stays.isChecked():
            return decide.stays(self.plan, self._line)
        if form.left.isChecked():
            return decide.who_said_no(self.plan, self._line, None)
        if form.is_here.isChecked() and place >= 0:
            return decide.who_said_no(self.plan, self._line, self._rows[place].row)
        return None

    def retranslate(self) -> None:
        self.form.found.set_choices([self._label(row) for row in self._rows], self.form.found.currentIndex())

    def _label(self, row: ImportRow) -> str:
        bridge, learner = self._bridge, row.learner
        name = shown_name(bridge, learner.name_bn, learner.name_en)
        if learner.sex != "unspecified":
            name = f"{name}, {sex_word(bridge, learner.sex)}"
        return bridge.say(Message("Roll {roll}: {name}", roll=bridge.digits(learner.roll or "—"), name=name))
