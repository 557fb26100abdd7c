"""Either a page scrolls or a list in it, never both: what lies below the hand must not depend on where it points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QBoxLayout, QLayout, QScrollArea, QTableView, QWidget

from bsuh_desktop.qt.widgets.layouts import widgets_in

_ASIDE = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft)


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
        if self._page is None or (measured := self._measures(self._page)) == self._measured:
            # Measuring asks the layouts to be done again, which is heard of here once more.
            return
        self._measured = measured
        scrolls = self._needed(self._page) > self._page.viewport().height()
        height = max(self._least, self._whole()) if scrolls else self._least
        if height != self._inner.minimumHeight():
            self._inner.setMinimumHeight(height)

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
        """The height of the page with `inner` as low as it may be."""
        body = self._body
        self._forget_sizes()
        wide = body.hasHeightForWidth()
        height = body.heightForWidth(page.viewport().width()) if wide else body.minimumSizeHint().height()
        less = self._inner.minimumHeight() - self._least
        part: QWidget = self._inner
        while less > 0 and part is not body and (around := part.parentWidget()) is not None:
            if (layout := around.layout()) is not None:
                less = _saved(layout, part, less)
            part = around
        return height - less


def table_height(table: QTableView) -> int:
    """The height in which a table shows all of its rows."""
    return table.verticalHeader().length() + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()


def _saved(layout: QLayout, part: QWidget, less: int) -> int:
    """By how much `layout` is lower if `part`, which is somewhere in it, is lower by `less`."""
    others = [_height(each) for each in widgets_in(layout) if each is not part and not each.isHidden()]
    now = _height(part) if layout.indexOf(part) >= 0 else 0
    for inner in (each for each in layout.children() if isinstance(each, QLayout)):
        if now == 0 and _holds(inner, part):
            less = _saved(inner, part, less)
            now = _height(inner)
        else:
            others.append(_height(inner))
    if not isinstance(layout, QBoxLayout) or layout.direction() not in _ASIDE:
        return less
    return max(0, now - max(now - less, *others, 0))


def _holds(layout: QLayout, part: QWidget) -> bool:
    inner = (each for each in layout.children() if isinstance(each, QLayout))
    return layout.indexOf(part) >= 0 or any(_holds(each, part) for each in inner)


def _height(part: QWidget | QLayout) -> int:
    """The height that it asks for in its width."""
    if part.hasHeightForWidth():
        return part.heightForWidth(part.geometry().width())
    least = part.minimumHeight() if isinstance(part, QWidget) else 0
    return max(part.sizeHint().height(), least)
