"""The dialogs that decide one row of a list: what is wrong in it, or a learner who refused earlier.

Their words and rules are in `presenters.class_lists.decisions` and `who_said_no`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import decisions
from bsuh_desktop.presenters.parts import Part
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.row_decision import Ui_RowDecision
from bsuh_desktop.qt.forms.who_said_no import Ui_WhoSaidNo
from bsuh_desktop.qt.widgets.binding import Binding, LocalizedWidget, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroller import ScrollFrame


class DecisionFields(LocalizedWidget):
    """A form in a dialog whose texts are the dialog's: `say` is called after the form has said its own."""

    def __init__(self, form: Any, say: Callable[[], object]) -> None:
        super().__init__()
        self._say = say
        form.setupUi(self)
        self.form = form

    def retranslate(self) -> None:
        """Everything that is not in the form."""
        self._say()


class RowDecisionDialog(Dialog):
    """Tells `decision` what a person types and chooses; `answered` says how it ended."""

    def __init__(self, bridge: Bridge, decision: decisions.RowDecision, parent: QWidget) -> None:
        super().__init__(
            "",
            "",
            [
                (decisions.LEAVE_OUT, Message("Skip this row"), "careful"),
                (decisions.BACK, Message("Not now"), "secondary"),
                (decisions.SAVE, Message("Keep as it is"), "primary"),
            ],
            parent,
            safe=decisions.BACK,
        )
        self.setObjectName("row_decision")
        self._bridge = bridge
        self._decision = decision
        self.form = Ui_RowDecision()
        fields = DecisionFields(self.form, self._say_again)
        own: dict[str, Setter] = {
            "question": self._say_question,
            "detail": self._say_detail,
            "leave_out": lambda part: self.verb(decisions.LEAVE_OUT).setVisible(part.shown),
            "keepers": self._show_keepers,
        }
        self._keepers: dict[int, QRadioButton] = {}
        self._binding = Binding(self.form, decisions.RowDecisionModel, bridge.text, own)
        self._binding.show(decision.model())
        self.add(ScrollFrame(fields, parent))
        self._connect()
        # Closes in public view: names must not stay visible to the class.
        bridge.public_changed.connect(self.reject)

    def _connect(self) -> None:
        form, decision = self.form, self._decision
        form.again.clicked.connect(lambda: self.answer(decisions.AGAIN))
        for name in ("roll", "name_bn", "name_en"):
            field = getattr(form, name)
            field.returnPressed.connect(lambda: self.answer(decisions.SAVE))
            field.textEdited.connect(partial(decision.write, name))
        for who in ("who_new_name", "who_our_name", "who_other"):
            getattr(form, who).toggled.connect(lambda on, who=who: decision.choose_who(who) if on else None)
        form.sex.activated.connect(decision.choose_sex)

    def retranslate(self) -> None:
        """The row, and what there is to say about it, as well."""
        super().retranslate()
        self._say_again()

    def _say_again(self) -> None:
        self._binding.show(self._decision.model())
        self._binding.retranslate()

    def _say_question(self, part: Part) -> None:
        question = self._bridge.text(part.text or "")
        self.setWindowTitle(question)
        self.question.setText(question)

    def _say_detail(self, part: Part) -> None:
        self.detail.setText(self._bridge.text(part.text or ""))
        self.detail.setVisible(bool(part.shown))

    def _show_keepers(self, keepers: tuple[decisions.Keeper, ...]) -> None:
        for keeper in keepers:
            if keeper.row not in self._keepers:
                self._keepers[keeper.row] = choice = QRadioButton()
                choice.setObjectName(f"keeper_{keeper.row}")
                choice.toggled.connect(partial(self._on_keeper, keeper.row))
                self.form.whose_rows.addWidget(choice)
            self._keepers[keeper.row].setText(self._bridge.text(keeper.text))

    def _on_keeper(self, row: int, chosen: bool) -> None:
        if chosen:
            self._decision.choose_keeper(row)


class WhoSaidNoDialog(Dialog):
    """Open it only in private view. Tells `decision` what a person chooses; `answered` says how it ended."""

    def __init__(self, bridge: Bridge, decision: decisions.WhoSaidNo, parent: QWidget) -> None:
        super().__init__(
            Message("Who said “no” earlier?"),
            Message("“No” stays “no” under any spelling. Say who it is, and no name is kept."),
            [
                (decisions.BACK_FROM_WHO, Message("Not now"), "secondary"),
                (decisions.SAVE_WHO, Message("Keep as it is"), "primary"),
            ],
            parent,
            safe=decisions.BACK_FROM_WHO,
        )
        self.setObjectName("who_said_no")
        self._bridge = bridge
        self._decision = decision
        form = Ui_WhoSaidNo()
        fields = DecisionFields(form, self._say_again)
        own: dict[str, Setter] = {
            "question": self._say_question,
            "save": lambda part: self.verb(decisions.SAVE_WHO).setEnabled(part.enabled),
        }
        self._binding = Binding(form, decisions.WhoSaidNoModel, bridge.text, own)
        self._show()
        self.add(fields)
        for where in ("is_here", "stays", "left"):
            getattr(form, where).toggled.connect(lambda on, where=where: self._choose(where) if on else None)
        form.found.activated.connect(self._choose_row)
        # Closes in public view: answers about names must not stay visible to the class.
        bridge.public_changed.connect(self.reject)

    def _show(self) -> None:
        self._binding.show(self._decision.model())

    def _choose(self, where: decisions.Where) -> None:
        self._decision.choose(where)
        self._show()

    def _choose_row(self, place: int) -> None:
        self._decision.choose_row(place)
        self._show()

    def retranslate(self) -> None:
        """Includes what is known about them: their roll."""
        super().retranslate()
        self._say_again()

    def _say_again(self) -> None:
        self._show()
        self._binding.retranslate()

    def _say_question(self, part: Part) -> None:
        question = self._bridge.text(part.text or "")
        self.setWindowTitle(question)
        self.question.setText(question)
