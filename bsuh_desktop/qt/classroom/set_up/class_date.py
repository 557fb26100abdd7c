"""When will the class be held? A day, and optionally a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.dates import date_words, read_day, read_time, time_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.when import Ui_When
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

KEEP = "keep"
OnChosen = Callable[[datetime.date, "datetime.time | None"], object]


class ClassDateForm(LocalizedWidget):
    """Three choices for the day, with the typed date in words. `ready` is called with whether it is valid."""

    form: Ui_When

    def __init__(
        self, bridge: Bridge, today: datetime.date, day: datetime.date | None, time: datetime.time | None
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._today = today
        self._ready: Callable[[bool], object] = lambda _: None
        self.form = form = Ui_When()
        form.setupUi(self)
        for field, digits in ((form.day, 2), (form.month, 2), (form.year, 4)):
            field.set_digits(digits)
            field.numbered.connect(lambda _: self._look())
        self._write(day or today, time)
        for button in (form.on_today, form.on_tomorrow, form.on_another):
            button.toggled.connect(lambda _: self._look())
        form.time.textEdited.connect(lambda _: self._look())

    def then(self, ready: Callable[[bool], object]) -> None:
        """Sets what is called when validity changes."""
        self._ready = ready
        self._look()

    def day(self) -> datetime.date | None:
        """The chosen day; None if it does not exist or is past."""
        form = self.form
        if form.on_today.isChecked():
            return self._today
        if form.on_tomorrow.isChecked():
            return self._today + datetime.timedelta(days=1)
        day = read_day(form.day.number(), form.month.number(), form.year.number())
        return day if day is not None and day >= self._today else None

    def time(self) -> datetime.time | None:
        """The typed time; None if there is none or it is invalid."""
        return read_time(self.form.time.text())

    def _write(self, day: datetime.date, time: datetime.time | None) -> None:
        form, ahead = self.form, (day - self._today).days
        chosen = form.on_tomorrow if ahead == 1 else form.on_today if ahead <= 0 else form.on_another
        chosen.setChecked(True)
        for field, number in ((form.day, day.day), (form.month, day.month), (form.year, day.year)):
            field.set_number(number)
        form.time.setText(self._bridge.digits(f"{time.hour}:{time.minute:02d}") if time else "")

    def retranslate(self) -> None:
        """The typed date and time in words."""
        self._look()

    def _look(self) -> None:
        form, bridge, day, time = self.form, self._bridge, self.day(), self.time()
        form.date_fields.setVisible(form.on_another.isChecked())
        form.day_text.setText(date_words(day, bridge.language) if day else "")
        form.day_text.setVisible(day is not None)
        form.time_text.setText(time_words(time, bridge.language) if time else "")
        problem = self._problem()
        form.when_problem.setText(bridge.say(problem) if problem else "")
        form.when_problem.setVisible(problem is not None)
        self._ready(problem is None)

    def _problem(self) -> Message | None:
        if self.day() is None:
            return Message("Write today's date or a later one.")
        wrong = self.form.time.text().strip() and self.time() is None
        return Message("Write the time as 10:30, or leave it empty.") if wrong else None


def ask_when(
    parent: QWidget,
    bridge: Bridge,
    today: datetime.date,
    current: tuple[datetime.date | None, datetime.time | None],
    then: OnChosen,
) -> Dialog:
    """Opens the dialog. `current`: day and time so far; `then` is called with those chosen."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (KEEP, Message("Keep"), "primary")]
    dialog = Dialog(Message("When is the class?"), "", verbs, parent)
    asked = ClassDateForm(bridge, today, *current)
    dialog.add(ScrollFrame(asked, parent))
    asked.then(dialog.verb(KEEP).setEnabled)

    def answered(verb: str) -> None:
        day = asked.day()
        if verb == KEEP and day is not None:
            then(day, asked.time())

    dialog.answered.connect(answered)
    dialog.open()
    return dialog
