"""Parts side by side if the page is wide enough for their texts, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.scroller import CardScroller

_PLENTY = 10_000
_RELAYOUT = frozenset((QEvent.Type.LayoutRequest, QEvent.Type.StyleChange))


class SideBySide(QWidget):
    """A widget whose form gives it a row layout; large text or a small screen turns the row into a column.

    A part's property `least` (px of normal text) is the width that its text needs beside others, `most` the width that
    it keeps there whatever its text is: the other parts of the row must not move while a person is about to press them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QBoxLayout.Direction.TopToBottom

    def parts(self) -> list[QWidget]:
        """Its parts from left to right."""
        row = self._row()
        return widgets_in(row) if row is not None else []

    def scroller_of(self, card: QWidget) -> CardScroller:
        """Lets a part on the right scroll by itself; in a column it stands above the others."""
        row = self._row()
        assert row is not None
        self._column = QBoxLayout.Direction.BottomToTop
        return CardScroller(card, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Switches between row and column if necessary."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A part was shown, hidden or changed its text; or the text size has changed."""
        done = super().event(event)
        if event.type() in _RELAYOUT:
            self._arrange()
        return done

    def sizeHint(self) -> QSize:
        """As wide as all parts side by side: so a column can become a row again."""
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._needed()), hint.height())

    def minimumSizeHint(self) -> QSize:
        """No wider than its widest part, so that the page never scrolls sideways; as high as with plenty of width,
        since a narrow page asks for heightForWidth."""
        row = self._row()
        if row is None:
            return super().minimumSizeHint()
        width = max((_narrowest(part) for part in _seen(widgets_in(row))), default=0)
        height = row.minimumHeightForWidth(_PLENTY) if row.hasHeightForWidth() else row.totalMinimumSize().height()
        return QSize(width, height)

    def in_a_row(self) -> bool:
        """True while the parts are side by side."""
        row = self._row()
        return row is not None and row.direction() == QBoxLayout.Direction.LeftToRight

    def _row(self) -> QBoxLayout | None:
        row = self.layout()
        return row if isinstance(row, QBoxLayout) else None

    def _needed(self) -> int:
        """The width of all parts side by side."""
        row = self._row()
        return 0 if row is None else _side_by_side(row, widgets_in(row))

    def _arrange(self) -> None:
        row = self._row()
        if row is None:
            return
        widgets = widgets_in(row)
        fits = _side_by_side(row, widgets) <= self.width()
        for part in _seen(widgets):
            _keep(part, fits)
        direction = QBoxLayout.Direction.LeftToRight if fits else self._column
        if row.direction() != direction:
            row.setDirection(direction)
            self.updateGeometry()


def _seen(widgets: list[QWidget]) -> list[QWidget]:
    return [widget for widget in widgets if not widget.isHidden()]


def _side_by_side(row: QBoxLayout, widgets: list[QWidget]) -> int:
    parts, springs = _seen(widgets), row.count() - len(widgets)
    return sum(_wanted(part) for part in parts) + row.spacing() * max(0, len(parts) + springs - 1)


def _narrowest(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())


def _wanted(part: QWidget) -> int:
    return max(_narrowest(part), scaled_box(int(part.property("least") or 0)))


def _keep(part: QWidget, in_a_row: bool) -> None:
    most = part.property("most")
    if most is not None:
        part.setMinimumWidth(scaled_box(int(most)) if in_a_row else 0)
        part.setMaximumWidth(scaled_box(int(most)) if in_a_row else _PLENTY)
