"""Asks which day it is before a backup comes back: names whose time is over go before anybody can read them."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.date_question import DeletionDateQuestion
from bsuh_desktop.qt.forms.today import Ui_Today
from bsuh_desktop.qt.safekeeping.backup_secrets import BRING_BACK
from bsuh_desktop.qt.safekeeping.page import DoorPage


class TodayPage(DoorPage):
    """Shown where the laptop's clock is in doubt and says that names in the backup are over."""

    title = Message("Today's date")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Today()
        self.form.setupUi(self)
        self._question: DeletionDateQuestion

    def begin(self, bridge: Bridge) -> None:
        """The question is put as long as the page is shown."""
        super().begin(bridge)
        self._question = DeletionDateQuestion(bridge, self.form, self.changed.emit)

    def ask(self, clock_says: datetime.date) -> None:
        """Puts the question anew."""
        self._question.clock_says = clock_says
        self._question.show(False)
        self._question.show(True)

    def day(self) -> datetime.date | None:
        """The day that was written; None while it is not whole."""
        return self._question.day()

    def enter(self) -> None:
        """The keys go to the first field."""
        self.form.day.setFocus()

    def forget(self) -> None:
        """No day was written."""
        self._question.show(False)

    def missing(self) -> Message | None:
        """The day."""
        return None if self.day() else Message("Write today's date first.")

    def go_on(self) -> Message:
        """It comes back at once."""
        return BRING_BACK

    def tell(self, error: KnownError) -> bool:
        """A day that cannot be is told beside it."""
        if error.code != "bad_date":
            return False
        self._question.fail(error)
        self.form.day.setFocus()
        return True

    def retranslate(self) -> None:
        """The question in the desk's language."""
        self._question.retranslate()
