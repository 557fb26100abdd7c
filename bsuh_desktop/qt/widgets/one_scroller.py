"""Either a page scrolls or parts of it, never both: what lies below the hand must not depend on where it points."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QTableView, QWidget

Height = Callable[[], int]


class _Part(NamedTuple):
    area: QAbstractScrollArea
    whole: Height
    least: Height


class OneScroller(QObject):
    """Keeps the parts that were added at least `least` px high while the page around them fits; if the page scrolls
    anyway, each becomes as high as all that it shows, which `whole` tells."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._page: QScrollArea | None = None
        self._body: QWidget | None = None
        self._measured: tuple[int, ...] = ()
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._fit)

    def add(self, area: QAbstractScrollArea, whole: Height, least: Height) -> None:
        """Adds a part of the same page."""
        self._parts.append(_Part(area, whole, least))
        area.setMinimumHeight(least())
        area.installEventFilter(self)

    def look(self) -> None:
        """Looks again: what is shown has another height, or a part has another least."""
        self._due.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page was built, or a part of it has another size."""
        if event.type() == QEvent.Type.Show and self._page is None:
            self._find_page()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._due.start()
        return False

    def _find_page(self) -> None:
        around = self._parts[0].area.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and (body := around.widget()) is not None:
            self._page, self._body = around, body
            around.viewport().installEventFilter(self)
            body.installEventFilter(self)

    def _fit(self) -> None:
        page, body = self._page, self._body
        if page is None or body is None or self._measures(page, body) == self._measured:
            # Measuring asks the layouts to be done again, which is heard of here once more.
            return
        scrolls = self._needed(page, body) > page.viewport().height()
        for part in self._parts:
            part.area.setMinimumHeight(max(part.least(), part.whole()) if scrolls else part.least())
        self._forget_sizes(body)
        self._measured = self._measures(page, body)

    def _measures(self, page: QScrollArea, body: QWidget) -> tuple[int, ...]:
        """All that the heights depend on, as it is told without measuring afresh."""
        view = page.viewport().size()
        heights = (height for area, whole, least in self._parts for height in (whole(), least(), area.minimumHeight()))
        return view.width(), view.height(), body.minimumSizeHint().height(), *heights

    def _needed(self, page: QScrollArea, body: QWidget) -> int:
        """The height of the page with its parts as low as they may be. Nothing is laid out, so nothing is seen."""
        for part in self._parts:
            part.area.setMinimumHeight(part.least())
        self._forget_sizes(body)
        wide = body.hasHeightForWidth()
        return body.heightForWidth(page.viewport().width()) if wide else body.minimumSizeHint().height()

    def _forget_sizes(self, body: QWidget) -> None:
        """Widgets and layouts hear of another least height one by one, each in its turn of the loop: until then they
        would tell the sum of before."""
        for part in self._parts:
            around: QWidget | None = part.area.parentWidget()
            while around is not None:
                if (layout := around.layout()) is not None:
                    _invalidate(layout)
                around.updateGeometry()
                around = around.parentWidget() if around is not body else None


def _invalidate(layout: QLayout) -> None:
    """A layout passes it on to none of those within it."""
    layout.invalidate()
    for inner in layout.children():
        if isinstance(inner, QLayout):
            _invalidate(inner)


def table_height(table: QTableView) -> int:
    """The height in which a table shows all of its rows."""
    return table.verticalHeader().length() + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()
