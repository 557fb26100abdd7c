"""Adapts a table to its space: fewer columns if it is narrow, more rows if the page is folded into a column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.card_scroller import CardScroller
from bsuh_desktop.qt.widgets.one_scroller import OneScroller, table_height
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.side_by_side import SideBySide

_ROW, _BESIDE, _ABOVE = 52, 3, 7
"""A row's height in px, and the minimum number of visible rows beside a card and below one."""

_CARD = 240
"""The minimum height of a card beside the table, in px."""


class TableSpace(QObject):
    """Emits `turned` when `wide` changes, which is True from a table width of `least_px` px of normal text on.

    Cards beside the table scroll by themselves. Where there is no room beside it they stand above it: a card says
    something about the row that was chosen, and a table can be long."""

    turned = Signal()

    def __init__(self, table: RowTable, parts: SideBySide, least_px: int, parent: QWidget | QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._parts = parts
        self._least_px = least_px
        self.wide = True
        self._scroller = OneScroller(self)
        self._scroller.add(table, lambda: table_height(table), self._least_height)
        for card in parts.parts():
            if parts.isAncestorOf(table) and not card.isAncestorOf(table):
                self._let_scroll(parts.scroller_of(card))
        for changed in (table.verticalHeader().sectionCountChanged, table.verticalHeader().sectionResized):
            changed.connect(self._scroller.look)
        table.installEventFilter(self)
        parts.installEventFilter(self)

    def _let_scroll(self, card: CardScroller) -> None:
        self._scroller.add(card, card.whole, lambda: min(scaled_box(_CARD), card.whole()))

    def _least_height(self) -> int:
        return scaled_box(_ROW) * (_BESIDE if self._parts.in_a_row() else _ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table's width has changed, or its page was folded or unfolded."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self._table:
            # While a page is built, or pictured behind a dialog's corners, hidden tables have sizes that nobody sees;
            # each would measure every row anew.
            if self._table.isVisible():
                self._look()
        elif event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self._parts:
            self._scroller.look()
        return False

    def _look(self) -> None:
        wide = self._table.width() >= scaled_text(self._least_px)
        if wide != self.wide:
            self.wide = wide
            self.turned.emit()
