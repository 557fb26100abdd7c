"""One prepared class on Home, with its buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.presenters.home.planned_rows import PlannedRow
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.prepared_row import Ui_PreparedRow
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.icons import apply_icons

_VERBS = ("start", "earlier", "change", "remove", "hold_today")


class PreparedRow(QFrame):
    """`wanted` carries the verb pressed: start, earlier, change, remove or hold_today. Its buttons are named after the
    row, counted from 1."""

    wanted = Signal(str)

    def __init__(self, bridge: Bridge, row: PlannedRow, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_PreparedRow()
        self.form.setupUi(self)
        own: dict[str, Setter] = {"id": lambda _: None, "leads": self._set_leads}
        self._binding = Binding(self.form, PlannedRow, bridge.text, own)
        self._binding.show(row)
        for name in _VERBS:
            button = getattr(self.form, name)
            button.setObjectName(f"{name}_{number}")
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        apply_icons(self)

    def _set_leads(self, leads: bool | None) -> None:
        if leads is not None:
            self.form.start.setProperty("kind", "primary" if leads else "secondary")

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts on a change of language, icons on a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._binding.retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "form"):
            apply_icons(self)
