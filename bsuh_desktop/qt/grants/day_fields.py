"""First and last day of the grants to give; the usual days if left empty."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from bsuh_desktop.domain.dates import read_day
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.grant_requests import Ui_GrantRequests
from bsuh_desktop.qt.widgets.number_field import NumberEdit


class DayFields:
    """Two dates of three numbers each, in digits of either script. `changed` is called on every edit."""

    def __init__(self, bridge: Bridge, form: Ui_GrantRequests, changed: Callable[[], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._changed = changed
        self._first = (form.first_day, form.first_month, form.first_year)
        self._last = (form.last_day, form.last_month, form.last_year)
        for place, field in enumerate((*self._first, *self._last)):
            field.set_digits(4 if place % 3 == 2 else 2)
            field.numbered.connect(lambda _: self._on_numbered())

    def clear(self) -> None:
        """Clears the days."""
        for field in (*self._first, *self._last):
            field.set_number(None)
        self.retranslate()

    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last day; None if empty or incomplete."""
        return _day(self._first), _day(self._last)

    @property
    def wrong(self) -> bool:
        """True if something typed is not a day, or the last day is before the first."""
        first, last = self.days()
        open_ones = (_begun(self._first) and first is None) or (_begun(self._last) and last is None)
        return open_ones or (first is not None and last is not None and last < first)

    def retranslate(self) -> None:
        """What the days are for, and their errors."""
        form, say = self._form, self._bridge.say
        usual = Message("If empty: from the first class that waits, for as long as your own grant is valid.")
        form.days_text.setText(say(usual))
        form.days_problem.setVisible(self.wrong)
        form.days_problem.setText(say(Message("Write complete dates. The last day must be after the first.")))

    def _on_numbered(self) -> None:
        self.retranslate()
        self._changed()


def _day(fields: tuple[NumberEdit, NumberEdit, NumberEdit]) -> datetime.date | None:
    day, month, year = fields
    return read_day(day.number(), month.number(), year.number())


def _begun(fields: tuple[NumberEdit, NumberEdit, NumberEdit]) -> bool:
    return any(field.number() is not None for field in fields)
