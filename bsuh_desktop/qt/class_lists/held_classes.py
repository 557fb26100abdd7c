"""Classes that were held, the newest first; each opens its wrap-up, read-only."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists import held_class_rows
from bsuh_desktop.qt.forms.held import Ui_Held
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.home.home import HeldClass, held_classes

_WIDE = 700
"""From this width on (px at normal text size) the table has a column for each fact."""


class HeldClasses(Screen):
    """Reloads its rows each time it is entered."""

    name: ClassVar[str] = "held"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Held()
        self.form.setupUi(self)
        self._classes: tuple[HeldClass, ...] = ()
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._table_space.turned.connect(self._show_rows)
        self.form.back.clicked.connect(lambda: self.open("home"))
        self.form.consent_withdrawn.clicked.connect(self._open_withdrawal)
        self.form.rows.verb_pressed.connect(lambda session, _: self._open_class(session))
        self.form.rows.chosen.connect(self._open_class)
        self.form.nothing.hide()
        self.restyle()

    def breadcrumb(self) -> str:
        """Number of classes."""
        return self.bridge.say(Message("On this laptop: {count}", count=len(self._classes)))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Held classes"))

    def enter(self, destination: Destination) -> None:
        """Reloads the classes."""
        self.bridge.query(held_classes, self._on_classes)

    def _on_classes(self, classes: tuple[HeldClass, ...]) -> None:
        self._classes = classes
        self.retranslate()
        self.header_changed.emit()
        if classes:
            self.form.rows.set_current(classes[0].session)
        (self.form.rows if classes else self.form.back).setFocus()

    def retranslate(self) -> None:
        """The rows, and the text for an empty list."""
        say, form = self.bridge.say, self.form
        form.nothing.setVisible(not self._classes)
        for part in (form.table_space, form.consent_withdrawn):
            part.setVisible(bool(self._classes))
        sentence = Message("Finished classes appear here.")
        form.nothing.tell("open-book", say(Message("No class has been held yet")), say(sentence))
        self._show_rows()

    def _show_rows(self) -> None:
        self.form.rows.set_columns(held_class_rows.columns(self.bridge, self._table_space.wide))
        self.form.rows.set_rows(held_class_rows.rows(self.bridge, self._classes, self._table_space.wide))

    def _open_withdrawal(self) -> None:
        """Opens withdrawal for the class under the cursor."""
        session = self.form.rows.current_key()
        if session:
            self.open("withdrawal", session=session, path=self.name)

    def _open_class(self, session: str) -> None:
        self.bridge.take_class(session, lambda: self.open("wrap_up", session=session))
