"""Who said no earlier and is not found on the new list: a person says who it is there, or that they left the class."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_lists.person_words import shown_name
from bsuh_desktop.qt.forms.who_said_no import Ui_WhoSaidNo
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.formed import Formed
from bsuh_desktop.services.class_lists import deciding
from bsuh_desktop.services.class_lists.plan import GoneRow, ImportPlan, PlanRow

FOUND, LEFT, BACK = "found_here", "left", "back"


class WhoSaidNo(Dialog):
    """Open it where nobody else sees the desk, and ask it for the plan after its answer."""

    def __init__(self, bridge: Bridge, plan: ImportPlan, gone: GoneRow, parent: QWidget) -> None:
        super().__init__(
            Message("Who said no earlier?"),
            Message("A no stays a no under any spelling. So say who it is, and no name is kept."),
            [
                (LEFT, Message("They left the class"), "secondary"),
                (BACK, Message("Not now"), "secondary"),
                (FOUND, Message("It is this one"), "primary"),
            ],
            parent,
            safe=BACK,
        )
        self.setObjectName("who_said_no")
        self._bridge = bridge
        self._plan = plan
        self._gone = gone
        self._fields = _Fields(bridge, deciding.could_be(plan, gone.line))
        self.add(self._fields)
        self._fields.form.found.activated.connect(lambda _: self._look())
        self._look()
        self.retranslate()
        bridge.public_changed.connect(self.reject)

    def _look(self) -> None:
        self.verb(FOUND).setEnabled(self._fields.row is not None)

    def retranslate(self) -> None:
        """With what is known of them: their roll."""
        super().retranslate()
        roll = self._bridge.digits(self._gone.was.roll)
        if roll:
            question = self._bridge.say(Message("Who said no earlier? Their roll was {roll}", roll=roll))
            self.setWindowTitle(question)
            self.question.setText(question)

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        if key == LEFT:
            return deciding.who_said_no(self._plan, self._gone.line, None)
        row = self._fields.row
        return (
            deciding.who_said_no(self._plan, self._gone.line, row) if key == FOUND and row is not None else self._plan
        )


class _Fields(Formed):
    form: Ui_WhoSaidNo

    def __init__(self, bridge: Bridge, rows: tuple[PlanRow, ...]) -> None:
        super().__init__()
        self._bridge = bridge
        self._rows = rows
        self.form = Ui_WhoSaidNo()
        self.form.setupUi(self)
        self.setHidden(not rows)
        self.retranslate()

    @property
    def row(self) -> int | None:
        """The row that was picked."""
        place = self.form.found.currentIndex()
        return self._rows[place].row if place >= 0 else None

    def retranslate(self) -> None:
        self.form.found.set_choices([self._said(row) for row in self._rows], self.form.found.currentIndex())

    def _said(self, row: PlanRow) -> str:
        bridge, learner = self._bridge, row.learner
        name = shown_name(bridge, learner.name_bn, learner.name_en)
        return bridge.say(Message("Roll {roll}: {name}", roll=bridge.digits(learner.roll or "—"), name=name))
