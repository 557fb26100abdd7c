"""One prepared class in a row of the day: when, what, what it still lacks, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.domain.dates import said_date, said_time
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.plan_row import Ui_PlanRow
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.icons import dress
from bsuh_desktop.services.classroom.planned_classes import Planned

_VERBS = ("start", "earlier", "change", "remove", "hold_today")


class PlanRow(QFrame):
    """`wanted` says which verb was pressed: start, earlier, change, remove or hold_today. The place in its day, from 0,
    is given for a class of today; of another day (`place` None) it can be changed, removed, or held today. It is said
    where a class is only if the prepared ones are not all at one place."""

    wanted = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        one: Planned,
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
        self.form = Ui_PlanRow()
        self.form.setupUi(self)
        for name in _VERBS:
            getattr(self.form, name).clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.form.start.setVisible(place is not None)
        self.form.earlier.setVisible(place is not None)
        self.form.earlier.setEnabled(bool(place))
        self.form.hold_today.setVisible(place is None)
        self._say()
        dress(self)

    def number(self, row: int) -> None:
        """Its buttons are named after the row in which it stands, from 1."""
        for name in _VERBS:
            getattr(self.form, name).setObjectName(f"{name}_{row}")

    def set_primary(self, primary: bool) -> None:
        """Whether starting this class is what should be done first."""
        self.form.start.setProperty("kind", "primary" if primary else "secondary")
        repolish(self.form.start)

    def changeEvent(self, event: QEvent) -> None:
        """Words follow the language, icons the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "form"):
            dress(self)

    def _say(self) -> None:
        form, bridge, one = self.form, self._bridge, self.planned
        title = bridge.said(one.title)
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
        """The day where it is another one, and the time where there is one."""
        one, language = self.planned, self._bridge.language
        day = said_date(one.day, language) if self._place is None else ""
        time = said_time(one.time, language) if one.time else ""
        return ", ".join(part for part in (day, time) if part)

    def _what(self) -> list[str]:
        bridge, one = self._bridge, self.planned
        ready = "" if self._past or one.lacks else bridge.say(Message("Ready"))
        parts = [ready, bridge.said(one.module), bridge.said(one.place) if self._says_where else ""]
        if one.learners:
            parts.append(bridge.say(Message("{count} on the list", count=one.learners)))
        return [part for part in parts if part]
