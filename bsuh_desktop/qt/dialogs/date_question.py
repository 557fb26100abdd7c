"""Asks for today's date if the laptop's clock is in doubt: a wrong day would delete names too early."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_words, read_day
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.names import Ui_Names
    from bsuh_desktop.qt.forms.today import Ui_Today


class DeletionDateQuestion:
    """Three number fields that accept either script's digits, and the date in words beside them. `changed` is called
    on each edit; `clock_says` is the date of the laptop's clock."""

    clock_says: datetime.date | None = None

    def __init__(self, bridge: Bridge, form: Ui_Names | Ui_Today, changed: Callable[[], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._changed = changed
        self._error: KnownError | None = None
        form.date_light.set_state("look")
        for field, digits in ((form.day, 2), (form.month, 2), (form.year, 4)):
            field.set_digits(digits)
            field.numbered.connect(self._on_numbered)
        form.date_card.hide()

    @property
    def asked(self) -> bool:
        """True while the question is shown."""
        return not self._form.date_card.isHidden()

    def show(self, needed: bool) -> None:
        """Shows or hides the question."""
        if needed and not self.asked:
            for field in (self._form.day, self._form.month, self._form.year):
                field.set_number(None)
            self._error = None
        self._form.date_card.setVisible(needed)
        self.retranslate()

    def day(self) -> datetime.date | None:
        """The date that was typed; None if it is incomplete or does not exist."""
        form = self._form
        return read_day(form.day.number(), form.month.number(), form.year.number())

    def fail(self, error: KnownError) -> None:
        """Shows why this date is not accepted."""
        self._error = error
        self.retranslate()

    def retranslate(self) -> None:
        """Sets all its texts in the desk's language."""
        form, bridge, day = self._form, self._bridge, self.day()
        form.date_question.set_fact(bridge.say(Message("What is today's date?")), bridge.say(self.detail()))
        form.date_text.setText(date_words(day, bridge.language) if day else "")
        form.date_problem.setVisible(self._error is not None)
        if self._error is not None:
            form.date_problem.set_fact(bridge.say(self._error.message), bridge.say(self._error.remedy))
        for field in (form.day, form.month, form.year):
            field.set_problem(self._error is not None)

    def detail(self) -> Message:
        """What the laptop's clock shows, and what the date is for."""
        shown = date_words(self.clock_says, self._bridge.language) if self.clock_says else ""
        return Message(
            "The clock of this laptop may be wrong. It says: {date}. No name is deleted before you write the date.",
            date=shown,
        )

    def _on_numbered(self, _: object) -> None:
        self._error = None
        self.retranslate()
        self._changed()
