"""The page of held classes: table and focus. What it says and does is in `presenters.class_lists.held_classes`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.class_lists.held_classes import HeldModel, HeldPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.held import Ui_Held
from bsuh_desktop.qt.navigation.presented_screen import TableScreen


class HeldClasses(TableScreen[HeldModel, HeldPresenter]):
    """Reloads its rows each time it is entered."""

    name: ClassVar[str] = "held"
    wide_from = 700

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Held(), HeldPresenter, parent)
        self.bind_to(HeldModel)
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.open("home"))
        form.consent_withdrawn.clicked.connect(lambda: presenter.open_withdrawal(form.rows.current_key()))
        form.rows.verb_pressed.connect(lambda session, _: presenter.open_class(session))
        form.rows.chosen.connect(presenter.open_class)
        form.nothing.hide()
        self.restyle()

    def set_current(self, session: str) -> None:
        """Moves the cursor to the row of that class."""
        self.form.rows.set_current(session)
