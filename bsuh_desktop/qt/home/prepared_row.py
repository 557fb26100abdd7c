"""One prepared class on Home, with its buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal

from bsuh_desktop.presenters.home.planned_rows import PlannedRow
from bsuh_desktop.qt.forms.prepared_row import Ui_PreparedRow
from bsuh_desktop.qt.widgets.bound_parts import BoundCard

_VERBS = ("start", "earlier", "change", "remove", "hold_today")


class PreparedRow(BoundCard[PlannedRow]):
    """`wanted` carries the verb pressed: start, earlier, change, remove or hold_today. Its buttons are named after the
    row, counted from 1."""

    wanted = Signal(str)

    def __init__(self, row: PlannedRow, number: int) -> None:
        super().__init__(Ui_PreparedRow(), row, unseen=("id", "leads"))
        if row.leads is not None:
            self.form.start.setProperty("kind", "primary" if row.leads else "secondary")
        for name in _VERBS:
            button = getattr(self.form, name)
            button.setObjectName(f"{name}_{number}")
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.restyle()
