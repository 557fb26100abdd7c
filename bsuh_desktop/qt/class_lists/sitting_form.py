"""The consent sitting: answers given in the room lead to another plan of the list; nothing is stored yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.import_state import SittingAnswers
from bsuh_desktop.qt.forms.consent import Ui_ConsentSitting
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan


class SittingForm(QObject):
    """`changed` after every answer; `plan` has the list with all answers."""

    changed = Signal()

    def __init__(self, bridge: Bridge, form: Ui_ConsentSitting, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._read: ImportPlan | None = None
        self._plan: ImportPlan | None = None
        for box in (form.read_aloud, form.all_letters, form.no_names):
            box.toggled.connect(lambda _: self._on_answered())
        for noted in (form.refused, form.without_letter):
            noted.changed.connect(self._on_answered)

    def begin(self, plan: ImportPlan, answers: SittingAnswers) -> None:
        """Starts with a list, and with answers given before it was reviewed again."""
        form, self._read = self._form, None
        form.read_aloud.setChecked(answers.read_aloud)
        form.all_letters.setChecked(answers.all_letters)
        form.no_names.setChecked(answers.no_names)
        self._read = plan
        form.refused.begin(self._bridge, plan.learners, answers.refused)
        form.without_letter.begin(self._bridge, plan.to_ask, answers.without_letter)
        self._on_answered()

    def answers(self) -> SittingAnswers:
        """The answers so far."""
        form = self._form
        return SittingAnswers(
            form.read_aloud.isChecked(),
            form.all_letters.isChecked(),
            form.no_names.isChecked(),
            form.refused.rows,
            form.without_letter.rows,
        )

    def clear(self) -> None:
        """Forgets the list."""
        self._read = self._plan = None
        for noted in (self._form.refused, self._form.without_letter):
            noted.begin(self._bridge, (), frozenset())

    @property
    def basis(self) -> Basis:
        """The basis for storing names: the programme's, or “none” if a person chose that."""
        if self._read is None or self._form.no_names.isChecked():
            return "none"
        return self._read.basis

    @property
    def notice_read(self) -> bool:
        """True once the notice was read aloud; answers given in the room count from then on."""
        return self._form.read_aloud.isChecked() and self.basis != "none"

    @property
    def doubt(self) -> tuple[Message, Message] | None:
        """The question to ask before the list is stored, and its meaning: somebody who took part in a class refuses
        now, names would be stored though nobody heard the notice, or no name would be stored though some might be."""
        counts, withdrawing = self.plan.counts, self.plan.withdrawing
        if withdrawing:
            return (
                Message("Learners who took part in a class and say “no” now: {count}", count=withdrawing),
                Message(
                    "Their names and answers are deleted. This cannot be undone. The next "
                    "hand-over tells your coordinator. The numbers stay."
                ),
            )
        if self.basis != "none" and not counts.named:
            return Message("No name on this list would be kept."), Message("Everybody is counted, without a name.")
        if self._new_names and not self.notice_read:
            return (
                Message("The notice has not been read aloud yet."),
                Message(
                    "Without reading it aloud, names are kept by the letters from home only. Read it "
                    "aloud when the class is here."
                ),
            )
        return None

    @property
    def _new(self) -> int:
        """Number of learners to ask."""
        return len(self._read.to_ask) if self._read is not None else 0

    @property
    def _new_names(self) -> bool:
        """True if a name would be stored that was not stored before."""
        plan = self.plan
        return any(row.may_be_named for row in plan.rows if plan.base is None or row.change == "new")

    @property
    def why_not(self) -> Message | None:
        """Why the list cannot be stored yet."""
        form = self._form
        if any(noted.unnoted and noted.isVisible() for noted in (form.refused, form.without_letter)):
            return Message("A roll is typed but not saved. Choose “Save it”, or clear the field.")
        return self.plan.why_not

    @property
    def plan(self) -> ImportPlan:
        """The list with all answers. Raises LookupError before there is one."""
        if self._plan is None:
            raise LookupError("no list")
        return self._plan

    def _with_answers(self, read: ImportPlan) -> ImportPlan:
        plan = decide.on_basis(read, self.basis)
        if not self.notice_read:
            return decide.without_sitting(plan)
        everybody = self._form.all_letters.isChecked() and self.basis == "letters"
        missing = self._form.without_letter.rows
        return decide.with_consent(plan, self._form.refused.rows, "yes" if everybody else None, missing)

    def _on_answered(self) -> None:
        if self._read is not None:
            self._plan = self._with_answers(self._read)
            self._show(self._read)
            self.changed.emit()

    def _show(self, read: ImportPlan) -> None:
        """Shows the fields for this basis, and what follows from the answers."""
        form, counts = self._form, self.plan.counts
        letters = self.basis == "letters"
        unsaid = any(learner.guardian == "not_asked" for learner in read.to_ask)
        form.no_names.setVisible(read.basis != "none" and read.base is None)
        form.all_letters.setVisible(letters and unsaid)
        form.all_letters.setEnabled(self.notice_read)
        # Not shown or hidden by a check box alone: what is below it would move under the pointer.
        form.missing_letters.setVisible(letters and unsaid)
        form.missing_letters.setEnabled(self.notice_read and form.all_letters.isChecked())
        form.refusals.setVisible(self.basis != "none")
        form.refused.setEnabled(self.notice_read)
        form.read_aloud.setEnabled(self.basis != "none")
        form.named_count.setText(self._bridge.number(counts.named))
        form.unnamed_count.setText(self._bridge.number(counts.unnamed))

    def retranslate(self) -> None:
        """The basis, the fields and the counts in the desk's language."""
        if self._read is None:
            return
        say, form = self._bridge.say, self._form
        said = [self._ground(self._read)]
        if self._read.base is not None:
            said.insert(
                0, Message("Only new learners are asked: {count}. The others stay as they were.", count=self._new)
            )
        form.ground_text.setText(" ".join(map(say, said)))
        form.refused.name(say(Message("Roll of the learner who says “no”")), _refusals)
        form.without_letter.name(say(Message("Roll without a letter")), _without_letter)
        self._show(self._read)

    def _ground(self, read: ImportPlan) -> Message:
        if self.basis == "none":
            return Message("No name is kept. Everybody is counted and gets a certificate with a line for the name.")
        if self.basis == "school":
            return Message("The school has agreed. Each learner, and each family, may say “no”.")
        yes = sum(learner.guardian == "yes" for learner in read.to_ask)
        return Message("Each name needs a letter from home. Letters that say yes, by the list: {count}", count=yes)


def _refusals(count: int) -> Message:
    return Message("Said “no”: {count}", count=count)


def _without_letter(count: int) -> Message:
    return Message("Without a letter: {count}", count=count)
