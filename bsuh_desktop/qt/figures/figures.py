"""The page of figures: widgets, keys and focus. What it says and does is in `presenters.figures.figures`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.figures.figures import FiguresModel, FiguresPresenter
from bsuh_desktop.presenters.figures.map_tiles import DistrictTiles
from bsuh_desktop.presenters.figures.table_side import ShownRows
from bsuh_desktop.presenters.figures.upper_half import Headline, TrendMonths
from bsuh_desktop.presenters.parts import PlaceQuestion
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.system.sticks import sticks


class Figures(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "figures"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Figures()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self.presenter = FiguresPresenter(bridge, self)
        form = self.form
        own: dict[str, Setter] = {
            "news": PageNews(bridge, form.news).show,
            "classes_number": lambda number: self._set_number(form.classes_number, number),
            "attendances_number": lambda number: self._set_number(form.attendances_number, number),
            "learners_number": lambda number: self._set_number(form.learners_number, number),
            "map": self._set_tiles,
            "trend": self._set_months,
            "rows": self._set_rows,
        }
        self._binding = Binding(form, FiguresModel, bridge.text, own)
        # The numbers come first if the parts are stacked, and at the right if they are side by side.
        form.top.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for part in (form.beside, form.map_card):
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.told_how_light.set_state("unused")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self.presenter
        form.news.closed.connect(presenter.close_news)
        form.nothing.chosen.connect(presenter.press_nothing)
        form.period.activated.connect(lambda place: presenter.choose("period", place))
        form.module.activated.connect(lambda place: presenter.choose("module", place))
        form.partner.activated.connect(lambda place: presenter.choose("partner", place))
        form.map.pointed.connect(lambda _: self._say_tile())
        form.trend.pointed.connect(self._say_month)
        form.by.activated.connect(presenter.choose_table)
        form.sort_by.activated.connect(presenter.choose_sorting)
        form.turn_order.clicked.connect(presenter.turn_order)
        form.rows.sorted_by.connect(presenter.press_heading)
        form.search.textEdited.connect(presenter.search)
        form.map_as_table.clicked.connect(lambda: presenter.show_table("district"))
        form.trend_as_table.clicked.connect(lambda: presenter.show_table("month"))
        form.map.chosen.connect(lambda code: presenter.show_table("district", code))
        form.save_csv.clicked.connect(presenter.ask_where)

    def breadcrumb(self) -> str:
        """Navigation path, with the day of the newest class."""
        return self.bridge.text(self.presenter.breadcrumb())

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Figures"))

    def enter(self, destination: Destination) -> None:
        """Reads the present register."""
        self.presenter.enter()

    def leave(self) -> None:
        """Drops pending answers."""
        self.presenter.leave()

    def clear_personal_data(self) -> None:
        """Clears the page: it is hidden, or the desk locked."""
        self.presenter.clear()

    def retranslate(self) -> None:
        """All texts that are not in the form. Names of the table are translated on a worker."""
        self._binding.retranslate()
        self.presenter.language_changed()

    def bind(self, model: FiguresModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard; where there is nothing, its button."""
        (self.form.nothing.verb if part == "nothing" else getattr(self.form, part)).setFocus()

    def renew_header(self) -> None:
        """The header says the day of the newest class."""
        self.header_changed.emit()

    def show_row(self, row: int) -> None:
        """Moves the table's cursor to that row."""
        self.form.rows.go_to(row)

    def ask_place(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for a stick or a folder."""
        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no)

    def _set_number(self, label: QLabel, number: Headline) -> None:
        full = self.bridge.text(number.full)
        label.setText(self.bridge.text(number.text))
        label.setToolTip(full)
        label.setAccessibleDescription(full)

    def _set_tiles(self, tiles: DistrictTiles) -> None:
        self.form.map.set_tiles(tiles)
        self._say_tile()

    def _say_tile(self) -> None:
        tile = self.form.map.current()
        self.form.map_text.setText(self.bridge.say(tile.label()) if tile else "")

    def _set_months(self, trend: TrendMonths) -> None:
        self.form.trend.set_months(trend.months)
        self._say_month()

    def _say_month(self) -> None:
        month = self.form.trend.current()
        self.form.trend_text.setText(self.bridge.say(month.label()) if month else "")

    def _set_rows(self, rows: ShownRows) -> None:
        # In another language they come with the next answer; until then nobody scrolls them back to the top.
        if rows is not self.form.rows.shown:
            self.form.rows.show_rows(rows)
            self.form.rows.setVisible(rows.shown)
