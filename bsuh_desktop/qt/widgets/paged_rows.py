"""Shows a long table in pages: thousands of keys are filtered at once, but only fifty get a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.text_lines import TextLines

PAGE = 50
"""Rows per page: beyond this number a person would rather search."""


class PagedRows(QObject):
    """Shows the selected page of `things`; `pager` is hidden while they fit on one."""

    def __init__(self, bridge: Bridge, table: RowTable, pager: QWidget) -> None:
        super().__init__(table)
        self._bridge = bridge
        self._table = table
        self._pager = pager
        self._things: Sequence[Any] = ()
        self._row: Callable[[Any], Row] | None = None
        self._page = 0
        self._turned = False
        before, after = pager.findChild(QPushButton, "page_before"), pager.findChild(QPushButton, "page_after")
        said = pager.findChild(TextLines, "page_text")
        if before is None or after is None or said is None:
            raise LookupError("a pager has two buttons and words")
        self._before, self._after, self._page_text = before, after, said
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(+1))

    def show(self, things: Sequence[Any], row: Callable[[Any], Row]) -> None:
        """Sets all things; `row` makes the row of one. The current page is kept if it still exists."""
        self._things, self._row = things, row
        self._page = min(self._page, max(0, len(things) - 1) // PAGE)
        self._show()

    def to_first(self) -> None:
        """The next `show` or `show_page` starts at the first page."""
        self._turned = self._turned or self._page > 0
        self._page = 0

    def show_page(self) -> None:
        """Shows the page to which the table was turned back, if no `show` has done so: the things may be the same."""
        if self._turned:
            self._show()

    def _turn(self, step: int) -> None:
        self._page += step
        self._show()
        self._table.scrollToTop()

    def _show(self) -> None:
        if self._row is None:
            return
        self._turned = False
        first = self._page * PAGE
        here = self._things[first : first + PAGE]
        self._table.set_rows([self._row(thing) for thing in here])
        number, count = self._bridge.number, len(self._things)
        self._pager.setVisible(count > PAGE)
        self._page_text.setText(
            self._bridge.say(
                Message(
                    "{first} to {last} of {count}",
                    first=number(first + 1),
                    last=number(first + len(here)),
                    count=number(count),
                )
            )
        )
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(first + PAGE < count)
