"""A slide on the desk, as the class sees it: rendered pixels, scaled and framed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import stroke, within_stroke

_RADIUS = 8


class SlideView(QWidget):
    """Shows an image that the render thread has made; without one, an empty sheet. `clicked` with the mouse alone: the
    keyboard has a button for the same."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QPixmap()
        self._shape = QSize(4, 3)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_image(self, image: QImage | None) -> None:
        """Sets the slide's image, or None."""
        self._image = image or QImage()
        self._scaled = QPixmap()
        if not self._image.isNull() and self._image.size() != self._shape:
            self._shape = self._image.size()
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A small slide."""
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """Still legible as a whole."""
        return QSize(160, self.heightForWidth(160))

    def hasHeightForWidth(self) -> bool:
        """A slide keeps its aspect ratio."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height by the slide's aspect ratio; layouts ask for more than the greatest width, too."""
        return round(min(width, self.maximumWidth()) / self.aspect)

    @property
    def aspect(self) -> float:
        """The width of the slide for each px of its height."""
        return self._shape.width() / self._shape.height()

    def slide_rect(self) -> QRect:
        """The slide's rectangle in this widget."""
        place = QRect(0, 0, 0, 0)
        place.setSize(self._shape.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(self.rect().center())
        return place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the slide."""
        if event.button() == Qt.MouseButton.LeftButton and self.slide_rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the slide with round corners and a hairline around it."""
        place = self.slide_rect()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(within_stroke(QRectF(place)), _RADIUS, _RADIUS)
        if self._image.isNull():
            painter.fillPath(shape, colours.WELL)
        else:
            painter.setClipPath(shape)
            painter.drawPixmap(place.topLeft(), self._fitted(place.size()))
            painter.setClipping(False)
        painter.strokePath(shape, QPen(colours.EDGE, stroke()))

    def _fitted(self, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._scaled.size() != size * ratio:
            mode = Qt.TransformationMode.SmoothTransformation
            scaled = self._image.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled
