"""Pages of the door that most starts do not need: the choice of desks, a damaged file, and the recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.door import DesksModel, DesksPresenter, RepairModel, RepairPresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import RecoveryCodeModel, RecoveryCodePresenter
from bsuh_desktop.qt.forms.desks import Ui_Desks
from bsuh_desktop.qt.forms.mend import Ui_Mend
from bsuh_desktop.qt.forms.recovery_code import Ui_RecoveryCode
from bsuh_desktop.qt.safekeeping.choice_cards import CardColumn
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.binding import Setter


class DesksPage(DoorPage):
    """One card a desk."""

    made_by, shows = DesksPresenter, DesksModel
    presenter: DesksPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Desks()
        self.form.setupUi(self)
        self._cards = CardColumn(self, self.form.cards, lambda card: self.presenter.choose(card))

    def own(self) -> dict[str, Setter]:
        """The cards."""
        return {"cards": self._cards.show}

    def focus(self, part: str) -> None:
        """Gives a card the keyboard."""
        self._cards[part].setFocus()


class RepairPage(DoorPage):
    """Three messages that nobody can dismiss."""

    made_by, shows = RepairPresenter, RepairModel
    presenter: RepairPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Mend()
        self.form.setupUi(self)
        for bar in (self.form.offer, self.form.kept, self.form.problem):
            bar.set_closable(False)


class RecoveryCode(DoorPage):
    """The code is grouped while it is typed."""

    made_by, shows = RecoveryCodePresenter, RecoveryCodeModel
    presenter: RecoveryCodePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecoveryCode()
        self.form.setupUi(self)
        self.form.code.textEdited.connect(self._on_edited)

    def own(self) -> dict[str, Setter]:
        """The field."""
        return {"code": lambda field: self.set_field(self.form.code, field)}

    def _on_edited(self, text: str) -> None:
        code = self.form.code
        place = self.presenter.type_code(text, code.cursorPosition())
        self.set_field(code, self.presenter.model().code)
        code.setCursorPosition(place)
