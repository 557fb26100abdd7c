"""Decides one row of a class list: whose roll it is, how it is written right, or that it is left out."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_lists.person_words import shown_name
from bsuh_desktop.qt.class_lists.remark_words import same_roll
from bsuh_desktop.qt.forms.row_decision import Ui_RowDecision
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.class_lists import deciding
from bsuh_desktop.services.class_lists.plan import ImportPlan, PlanRow

SAVE, LEAVE_OUT, BACK = "save", "leave_out", "back"


class RowDecision(Dialog):
    """Open it, and ask it for the plan after its answer."""

    def __init__(self, bridge: Bridge, plan: ImportPlan, row: PlanRow, parent: QWidget) -> None:
        say = bridge.say
        super().__init__(
            say(Message("Row {row} of the list", row=bridge.digits(str(row.row)))),
            "\n".join(say(remark.message) for remark in row.remarks),
            [
                (LEAVE_OUT, say(Message("Leave this row out")), "careful"),
                (BACK, say(Message("Not now")), "secondary"),
                (SAVE, say(Message("Keep it so")), "primary"),
            ],
            parent,
            safe=BACK,
        )
        self.setObjectName("row_decision")
        self._bridge = bridge
        self._plan = plan
        self._row = row
        self._keepers: dict[int, QRadioButton] = {}
        fields = QWidget()
        self.form = Ui_RowDecision()
        self.form.setupUi(fields)
        self.add(fields)
        self._fill()
        # Names must not stay before a class that sees the desk from now on.
        bridge.public_changed.connect(self.reject)

    def _fill(self) -> None:
        learner, form = self._row.learner, self.form
        form.roll.setText(self._bridge.digits(learner.roll or ""))
        form.name_bn.setText(learner.name_bn or "")
        form.name_en.setText(learner.name_en or "")
        form.names.setHidden(self._bridge.public)
        doubles = same_roll(self._plan, self._row)
        form.whose_roll.setVisible(len(doubles) > 1)
        if len(doubles) > 1:
            self._offer_keepers(doubles)
        for field in (form.roll, form.name_bn, form.name_en):
            field.returnPressed.connect(lambda: self.answer(SAVE))

    def _offer_keepers(self, doubles: list[PlanRow]) -> None:
        for one in doubles:
            name = shown_name(self._bridge, one.learner.name_bn, one.learner.name_en)
            number = self._bridge.digits(str(one.row))
            choice = QRadioButton(self._bridge.say(Message("Row {row}: {name}", row=number, name=name)))
            choice.setObjectName(f"keeper_{one.row}")
            self.form.whose_rows.addWidget(choice)
            self._keepers[one.row] = choice

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        if key == LEAVE_OUT:
            return deciding.leave_out(self._plan, self._row.row)
        return self._saved() if key == SAVE else self._plan

    def _saved(self) -> ImportPlan:
        """What was changed is changed; if nothing was, the row is right as it is."""
        plan, number = self._plan, self._row.row
        keeper = next((row for row, choice in self._keepers.items() if choice.isChecked()), None)
        if keeper is not None:
            plan = deciding.keep_roll(plan, keeper)
        if self.form.roll.isModified():
            plan = deciding.correct_roll(plan, number, self.form.roll.text())
        if self.form.name_bn.isModified() or self.form.name_en.isModified():
            plan = deciding.correct_name(plan, number, self.form.name_bn.text(), self.form.name_en.text())
        if plan is self._plan and self._row.severity == "look":
            plan = deciding.leave_as_it_is(plan, number)
        return plan
