"""The dialog that asks when the class will be held. What it accepts is in `presenters.classroom.class_date`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.class_date import ClassDateModel, ClassDatePresenter, ClassDateView
from bsuh_desktop.qt.forms.when import Ui_When
from bsuh_desktop.qt.widgets.bound_parts import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

KEEP = "keep"
Present = Callable[[ClassDateView], ClassDatePresenter]
OnChosen = Callable[[datetime.date, "datetime.time | None"], object]


class ClassDateForm(BoundForm[ClassDateModel]):
    """Three choices for the day, with the typed date in words. `accept` is called with whether it is valid."""

    def __init__(self, present: Present, accept: Callable[[bool], object]) -> None:
        super().__init__(form := Ui_When())
        self.presenter = presenter = present(self)
        for part, digits in (("day", 2), ("month", 2), ("year", 4)):
            field = getattr(form, part)
            field.set_digits(digits)
            field.numbered.connect(lambda number, part=part: presenter.write_date(part, number))
        for which in ("on_today", "on_tomorrow", "on_another"):
            getattr(form, which).clicked.connect(lambda _=False, which=which: presenter.choose(which))
        form.time.textEdited.connect(presenter.write_time)
        self.bind_to(ClassDateModel, {"accept": lambda part: accept(part.enabled)})
        presenter.refresh()


def ask_when(parent: QWidget, present: Present, then: OnChosen) -> Dialog:
    """Opens the dialog; `then` is called with the day and the time that were chosen."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (KEEP, Message("Keep"), "primary")]
    dialog = Dialog(Message("When is the class?"), "", verbs, parent)
    form = ClassDateForm(present, dialog.verb(KEEP).setEnabled)
    dialog.add(ScrollFrame(form, parent))

    def answered(verb: str) -> None:
        day = form.presenter.day()
        if verb == KEEP and day is not None:
            then(day, form.presenter.time())

    dialog.answered.connect(answered)
    dialog.open()
    return dialog
