"""A picture in its box: a drawing of the app, a module's picture, a line icon, a slide as the class sees it.

Where there is no content yet, a small drawing stands beside a sentence and what to do."""

from __future__ import annotations

from PySide6.QtCore import Property, QByteArray, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, stroke, within_stroke
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.widgets.icons import paint_icon
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.text_lines import TextLines

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


_SMALL = 24


class Sketch(Restyled, QWidget):
    """Decorative: the text beside it says what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._side = "", _SMALL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, side: int = _SMALL) -> None:
        """The icon's name, and its side in px before the text scale."""
        self._icon, self._side = name, side
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled_box(self._side), scaled_box(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the icon in ink."""
        if self._icon:
            paint_icon(QPainter(self), QRectF(self.rect()), self._icon, colours.INK)


class EmptyState(Restyled, QFrame):
    """`chosen` when its button is pressed."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._picture = Picture()
        self._title = QLabel()
        self._title.setProperty("role", "card-title")
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence = TextLines()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setProperty("role", "soft")
        self.verb = QPushButton()
        self.verb.setObjectName("empty_verb")
        self.verb.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.setSpacing(8)
        column.setContentsMargins(24, 24, 24, 24)
        self.restyle()

    def tell(self, picture: str, title: str, sentence: str, verb: str = "") -> None:
        """Sets the drawing's name, a title, a sentence, and the button's text ("" for no button)."""
        self._picture.set_picture(picture)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.verb.setText(verb)
        self.verb.setVisible(bool(verb))
        # A proxy that is hidden would end the round of the Tab key.
        self.setFocusProxy(self.verb if verb else None)  # type: ignore[arg-type]

    def restyle(self) -> None:
        """The drawing's size."""
        self._picture.setFixedSize(QSize(scaled_box(112), scaled_box(96)))


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
