"""Figures: all collected classes in numbers, on the map of districts, by month, and in one table.

Numbers too small to be shown are withheld everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place, place_error
from bsuh_desktop.qt.figures.figures_job import Answer, Choices, FiguresJob
from bsuh_desktop.qt.figures.filters import FigureFilters
from bsuh_desktop.qt.figures.lower_half import TableSide
from bsuh_desktop.qt.figures.upper_half import UpperHalf
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.register.queries import Dimension
from bsuh_desktop.services.figures.values import FigureRow
from bsuh_desktop.system.refused_folder import require_folder
from bsuh_desktop.system.sticks import sticks

if TYPE_CHECKING:
    from bsuh_desktop.qt.figures.figures_job import Answer
    from bsuh_desktop.register.queries import Dimension


def save_shown(answer: Answer, rows: Sequence[FigureRow], folder: Path) -> Path:
    """Saves `rows` in the table's order. Raises KnownError: folder_gone, disk_full, read_only, stick_removed."""
    from bsuh_desktop.services.figures.csv_export import save_figures

    require_folder(folder)
    beside: tuple[Dimension, ...] = ("district", "month")
    shown = [((by,), answer.table(by).rows) for by in beside if by != answer.by]
    return save_figures(answer.figures, [*shown, ((answer.by,), rows)], folder)


class Figures(Screen):
    """Reloads from the register each time it is entered. `find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "figures"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Figures()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._trouble: KnownError | None = None
        self._choices: Choices | None = None
        self._answer: Answer | None = None
        self._entered = False
        self._news = PageNews(bridge, self.form.news)
        self._asking = FiguresJob(bridge, self)
        self._asked_for = FigureFilters(bridge, self.form, self)
        self._showing = UpperHalf(bridge, self.form, self)
        self._table = TableSide(bridge, self.form, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        self._asking.opened.connect(self._on_opened)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self._asking.turned.connect(self._say_busy)
        self._asked_for.changed.connect(self._ask)
        self._table.wanted.connect(self._ask)
        form.nothing.chosen.connect(self._on_empty_verb)
        form.map_as_table.clicked.connect(lambda: self._turn_to("district"))
        form.trend_as_table.clicked.connect(lambda: self._turn_to("month"))
        form.map.chosen.connect(lambda code: self._turn_to("district", code))
        form.save_csv.clicked.connect(self._ask_place)
        self.bridge.locked.connect(self._forget)

    def breadcrumb(self) -> str:
        """Navigation path, with the day of the newest class."""
        if self._choices is None or self._choices.as_of is None:
            return self.bridge.say(Message("Coordinator"))
        day = date_text(self._choices.as_of)
        return self.bridge.say(Message("Coordinator · all received classes up to {day}", day=day))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Figures"))

    def enter(self, destination: Destination) -> None:
        """Reads the present register."""
        self._news.clear()
        self._entered = True
        self._look()

    def leave(self) -> None:
        """Drops pending answers."""
        self._asking.give_up()

    def clear_personal_data(self) -> None:
        """Clears the page: it is hidden, or the desk locked."""
        self._asking.give_up()
        self._choices = self._answer = None
        self._table.clear()

    def _forget(self) -> None:
        self.clear_personal_data()
        self._asking.forget()

    def _look(self) -> None:
        self._trouble = None
        self._asking.open()
        self._turn()

    def _on_opened(self, choices: Choices | None) -> None:
        self._choices = choices
        self._answer = None
        if choices is not None:
            self._asked_for.set_choices(choices)
            self._ask()
        self._turn()
        self.header_changed.emit()
        if choices is None:
            self.form.nothing.verb.setFocus()

    def _ask(self) -> None:
        self._asking.ask(self._table.by, self._asked_for.filters(), self.bridge.language)

    def _on_answered(self, answer: Answer) -> None:
        first, self._answer = self._answer is None, answer
        self._showing.show(answer, self._asked_for.period())
        self._table.show(answer)
        self._turn()
        if first and self._entered:
            self._entered = False
            self.form.period.setFocus()

    def _on_failed(self, error: KnownError) -> None:
        self._trouble = error
        self._turn()
        self.form.nothing.verb.setFocus()

    def _turn(self) -> None:
        """Shows the figures, or why there are none."""
        form, say, shown = self.form, self.bridge.say, self._answer is not None and self._trouble is None
        for part in (form.top, form.table_card, form.bar):
            part.setVisible(shown)
        form.filters.setVisible(shown or self._asking.slow)
        for box in (form.period, form.module, form.partner):
            box.setVisible(shown)
        empty = self._trouble is None and self._choices is None and not self._asking.busy
        form.nothing.setVisible(empty or self._trouble is not None)
        if self._trouble is not None:
            remedy = say(self._trouble.remedy) if self._trouble.remedy else ""
            form.nothing.tell("open-book", say(self._trouble.message), remedy, say(Message("Try again")))
        elif empty:
            sentence = Message("Figures appear here when attendance files are loaded.")
            title = Message("Nothing has been collected yet")
            form.nothing.tell("open-book", say(title), say(sentence), say(Message("Open the Inbox")))
        self._say_busy()

    def _on_empty_verb(self) -> None:
        if self._trouble is not None:
            self._look()
        else:
            self.open("inbox")

    def _say_busy(self) -> None:
        form = self.form
        form.busy_text.setText(self.bridge.say(Message("Counting …")) if self._asking.slow else "")
        form.busy_text.setVisible(self._asking.slow)
        form.filters.setVisible(self._asking.slow or not form.period.isHidden())

    def _turn_to(self, by: Dimension, district: str = "") -> None:
        """Shows that table and focuses it."""
        self._table.turn_to(by, district)
        (self.form.by if self.form.rows.isHidden() else self.form.rows).setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form. Names of the table are translated on a worker."""
        self._asked_for.retranslate()
        self._table.retranslate()
        self._turn()
        if self._answer is not None:
            self._showing.show(self._answer, self._asked_for.period())
            self._say_names(self._answer)
        self._news.retranslate()

    def _say_names(self, answer: Answer) -> None:
        if self._asking.busy:
            self._ask()
        elif answer.language != self.bridge.language:
            self._asking.say(answer, self.bridge.language)

    def _ask_place(self) -> None:
        question = Message("Where should the figures be saved?")
        detail = Message("The figures on the screen, as a table for a spreadsheet. Small numbers are hidden in it too.")
        ask_place(self, self.bridge, question, detail, self._save, self.find_sticks)

    def _save(self, folder: Path, label: str) -> None:
        if self._answer is None:
            return
        answer, rows = self._answer, self.form.rows.rows()

        def saved(path: Path) -> None:
            where = label or folder.name
            self._news.tell("ok", Message("The figures are saved: {file}, on {place}.", file=path.name, place=where))

        self.bridge.ask(
            lambda: save_shown(answer, rows, folder), saved, lambda error: self._news.fail(place_error(error, label))
        )
