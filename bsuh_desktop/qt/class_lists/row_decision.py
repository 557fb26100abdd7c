"""Decides one row of a class list: whose roll it is, the right spelling, who it is, or that it is left out."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.remark_words import PRIVATE, is_to_compare, same_roll
from bsuh_desktop.qt.forms.row_decision import Ui_RowDecision
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.person_words import SEXES, shown_name
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow

SAVE, LEAVE_OUT, BACK, AGAIN = "save", "leave_out", "back", "again"
_SEXES: tuple[Sex, ...] = ("f", "m", "unspecified")


class RowDecision(Dialog):
    """Open the dialog, then ask `decided` for the new plan."""

    def __init__(self, bridge: Bridge, plan: ImportPlan, row: ImportRow, parent: QWidget) -> None:
        super().__init__(
            "",
            "",
            [
                (LEAVE_OUT, Message("Skip this row"), "careful"),
                (BACK, Message("Not now"), "secondary"),
                (SAVE, Message("Keep as it is"), "primary"),
            ],
            parent,
            safe=BACK,
        )
        self.setObjectName("row_decision")
        self._bridge = bridge
        self._row = row
        self.fields = RowFields(bridge, plan, row)
        self.form = self.fields.form
        self.add(ScrollFrame(self.fields, parent))
        self.verb(LEAVE_OUT).setHidden(row.left_out)
        self.form.again.clicked.connect(lambda: self.answer(AGAIN))
        for field in (self.form.roll, self.form.name_bn, self.form.name_en):
            field.returnPressed.connect(lambda: self.answer(SAVE))
        self.retranslate()
        # Closes in public view: names must not stay visible to the class.
        bridge.public_changed.connect(self.reject)

    def retranslate(self) -> None:
        """The row, and what there is to say about it, as well."""
        super().retranslate()
        bridge = self._bridge
        question = bridge.say(Message("Row {row} of the list", row=bridge.digits(str(self._row.row))))
        self.setWindowTitle(question)
        self.question.setText(question)
        said = [remark for remark in self._row.remarks if not (bridge.public and remark.code in PRIVATE)]
        self.detail.setText("\n".join(bridge.say(remark.message) for remark in said))
        self.detail.setVisible(bool(said))

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        plan, row = self.fields.plan, self._row.row
        if key in (LEAVE_OUT, AGAIN):
            return (decide.leave_out if key == LEAVE_OUT else decide.undo_decision)(plan, row)
        return self.fields.saved() if key == SAVE else plan


class RowFields(LocalizedWidget):
    """The fields of one row. `plan` is the list before the decision."""

    form: Ui_RowDecision

    def __init__(self, bridge: Bridge, plan: ImportPlan, row: ImportRow) -> None:
        super().__init__()
        self.plan = plan
        self._bridge = bridge
        self._row = row
        self._was = row.was or _had_roll(plan, row)
        self._doubles: list[tuple[QRadioButton, ImportRow]] = []
        self.form = Ui_RowDecision()
        self.form.setupUi(self)
        learner = row.learner
        self.form.name_bn.setText(learner.name_bn or "")
        self.form.name_en.setText(learner.name_en or "")
        self.form.names.setHidden(bridge.public)
        # For narrow tables, which have no “Decide again” button in the row.
        self.form.again.setVisible(row.row in plan.decisions.rows)
        self._offer_keepers()
        self._offer_who()
        self.retranslate()
        self.form.sex.setCurrentIndex(_SEXES.index(learner.sex))

    def _offer_keepers(self) -> None:
        doubles = same_roll(self.plan, self._row)
        self.form.whose_roll.setVisible(len(doubles) > 1)
        for one in doubles if len(doubles) > 1 else []:
            choice = QRadioButton()
            choice.setObjectName(f"keeper_{one.row}")
            self.form.whose_rows.addWidget(choice)
            self._doubles.append((choice, one))

    def _offer_who(self) -> None:
        """Offers the learners of the class that the row may be."""
        form, row = self.form, self._row
        form.who.setVisible(self._was is not None and row.change in ("new", "renamed") and not self._bridge.public)
        self._who_now().setChecked(True)

    def _who_now(self) -> QRadioButton:
        form = self.form
        if self._row.change == "new":
            return form.who_other
        return form.who_our_name if self._row.row in self.plan.decisions.our_names else form.who_new_name

    def retranslate(self) -> None:
        """The rows with the same roll, the choices, and the roll's digits."""
        bridge, form, learner = self._bridge, self.form, self._row.learner
        for choice, one in self._doubles:
            name = shown_name(bridge, one.learner.name_bn, one.learner.name_en)
            choice.setText(bridge.say(Message("Row {row}: {name}", row=bridge.digits(str(one.row)), name=name)))
        if not form.roll.isModified():
            form.roll.setText(bridge.digits(learner.roll or ""))
        form.sex.set_choices([bridge.say(SEXES[sex]) for sex in _SEXES], max(0, form.sex.currentIndex()))
        form.original.setVisible(bool(self._row.original))
        form.original.setText(bridge.say(Message("In the old font: {name}", name=self._row.original)))
        if self._was is not None:
            self._say_who(shown_name(bridge, self._was.name_bn, self._was.name_en) or "—")

    def _say_who(self, was: str) -> None:
        say, form, learner = self._bridge.say, self.form, self._row.learner
        now = shown_name(self._bridge, learner.name_bn, learner.name_en)
        form.who_new_name.setText(say(Message("The same learner, now written: {name}", name=now)))
        form.who_our_name.setText(say(Message("The same learner, still written: {name}", name=was)))
        form.who_other.setText(say(Message("Another learner, new in the class")))

    def saved(self) -> ImportPlan:
        """Saves the changes; without any, confirms that the row is right."""
        plan, number, form = self._with_who(self.plan), self._row.row, self.form
        keeper = next((one.row for choice, one in self._doubles if choice.isChecked()), None)
        if keeper is not None:
            plan = decide.keep_roll(plan, keeper)
        if form.roll.isModified():
            plan = decide.correct_roll(plan, number, form.roll.text())
        if form.name_bn.isModified() or form.name_en.isModified():
            plan = decide.correct_name(plan, number, form.name_bn.text(), form.name_en.text())
        sex = _SEXES[form.sex.currentIndex()]
        if sex != self._row.learner.sex:
            plan = decide.correct_sex(plan, number, sex)
        unseen = self._bridge.public and is_to_compare(self._row)
        if plan is self.plan and self._row.severity == "look" and not unseen:
            plan = decide.leave_as_it_is(plan, number)
        return plan

    def _with_who(self, plan: ImportPlan) -> ImportPlan:
        form, row = self.form, self._row
        if self._was is None or form.who.isHidden() or self._who_now().isChecked():
            return plan
        if form.who_other.isChecked():
            return decide.another_learner(plan, row.row)
        plan = decide.same_learner(plan, row.row, self._was.line)
        return decide.keep_name(plan, row.row) if form.who_our_name.isChecked() else plan


def _had_roll(plan: ImportPlan, row: ImportRow) -> Learner | None:
    """The learner of the class who had the roll of `row` and is not on the list: the row may be another person."""
    same = [one.was for one in plan.gone if one.was.roll and roll_key(one.was.roll) == roll_key(row.learner.roll)]
    return same[0] if same and row.change == "new" else None
