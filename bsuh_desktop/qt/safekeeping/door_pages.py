"""Pages of the door that most starts do not need: which desk, a damaged file, recovery code, new passphrase and code.

The new code stands in groups, as many a row as fit, beside the field for its last group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.presenters.safekeeping import recovery_code
from bsuh_desktop.presenters.safekeeping.door import DesksModel, DesksPresenter, RepairModel, RepairPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphraseModel, NewPassphrasePresenter, PassphraseField
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.desks import Ui_Desks
from bsuh_desktop.qt.forms.mend import Ui_Mend
from bsuh_desktop.qt.forms.new_passphrase import Ui_NewPassphrase
from bsuh_desktop.qt.forms.recovery_code import Ui_RecoveryCode
from bsuh_desktop.qt.forms.recovery_sheet import Ui_RecoverySheet
from bsuh_desktop.qt.safekeeping.door_parts import SecretField
from bsuh_desktop.qt.safekeeping.door_screen import CardColumn, DoorPage
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.scroller import scroll_into_view


class NewPassphrase(DoorPage):
    """What it says is in `presenters.safekeeping.passphrase`."""

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


_COLUMNS = (5, 3, 2, 1)


class NewCodePage(DoorPage):
    """What it says is in `presenters.safekeeping.recovery_code`."""

    made_by, shows = recovery_code.NewCodePresenter, recovery_code.NewCodeModel
    presenter: recovery_code.NewCodePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecoverySheet()
        self.form.setupUi(self)
        form = self.form
        self._labels: list[QLabel] = [form.group_1, form.group_2, form.group_3, form.group_4, form.group_5]

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the field."""
        super().begin(bridge)
        self.form.confirm.textEdited.connect(self.presenter.type_group)
        self.form.print_code.clicked.connect(self.presenter.print_code)

    def own(self) -> dict[str, Setter]:
        """The code, and the field for its last group."""
        return {"groups": self._set_groups, "confirm": lambda field: self.set_field(self.form.confirm, field)}

    def focus(self, part: str) -> None:
        """Gives the field or the code the keyboard; the code only takes it when it is asked to."""
        tab = Qt.FocusPolicy.TabFocus if part == "sheet" else Qt.FocusPolicy.NoFocus
        self.form.sheet.setFocusPolicy(tab)
        super().focus(part)

    def print_paper(self, paper: Any, then: Callable[[], object]) -> None:
        """Prints the sheet."""
        from bsuh_desktop.qt.dialogs.printer import print_paper

        print_paper(self, self.bridge, paper, lambda _: then())

    def _set_groups(self, groups: tuple[str, ...]) -> None:
        for place, label in enumerate(self._labels):
            group = groups[place] if groups else ""
            label.setText(group)
            label.setAccessibleName(" ".join(group))
        if groups:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many groups per row as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        grid, labels = self.form.groups, self._labels
        around = grid.contentsMargins()
        inside = self.width() - around.left() - around.right() + grid.horizontalSpacing()
        widest = max(label.sizeHint().width() for label in labels) + grid.horizontalSpacing()
        columns = next(number for number in _COLUMNS if number == 1 or number * widest <= inside)
        for place, label in enumerate(labels):
            grid.addWidget(label, place // columns, place % columns)
        if self.form.sheet.hasFocus():
            # Shows the beginning of the code, so that nobody starts copying in the middle.
            scroll_into_view(self.form.group_1)


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

    made_by, shows = recovery_code.RecoveryCodePresenter, recovery_code.RecoveryCodeModel
    presenter: recovery_code.RecoveryCodePresenter

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
