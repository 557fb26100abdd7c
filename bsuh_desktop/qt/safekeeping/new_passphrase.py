"""A new passphrase: two hidden fields, and buttons for a suggestion."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.new_passphrase import (
    NewPassphraseModel,
    NewPassphrasePresenter,
    PassphraseField,
)
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.new_passphrase import Ui_NewPassphrase
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.safekeeping.secret import SecretField


class NewPassphrase(DoorPage):
    """What it says is in `presenters.safekeeping.new_passphrase`."""

    made_by, shows = NewPassphrasePresenter, NewPassphraseModel
    presenter: NewPassphrasePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_NewPassphrase()
        self.form.setupUi(self)

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the fields."""
        super().begin(bridge)
        form, presenter = self.form, self.presenter
        fields: dict[PassphraseField, SecretField] = {"passphrase": form.passphrase, "again": form.again}
        for name, field in fields.items():
            form.show_passphrase.toggled.connect(field.show_letters)
            field.hint_changed.connect(
                lambda name=name, field=field: presenter.type_text(name, field.text(), field.capitals)
            )
        form.show_passphrase.toggled.connect(presenter.show_letters)
        form.suggest_bangla.clicked.connect(lambda: presenter.suggest("bn"))
        form.suggest_english.clicked.connect(lambda: presenter.suggest("en"))
