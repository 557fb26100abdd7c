"""The page of held classes: table and focus. What it says and does is in `presenters.class_lists.held_classes`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.held_classes import HeldModel, HeldPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.held import Ui_Held
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.table_space import TableSpace

_WIDE = 700
"""From this width on (px at normal text size) the table has a column for each fact."""


class HeldClasses(Screen):
    """Reloads its rows each time it is entered."""

    name: ClassVar[str] = "held"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Held()
        self.form.setupUi(self)
        self._presenter = presenter = HeldPresenter(bridge, self)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        own: dict[str, Setter] = {
            "header": lambda _: self.header_changed.emit(),
            "columns": self.form.rows.set_columns,
            "rows": self.form.rows.set_rows,
        }
        self._binding = Binding(self.form, HeldModel, bridge.text, own)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))
        self.form.back.clicked.connect(lambda: self.open("home"))
        self.form.consent_withdrawn.clicked.connect(lambda: presenter.open_withdrawal(self.form.rows.current_key()))
        self.form.rows.verb_pressed.connect(lambda session, _: presenter.open_class(session))
        self.form.rows.chosen.connect(presenter.open_class)
        self.form.nothing.hide()
        self.restyle()

    def breadcrumb(self) -> str:
        """Number of classes."""
        return self.bridge.text(self._presenter.breadcrumb())

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Held classes"))

    def enter(self, destination: Destination) -> None:
        """Reloads the classes."""
        self._presenter.enter()

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def retranslate(self) -> None:
        """The rows, and the text for an empty list."""
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: HeldModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def set_current(self, session: str) -> None:
        """Moves the cursor to the row of that class."""
        self.form.rows.set_current(session)
