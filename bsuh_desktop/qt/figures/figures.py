"""The page of figures: widgets, keys and focus. What it says and does is in `presenters.figures.figures`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.presenters.figures.figures import FiguresModel, FiguresPresenter, ShownRows
from bsuh_desktop.presenters.figures.upper_half import DistrictTiles, Headline, TrendMonths
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.binding import Setter


class Figures(PresentedScreen[FiguresModel, FiguresPresenter]):
    """The names of the table are translated on a worker."""

    name: ClassVar[str] = "figures"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Figures(), FiguresPresenter, parent)
        form = self.form
        own: dict[str, Setter] = {
            "classes_number": lambda number: self._set_number(form.classes_number, number),
            "attendances_number": lambda number: self._set_number(form.attendances_number, number),
            "learners_number": lambda number: self._set_number(form.learners_number, number),
            "map": self._set_tiles,
            "trend": self._set_months,
            "rows": self._set_rows,
        }
        self.bind_to(FiguresModel, own)
        # The numbers come first if the parts are stacked, and at the right if they are side by side.
        form.top.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for part in (form.beside, form.map_card):
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.told_how_light.set_state("unused")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
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

    def show_row(self, row: int) -> None:
        """Moves the table's cursor to that row."""
        self.form.rows.go_to(row)

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
