"""Adapts a table to its space: fewer columns if it is narrow, more rows if the page is folded into a column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.one_scroller import OneScroller, table_height
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.side_by_side import SideBySide

_ROW, _BESIDE, _BELOW = 52, 4, 7
"""A row's height in px, and the minimum number of visible rows beside a card and above one."""


class TableSpace(QObject):
    """Emits `turned` when `wide` changes, which is True from a table width of `least_px` px of normal text on."""

    turned = Signal()

    def __init__(self, table: RowTable, parts: SideBySide, least_px: int, parent: QWidget | QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._parts = parts
        self._least_px = least_px
        self.wide = True
        self._scroller = OneScroller(table, lambda: table_height(table), scaled_box(_ROW) * _BESIDE)
        for changed in (table.verticalHeader().sectionCountChanged, table.verticalHeader().sectionResized):
            changed.connect(self._scroller.look)
        table.installEventFilter(self)
        parts.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table's width has changed, or its page was folded or unfolded."""
        if event.type() == QEvent.Type.Resize and watched is self._table:
            self._look()
        elif event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self._parts:
            rows = _BESIDE if self._parts.in_a_row() else _BELOW
            self._scroller.set_least(scaled_box(_ROW) * rows)
        return False

    def _look(self) -> None:
        wide = self._table.width() >= scaled_text(self._least_px)
        if wide != self.wide:
            self.wide = wide
            self.turned.emit()
