"""Restores a backup: its pages that no other screen has, and the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.names import DateAsked
from bsuh_desktop.presenters.safekeeping import bring_back
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.date_question import DeletionDateQuestion
from bsuh_desktop.qt.dialogs.file_dialog import BACKUPS, ask_for_file
from bsuh_desktop.qt.forms.today import Ui_Today
from bsuh_desktop.qt.forms.which_backup import Ui_WhichBackup
from bsuh_desktop.qt.safekeeping.door_pages import NewCodePage, NewPassphrase, RecoveryCode
from bsuh_desktop.qt.safekeeping.door_screen import CardColumn, DoorPage, UnlockPage
from bsuh_desktop.qt.safekeeping.keys import NewKeyPage, PlainDoorScreen
from bsuh_desktop.qt.widgets.binding import Setter


class BackupChoicePage(DoorPage):
    """One card a backup, and a button for a file."""

    made_by, shows = bring_back.BackupChoicePresenter, bring_back.BackupChoiceModel
    presenter: bring_back.BackupChoicePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_WhichBackup()
        self.form.setupUi(self)
        self._cards = CardColumn(self, self.form.cards, lambda card: self.presenter.choose(card))
        self.form.choose_backup.clicked.connect(self._ask_for_backup)

    def own(self) -> dict[str, Setter]:
        """The cards."""
        return {"cards": self._cards.show}

    def focus(self, part: str) -> None:
        """Gives a card or the button the keyboard."""
        (getattr(self.form, part) if part == "choose_backup" else self._cards[part]).setFocus()

    def focus_found(self) -> None:
        """Gives the first backup the keyboard, if the button that stood in for it has it."""
        if self.form.choose_backup.hasFocus():
            self.focus("backup_1")

    def _ask_for_backup(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose a backup"), BACKUPS, self.presenter.open_file)


class BackupPassphrasePage(UnlockPage):
    """The passphrase of a backup."""

    made_by = bring_back.BackupPassphrase


class BackupCodePage(RecoveryCode):
    """The recovery code of a backup."""

    made_by = bring_back.BackupCode


class TodayPage(DoorPage):
    """The question for today's date."""

    made_by, shows = bring_back.TodayPresenter, bring_back.TodayModel
    presenter: bring_back.TodayPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Today()
        self.form.setupUi(self)
        self._question: DeletionDateQuestion

    def begin(self, bridge: Bridge) -> None:
        """The question exists as long as the page."""
        question = DeletionDateQuestion(bridge, self.form, lambda: self.presenter.state_day(question.day()))
        self._question = question
        super().begin(bridge)

    def own(self) -> dict[str, Setter]:
        """The question."""
        return {"date_card": self._set_date}

    def _set_date(self, date: DateAsked) -> None:
        self._question.clock_says = date.clock_says
        self._question.show(date.shown)
        if date.error is not None:
            self._question.fail(date.error)


class BringBack(PlainDoorScreen):
    """What it says and does is in `presenters.safekeeping.bring_back`."""

    name = "bring_back"
    made_by = bring_back.BringBackPresenter
    presenter: bring_back.BringBackPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        own = (BackupChoicePage, BackupPassphrasePage, BackupCodePage, TodayPage)
        self.begin([page(self) for page in (*own, NewPassphrase, NewCodePage, NewKeyPage)])

    def may_take(self) -> bool:
        """Only where the backup is chosen."""
        return self.presenter.current_page is self.presenter.which

    def take_file(self, path: Path, kind: str) -> None:
        """Opens a backup."""
        self.presenter.which.open_file(path)
