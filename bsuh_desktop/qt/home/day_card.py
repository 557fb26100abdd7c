"""Home's card of prepared classes: today's in their order, before them what was not held, behind them later days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.home.plan_row import PlanRow
from bsuh_desktop.services.classroom.planned_classes import Planned, Plans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from bsuh_desktop.qt.forms.home import Ui_Home


class DayCard(QObject):
    """`wanted` gives a prepared class and the verb that was pressed on it."""

    wanted = Signal(object, str)

    def __init__(self, bridge: Bridge, form: Ui_Home) -> None:
        super().__init__(form.plans)
        self._bridge = bridge
        self._form = form
        self._plans = Plans()
        self._rows: list[PlanRow] = []
        form.plans.hide()

    def show(self, plans: Plans, primary: bool) -> None:
        """All rows anew; `primary`: nothing else comes before the first class of today."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._plans = plans
        lines = [*plans.not_held, *plans.today, *plans.later]
        where = len({one.place for one in lines if one.learners is not None}) > 1
        self._rows = [self._row(one, where) for one in lines]
        for number, row in enumerate(self._rows, 1):
            row.number(number)
            row.wanted.connect(lambda verb, one=row.planned: self.wanted.emit(one, verb))
            self._form.plan_rows_column.addWidget(row)
        first = self._first()
        if first is not None:
            first.set_primary(primary)
        self._form.plans.setVisible(bool(self._rows))
        self.retranslate()

    def retranslate(self) -> None:
        """The head; rows say their own words."""
        say, today = self._bridge.say, len(self._plans.today)
        title = Message("Today's classes") if today else Message("Prepared classes")
        self._form.plans_title.setText(say(title))
        missed = len(self._plans.not_held)
        self._form.plans_tag.setVisible(bool(missed))
        self._form.plans_tag.tell("look", say(Message("Not held: {count}", count=missed)))

    def start(self) -> QPushButton | None:
        """The button that starts the first class of today."""
        first = self._first()
        return None if first is None else first.form.start

    def _row(self, one: Planned, where: bool) -> PlanRow:
        today = self._plans.today
        place = today.index(one) if one in today else None
        return PlanRow(self._bridge, one, place, past=one in self._plans.not_held, says_where=where)

    def _first(self) -> PlanRow | None:
        today = {one.id for one in self._plans.today}
        return next((row for row in self._rows if row.planned.id in today), None)
