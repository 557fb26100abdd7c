"""A table of tens of thousands of rows: rows are made when they are scrolled into view, and as high as their words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.row_delegate import AnyIndex, PaintedRow, painted_row, row_height
from bsuh_desktop.qt.widgets.row_table import RowTable

_MOST_CACHED = 400
_USUAL = 52


class LazyRows(Sequence[PaintedRow]):
    """Rows made on demand from item numbers; the last few hundred are cached."""

    def __init__(self, numbers: Sequence[int], make: Callable[[int], Row]) -> None:
        self.numbers = numbers
        self.make = make
        self._cached: dict[int, PaintedRow] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[PaintedRow]:
        return (painted_row(self.make(number)) for number in self.numbers)

    @overload
    def __getitem__(self, place: int) -> PaintedRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PaintedRow]: ...
    def __getitem__(self, place: int | slice) -> PaintedRow | Sequence[PaintedRow]:
        """The row at `place`."""
        if isinstance(place, slice):
            return LazyRows(self.numbers[place], self.make)
        number = self.numbers[place]
        if number not in self._cached:
            if len(self._cached) >= _MOST_CACHED:
                self._cached.clear()
            self._cached[number] = painted_row(self.make(number))
        return self._cached[number]


class LongTable(RowTable):
    """A RowTable that makes and measures only visible rows. The key of a row is the number of its item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._measuring = False
        self._lazy = LazyRows((), _nothing)
        super().__init__(parent)
        # Always shown: a scroll bar that comes and goes would change the columns' widths, and so the rows' heights.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self._set_heights)

    def show_things(self, numbers: Sequence[int], make: Callable[[int], Row], still: bool = False) -> None:
        """Replaces the rows. The cursor stays on its item if that is still listed. `still`: the visible rows do not
        move, whatever is inserted above them."""
        key, column = self.current_key(), max(0, self.currentIndex().column())
        top = self._top() if still else None
        self._lazy = LazyRows(numbers, make)
        self._widths = []
        self._model.replace(self._lazy)
        # Else the bar is past the end of fewer rows, and all of them count as scrolled out.
        self.updateGeometries()
        self._set_heights()
        place = self._place_of(key)
        if place is not None:
            self.setCurrentIndex(self._model.index(place, column))
        if top is not None and (place := self._place_of(str(top[0]))) is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(place) - top[1])
        elif still and top is None:
            self.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Says header and rows in the desk's language."""
        self._model.set_columns(self._model.columns)
        self.show_things(self._lazy.numbers, self._lazy.make, still=True)

    def _top(self) -> tuple[int, int] | None:
        """(item at the upper edge, its y position in px); None at the top of the table."""
        place = self.rowAt(0)
        if place < 0 or self.verticalScrollBar().value() == 0:
            return None
        return self._lazy.numbers[place], self.rowViewportPosition(place)

    def current_key(self) -> str:
        """The number of the current item; "" if there is none."""
        place = self.currentIndex().row()
        return str(self._lazy.numbers[place]) if 0 <= place < len(self._lazy) else ""

    def set_current(self, key: str) -> None:
        """Moves the cursor to the item `key` if it is listed; "" removes the cursor."""
        place = self._place_of(key)
        if not key:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif place is not None:
            self.setCurrentIndex(self._model.index(place, max(0, self.currentIndex().column())))

    def _place_of(self, key: str) -> int | None:
        with contextlib.suppress(ValueError):
            return self._lazy.numbers.index(int(key))
        return None

    def _set_heights(self) -> None:
        """Fits visible rows to their words; others have the default height until they are scrolled to. A row that grows
        moves the scroll bar, which calls this again."""
        if not self._measuring:
            self._measuring = True
            self._measure()
            self._measuring = False

    def _measure(self) -> None:
        widths = [self.columnWidth(place) for place in range(len(self._model.columns))]
        if widths != self._widths:
            self._widths = widths
            self.verticalHeader().setDefaultSectionSize(scaled_box(_USUAL))
        count, bottom = self._model.rowCount(), self.viewport().height()
        place = max(0, self.rowAt(0))
        top = self.rowViewportPosition(place) if count else 0
        while place < count and top < bottom:
            height = row_height(self._lazy[place], widths)
            if height != self.rowHeight(place):
                self.setRowHeight(place, height)
            top += height
            place += 1

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Shows the whole of a current row that is higher than the default."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._set_heights()
            self.scrollTo(current)


def _nothing(_: int) -> Row:
    raise LookupError("there are no rows")
