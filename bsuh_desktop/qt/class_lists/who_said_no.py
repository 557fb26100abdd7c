"""The dialog about a learner who refused earlier; its words and rules are in `presenters.class_lists.who_said_no`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.who_said_no import BACK, SAVE, Where, WhoSaidNo, WhoSaidNoModel
from bsuh_desktop.presenters.parts import Part
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.row_decision import DecisionFields
from bsuh_desktop.qt.forms.who_said_no import Ui_WhoSaidNo
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog


class WhoSaidNoDialog(Dialog):
    """Open it only in private view. Tells `decision` what a person chooses; `answered` says how it ended."""

    def __init__(self, bridge: Bridge, decision: WhoSaidNo, parent: QWidget) -> None:
        super().__init__(
            Message("Who said “no” earlier?"),
            Message("“No” stays “no” under any spelling. Say who it is, and no name is kept."),
            [(BACK, Message("Not now"), "secondary"), (SAVE, Message("Keep as it is"), "primary")],
            parent,
            safe=BACK,
        )
        self.setObjectName("who_said_no")
        self._bridge = bridge
        self._decision = decision
        form = Ui_WhoSaidNo()
        fields = DecisionFields(form, self._say_again)
        own: dict[str, Setter] = {
            "question": self._say_question,
            "save": lambda part: self.verb(SAVE).setEnabled(part.enabled),
        }
        self._binding = Binding(form, WhoSaidNoModel, bridge.text, own)
        self._show()
        self.add(fields)
        for where in ("is_here", "stays", "left"):
            getattr(form, where).toggled.connect(lambda on, where=where: self._choose(where) if on else None)
        form.found.activated.connect(self._choose_row)
        # Closes in public view: answers about names must not stay visible to the class.
        bridge.public_changed.connect(self.reject)

    def _show(self) -> None:
        self._binding.show(self._decision.model())

    def _choose(self, where: Where) -> None:
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
