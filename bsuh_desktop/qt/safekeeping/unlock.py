"""The door's first page: a hidden field for the passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.unlock import UnlockModel, UnlockPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.unlock import Ui_Unlock
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.binding import Setter

_DRAWING = 32


class UnlockPage(DoorPage):
    """What it says is in `presenters.safekeeping.unlock`."""

    made_by, shows = UnlockPresenter, UnlockModel
    presenter: UnlockPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Unlock()
        self.form.setupUi(self)

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the field."""
        super().begin(bridge)
        field = self.form.passphrase
        field.hint_changed.connect(lambda: self.presenter.type_passphrase(field.text(), field.capitals))
        self.form.show_passphrase.toggled.connect(field.show_letters)
        self.form.show_passphrase.toggled.connect(self.presenter.show_letters)
        self.form.forgotten.clicked.connect(self.presenter.forgotten.emit)

    def own(self) -> dict[str, Setter]:
        """The desk's drawing."""
        return {"drawing": self._set_drawing}

    def _set_drawing(self, drawing: str) -> None:
        self.form.drawing.setVisible(bool(drawing))
        self.form.drawing.set_icon(drawing, _DRAWING)
