"""Asks for today's date before a backup is restored: expired names are deleted before anybody can read them."""

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
    """Shown if the laptop's clock is in doubt and names in the backup would be expired by it."""

    title = Message("Today's date")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Today()
        self.form.setupUi(self)
        self._question: DeletionDateQuestion

    def begin(self, bridge: Bridge) -> None:
        """The question exists as long as the page."""
        super().begin(bridge)
        self._question = DeletionDateQuestion(bridge, self.form, self.changed.emit)

    def ask(self, clock_says: datetime.date) -> None:
        """Asks again; `clock_says` is the date of the clock."""
        self._question.clock_says = clock_says
        self._question.show(False)
        self._question.show(True)

    def day(self) -> datetime.date | None:
        """The date typed; None while it is incomplete."""
        return self._question.day()

    def enter(self) -> None:
        """Focuses the first field."""
        self.form.day.setFocus()

    def forget(self) -> None:
        """Clears the date."""
        self._question.show(False)

    def missing(self) -> Message | None:
        """The date, if it is incomplete."""
        return None if self.day() else Message("Write today's date first.")

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return BRING_BACK

    def tell(self, error: KnownError) -> bool:
        """Shows a date that is not possible beside the field."""
        if error.code != "bad_date":
            return False
        self._question.fail(error)
        self.form.day.setFocus()
        return True

    def retranslate(self) -> None:
        """The question in the desk's language."""
        self._question.retranslate()
