"""Home's card of prepared classes: today's in order, missed ones before them, later days after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.domain.dates import date_words, time_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.prepared_row import Ui_PreparedRow
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.services.classroom.planned_classes import PlannedClass, PlannedDays

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from bsuh_desktop.qt.forms.home import Ui_Home


_VERBS = ("start", "earlier", "change", "remove", "hold_today")


class PreparedRow(QFrame):
    """One prepared class. `wanted` carries the verb pressed: start, earlier, change, remove or hold_today.

    `place` is the index within today, None for another day: such a class can be changed, removed or held today. The
    school is shown (`says_where`) only if not all prepared classes are at one place.
    """

    wanted = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        one: PlannedClass,
        place: int | None,
        *,
        past: bool = False,
        says_where: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place = place
        self._past = past
        self._says_where = says_where
        self.planned = one
        self.form = Ui_PreparedRow()
        self.form.setupUi(self)
        for name in _VERBS:
            getattr(self.form, name).clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.form.start.setVisible(place is not None)
        self.form.earlier.setVisible(place is not None)
        self.form.earlier.setEnabled(bool(place))
        self.form.hold_today.setVisible(place is None)
        self._say()
        apply_icons(self)

    def number(self, row: int) -> None:
        """Names its buttons after the row, counted from 1."""
        for name in _VERBS:
            getattr(self.form, name).setObjectName(f"{name}_{row}")

    def set_primary(self, primary: bool) -> None:
        """Makes “start” the primary button, or a secondary one."""
        self.form.start.setProperty("kind", "primary" if primary else "secondary")
        repolish(self.form.start)

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts on a change of language, icons on a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "form"):
            apply_icons(self)

    def _say(self) -> None:
        form, bridge, one = self.form, self._bridge, self.planned
        title = bridge.text_of(one.title)
        form.plan_title.setText(" · ".join(part for part in (self._when(), title) if part))
        form.plan_what.setText(" · ".join(self._what()))
        lacks = Message("Not held") if self._past else one.lacks
        form.plan_lacks.setText(bridge.say(lacks) if lacks else "")
        form.plan_lacks.setVisible(lacks is not None)
        form.plan_light.set_state("look" if lacks else "ok")
        for button, verb in (
            (form.start, Message("Start: {class_title}", class_title=title)),
            (form.earlier, Message("Earlier: {class_title}", class_title=title)),
            (form.change, Message("Change: {class_title}", class_title=title)),
            (form.remove, Message("Remove: {class_title}", class_title=title)),
            (form.hold_today, Message("Hold today: {class_title}", class_title=title)),
        ):
            button.setAccessibleName(bridge.say(verb))
            button.setToolTip("" if button.text() else bridge.say(verb))

    def _when(self) -> str:
        """The day unless it is today, and the time if there is one."""
        one, language = self.planned, self._bridge.language
        day = date_words(one.day, language) if self._place is None else ""
        time = time_words(one.time, language) if one.time else ""
        return ", ".join(part for part in (day, time) if part)

    def _what(self) -> list[str]:
        bridge, one = self._bridge, self.planned
        ready = "" if self._past or one.lacks else bridge.say(Message("Ready"))
        parts = [ready, bridge.text_of(one.module), bridge.text_of(one.place) if self._says_where else ""]
        if one.learners:
            parts.append(bridge.say(Message("{count} on the list", count=one.learners)))
        return [part for part in parts if part]


class DayCard(QObject):
    """`wanted` carries a prepared class and the verb pressed on it."""

    wanted = Signal(object, str)

    def __init__(self, bridge: Bridge, form: Ui_Home) -> None:
        super().__init__(form.plans)
        self._bridge = bridge
        self._form = form
        self._plans = PlannedDays()
        self._rows: list[PreparedRow] = []
        form.plans.hide()

    def show(self, plans: PlannedDays, primary: bool) -> None:
        """Rebuilds all rows. `primary`: nothing else has to be done before the first class of today."""
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
        """The heading; rows translate themselves."""
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

    def _row(self, one: PlannedClass, where: bool) -> PreparedRow:
        today = self._plans.today
        place = today.index(one) if one in today else None
        return PreparedRow(self._bridge, one, place, past=one in self._plans.not_held, says_where=where)

    def _first(self) -> PreparedRow | None:
        today = {one.id for one in self._plans.today}
        return next((row for row in self._rows if row.planned.id in today), None)
