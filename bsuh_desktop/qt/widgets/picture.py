"""A drawing of the app, or a picture of a module, in its box."""

from __future__ import annotations

from PySide6.QtCore import Property, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.widgets.restyled import Restyled

RADIUS = 12


class Picture(Restyled, QWidget):
    """Shows a drawing as large as fits, cached as pixels until its size changes. `radius` rounds the corners, in px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = b""
        self._name = ""
        self._natural = QSize(160, 120)
        self._scaled = QPixmap()
        self.radius = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def set_picture(self, name: str) -> None:
        """One of the app's own drawings: classroom, book-with-heart, open-book, stick, listen, heart; "" for none."""
        self._name = name
        path = resources() / "illustrations" / f"{name}.svg"
        self.set_data(path.read_bytes() if name else b"")

    def set_data(self, data: bytes) -> None:
        """Sets an SVG, PNG or JPEG, as a pack contains it; empty for none."""
        self._data = data
        self._scaled = QPixmap()
        if data.lstrip().startswith(b"<"):
            self._natural = QSvgRenderer(QByteArray(data)).defaultSize()
        self.updateGeometry()
        self.update()

    def _read(self) -> str:
        return self._name

    picture = Property(str, _read, set_picture)

    def sizeHint(self) -> QSize:
        """The original size of the drawing."""
        return self._natural

    def minimumSizeHint(self) -> QSize:
        """A quarter of that: pictures shrink before texts do."""
        return self._natural / 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cached pixels, and renders them again for another size."""
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._scaled.size() != wanted and self._data:
            self._scaled = self._drawn(wanted, ratio)
        QPainter(self).drawPixmap(0, 0, self._scaled)

    def _drawn(self, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.radius:
            shape = QPainterPath()
            shape.addRoundedRect(box, self.radius, self.radius)
            painter.setClipPath(shape)
        paint_picture(painter, box, self._data)
        painter.end()
        return pixmap


class ModulePicture(Picture):
    """Shows the bytes that `set_data` gets; without any, only its ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, then the picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.NIGHT)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
        self.radius = RADIUS
        super().paintEvent(event)
