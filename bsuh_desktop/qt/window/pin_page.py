"""The page of a covered desk: a hidden field that takes the digits of the class PIN alone, in either script."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.pin import MOST_DIGITS
from bsuh_desktop.presenters.safekeeping.door_screen import SecretText
from bsuh_desktop.presenters.window.desk_cover import PinModel, PinPresenter
from bsuh_desktop.qt.forms.pin_page import Ui_PinPage
from bsuh_desktop.qt.safekeeping.door_screen import DoorPage
from bsuh_desktop.qt.widgets.binding import Setter


class PinPage(DoorPage):
    """What it says is in `presenters.window.desk_cover`."""

    made_by, shows = PinPresenter, PinModel
    presenter: PinPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_PinPage()
        self.form.setupUi(self)
        pin = self.form.pin
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        pin.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9০-৯]{{0,{MOST_DIGITS}}}"), pin))
        pin.textEdited.connect(lambda text: self.presenter.type_pin(text))

    def own(self) -> dict[str, Setter]:
        """The field."""
        return {"pin": self._set_pin}

    def projector_shows(self) -> bool:
        """True while the projector shows the stage."""
        return self.bridge.projector.showing

    def _set_pin(self, pin: SecretText) -> None:
        self.form.pin.setVisible(bool(pin.shown))
        self.set_field(self.form.pin, pin)
