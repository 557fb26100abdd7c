"""Either a page scrolls or a list in it, never both: what lies below the hand must not depend on where it points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QTableView, QWidget


class OneScroller(QObject):
    """Keeps `inner` at least `least` px high while the page around it fits; if the page scrolls anyway, `inner` becomes
    as high as all that it shows, which `whole` tells."""

    def __init__(self, inner: QAbstractScrollArea, whole: Callable[[], int], least: int) -> None:
        super().__init__(inner)
        self._inner, self._whole, self._least = inner, whole, least
        self._page: QScrollArea | None = None
        self._body: QWidget = inner
        self._measured: tuple[int, ...] = ()
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._fit)
        inner.setMinimumHeight(least)
        inner.installEventFilter(self)

    def set_least(self, least: int) -> None:
        """Sets how high it is at least."""
        if least != self._least:
            self._least = least
            self._inner.setMinimumHeight(least)
            self.look()

    def look(self) -> None:
        """Looks again: what is shown has another height."""
        self._due.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page was built, or a part of it has another size."""
        if event.type() == QEvent.Type.Show and self._page is None:
            self._find_page()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._due.start()
        return False

    def _find_page(self) -> None:
        around = self._inner.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and (body := around.widget()) is not None:
            self._page, self._body = around, body
            around.viewport().installEventFilter(self)
            body.installEventFilter(self)

    def _fit(self) -> None:
        if self._page is None or self._measures(self._page) == self._measured:
            # Measuring asks the layouts to be done again, which is heard of here once more.
            return
        scrolls = self._needed(self._page) > self._page.viewport().height()
        self._inner.setMinimumHeight(max(self._least, self._whole()) if scrolls else self._least)
        self._forget_sizes()
        self._measured = self._measures(self._page)

    def _measures(self, page: QScrollArea) -> tuple[int, ...]:
        """All that the height depends on, as it is told without measuring afresh."""
        view, hint = page.viewport().size(), self._body.minimumSizeHint().height()
        return view.width(), view.height(), hint, self._whole(), self._least, self._inner.minimumHeight()

    def _forget_sizes(self) -> None:
        """Layouts hear of another least height one after the other, each in its turn of the loop: until then they would
        tell the sum of before."""
        part: QWidget | None = self._inner.parentWidget()
        while part is not None:
            if (layout := part.layout()) is not None:
                layout.invalidate()
            part = part.parentWidget() if part is not self._body else None

    def _needed(self, page: QScrollArea) -> int:
        """The height of the page with `inner` as low as it may be. Nothing is laid out, so nothing of it is seen."""
        self._inner.setMinimumHeight(self._least)
        self._forget_sizes()
        body = self._body
        wide = body.hasHeightForWidth()
        return body.heightForWidth(page.viewport().width()) if wide else body.minimumSizeHint().height()


def table_height(table: QTableView) -> int:
    """The height in which a table shows all of its rows."""
    return table.verticalHeader().length() + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()
