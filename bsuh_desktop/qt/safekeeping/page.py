"""One step before the desk opens: a few fields, and what is still missing before it can go on."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.presenters.parts import Field
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.field_error import set_problem


class DoorPage(QWidget):
    """Created by its screen or the form of that, which then calls `begin`. Its presenter is of the type `made_by`, and
    the view model of the type `shows`."""

    made_by: ClassVar[type[DoorPagePresenter[Any]]]
    shows: ClassVar[type]
    presenter: DoorPagePresenter[Any]
    form: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge: Bridge

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and shows its first texts; called once, before anything else."""
        self.bridge = bridge
        self._binding: Binding[Any] = Binding(self.form, self.shows, bridge.text, self.own())
        self.presenter = self.made_by(bridge, self)
        self.presenter.refresh()

    def own(self) -> dict[str, Setter]:
        """What sets those fields of the model that are no parts of the form."""
        return {}

    def retranslate(self) -> None:
        """Says everything again that is not in the form."""
        self.presenter.refresh()
        self._binding.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Translates the form; the page's own texts now, or when it is shown again."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "bridge"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)

    def bind(self, model: Any) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def select(self, part: str) -> None:
        """Gives a field the keyboard, with all that is in it selected."""
        field: QLineEdit = getattr(self.form, part)
        field.setFocus()
        field.selectAll()

    def set_field(self, field: QLineEdit, content: Field) -> None:
        """Shows what a plain field has, and whether it is refused."""
        if field.text() != content.value:
            field.setText(str(content.value))
        set_problem(field, content.problem)

    def open(self, screen: str) -> None:
        """Pages open no other screens; theirs does."""
        raise LookupError(screen)
