"""The pages that the first run alone has."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.pin import MOST_DIGITS
from bsuh_desktop.presenters.safekeeping import first_run
from bsuh_desktop.presenters.safekeeping.welcome import JoinModel, JoinPresenter, WelcomeModel, WelcomePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import PROGRAMMES, ask_for_file
from bsuh_desktop.qt.forms.first_class import Ui_FirstClass
from bsuh_desktop.qt.forms.joining import Ui_Joining
from bsuh_desktop.qt.forms.welcome import Ui_Welcome
from bsuh_desktop.qt.forms.who_am_i import Ui_WhoAmI
from bsuh_desktop.qt.safekeeping.door_screen import CardColumn, DoorPage, show_card
from bsuh_desktop.qt.widgets.binding import Setter


class WelcomePage(DoorPage):
    """The language, two cards, and a quiet button: `backup_wanted` asks to restore a backup."""

    made_by, shows = WelcomePresenter, WelcomeModel
    presenter: WelcomePresenter
    backup_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Welcome()
        self.form.setupUi(self)
        self.form.bring_back.clicked.connect(self.backup_wanted)

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the cards."""
        super().begin(bridge)
        form, presenter = self.form, self.presenter
        form.languages.begin(bridge)
        form.join.clicked.connect(lambda: presenter.choose("join"))
        form.practise.clicked.connect(lambda: presenter.choose("practise"))
        form.join.toggled.connect(presenter.set_joins)

    def own(self) -> dict[str, Setter]:
        """The cards."""
        return {
            "join": lambda card: show_card(self.form.join, card, self.bridge),
            "practise": lambda card: show_card(self.form.practise, card, self.bridge),
            "can_join": lambda way: self.form.join.setVisible(way.shown),
            "can_practise": lambda way: self.form.practise.setVisible(way.shown),
        }

    def ask_for_programme(self) -> None:
        """Asks for a programme file."""
        ask_for_file(self, self.bridge, Message("Open a programme file"), PROGRAMMES, self.presenter.open_file)


class JoinPage(DoorPage):
    """The programme, and a card for each partner."""

    made_by, shows = JoinPresenter, JoinModel
    presenter: JoinPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Joining()
        self.form.setupUi(self)
        self._cards = CardColumn(self, self.form.partner_column, lambda card: self.presenter.choose(card))

    def own(self) -> dict[str, Setter]:
        """The cards."""
        return {"partners": self._cards.show}

    def focus(self, part: str) -> None:
        """Gives a card the keyboard."""
        self._cards[part].setFocus()


class FacilitatorPage(DoorPage):
    """The name, and the PIN twice."""

    made_by, shows = first_run.FacilitatorPresenter, first_run.FacilitatorModel
    presenter: first_run.FacilitatorPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_WhoAmI()
        self.form.setupUi(self)
        digits = QRegularExpression(f"[0-9০-৯]{{0,{MOST_DIGITS}}}")
        for field in (self.form.pin, self.form.again):
            field.setValidator(QRegularExpressionValidator(digits, field))
            field.setInputMethodHints(field.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        for field in (self.form.facilitator, self.form.pin, self.form.again):
            field.textEdited.connect(self._on_edited)

    def _on_edited(self) -> None:
        form = self.form
        self.presenter.type_fields(form.facilitator.text(), form.pin.text(), form.again.text())


class FirstClassPage(DoorPage):
    """Two cards."""

    made_by, shows = first_run.FirstClassPresenter, first_run.FirstClassModel
    presenter: first_run.FirstClassPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_FirstClass()
        self.form.setupUi(self)

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the cards."""
        super().begin(bridge)
        self.form.demonstration.toggled.connect(lambda on: self.presenter.choose(wants_class=on))

    def own(self) -> dict[str, Setter]:
        """The cards."""
        return {
            "demonstration": lambda card: show_card(self.form.demonstration, card, self.bridge),
            "without": lambda card: show_card(self.form.without, card, self.bridge),
        }
