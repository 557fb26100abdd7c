"""A ring around the control that has the focus, so that the desk can be used without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import stroke

GAP = 2
_WIDTH = 3
_WATCHED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


def ring_width() -> float:
    """How thick the ring is, in px."""
    return stroke(_WIDTH)


def around() -> int:
    """The space, in px, that a control leaves around itself for the ring."""
    return round(ring_width()) + GAP


def paint_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor = colours.INDIGO) -> None:
    """The ring around a control that fills `rect` with corners of `radius`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, ring_width()))
    away = GAP + ring_width() / 2
    painter.drawRoundedRect(rect.adjusted(-away, -away, away, away), radius + away, radius + away)
    painter.restore()


class FocusRing(QWidget):
    """A transparent overlay of `window` that ignores the mouse. A part that paints its own ring has the property
    `own_ring` True; one on dark ground has `on_night` True; `ring_radius` is its corner radius in px (12 for
    buttons, else 8)."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self._around: QWidget | None = None
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            # When a dialog is deleted with the focus in it, some of these widgets no longer exist.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched, self._around = [], None
        if new is not None and new.window() is self.window() and not new.property("own_ring"):
            self._around = new
            self._watched = self._line_up(new)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def _line_up(self, widget: QWidget) -> list[QWidget]:
        """`widget` and its ancestors: when a page scrolls, its body moves, not the control."""
        line = [widget]
        while (parent := line[-1].parentWidget()) is not None and parent is not self.window():
            line.append(parent)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves the ring with its control."""
        if event.type() in _WATCHED:
            self._place()
        return False

    def _place(self) -> None:
        inner = self._around
        if inner is None or not isValid(inner) or not inner.isVisible():
            self.hide()
            return
        corner, side = inner.mapTo(self.window(), QPoint(0, 0)), around()
        self.setGeometry(QRect(corner, inner.size()).adjusted(-side, -side, side, side))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring, clipped to the page in which the control scrolls."""
        if self._around is None or not isValid(self._around):
            return
        painter = QPainter(self)
        for widget in self._watched:
            parent = widget.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
                shown = QRect(widget.mapTo(self.window(), QPoint(0, 0)), widget.size())
                painter.setClipRect(shown.translated(-self.pos()), Qt.ClipOperation.IntersectClip)
        side = around()
        rect = QRectF(self.rect()).adjusted(side, side, -side, -side)
        night = bool(self._around.property("on_night"))
        paint_ring(painter, rect, self._radius(), colours.AMBER if night else colours.INDIGO)

    def _radius(self) -> float:
        assert self._around is not None
        own = self._around.property("ring_radius")
        if own is not None:
            return float(own)
        return 12.0 if isinstance(self._around, QAbstractButton) else 8.0
