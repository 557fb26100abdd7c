"""Overview of all slides, to go to one of them; their pictures are drawn one after the other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.stage.renderer import MOST_CACHED, SlideRenderer
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_PAD = 8
_SHAPE = 3 / 4


class Thumbnail(Restyled, QAbstractButton):
    """`number` counts from 1. The present slide has an amber border."""

    def __init__(self, number: int, words: str, here: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._here = here
        self._image = QImage()
        self.setText(words)
        self.setObjectName(f"slide_{number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_image(self, image: QImage) -> None:
        """Sets the slide's picture."""
        self._image = image
        self.update()

    def _words_height(self, width: int) -> int:
        return round(words_size(self.text(), desk_font(13), width - 2 * _PAD).height()) + _PAD

    def _picture_height(self, width: int) -> int:
        return round((width - 2 * _PAD) * _SHAPE)

    def hasHeightForWidth(self) -> bool:
        """Yes: the picture keeps its shape, and the title wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of picture and title."""
        return 2 * _PAD + self._picture_height(width) + self._words_height(width)

    def sizeHint(self) -> QSize:
        """Five in a row on a laptop's screen."""
        return QSize(scaled_text(180), self.heightForWidth(scaled_text(180)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a long word."""
        return QSize(scaled_text(120), scaled_text(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter selects, as Space does; up and down are handled by the grid."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints card, picture, number and title."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        pen = QPen(colours.AMBER_TEXT, 3) if self._here else QPen(colours.LINE, stroke())
        painter.setPen(pen)
        painter.setBrush(colours.AMBER_TINT if self._here else colours.WELL if self.underMouse() else colours.PAPER)
        half = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        box = QRectF(_PAD, _PAD, self.width() - 2 * _PAD, self._picture_height(self.width()))
        self._paint_picture(painter, box)
        words = QRectF(_PAD, box.bottom() + _PAD / 2, box.width(), self._words_height(self.width()))
        font = desk_font(13, bold=self._here)
        draw_words(painter, words, self.text(), font, colours.INK, Qt.AlignmentFlag.AlignTop, wrap=True)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(within_stroke(box), 6, 6)
        painter.save()
        painter.setClipPath(shape)
        if self._image.isNull():
            painter.fillPath(shape, colours.WELL)
        else:
            place = QRectF(self._image.rect())
            place.setSize(place.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio))
            place.moveCenter(box.center())
            painter.drawImage(place, self._image)
        painter.restore()
        painter.setPen(QPen(colours.EDGE, stroke()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)


_SIZE = QSize(320, 240)
_GAP = 12


class SlidePicker(Dialog):
    """`chosen` carries the number of the slide. Uses its own renderer for small pictures, which ends with it."""

    chosen = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(Message("Go to a slide"), "", [("cancel", Message("Cancel"), "secondary")], parent)
        self._bridge = bridge
        self.setObjectName("slides_dialog")
        self._stage = bridge.stage
        self._grid = _Grid()
        self._grid.chosen.connect(self._on_chosen)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._grid)
        self.add(scroll)
        self._renderer = SlideRenderer(self)
        self._renderer.set_pack(self._stage.pack)
        self._renderer.set_size(_SIZE)
        self._renderer.ready.connect(self._on_ready)
        self.finished.connect(self._renderer.close)
        self._fill(bridge)
        window = parent.window()
        self.setFixedSize(window.width() - 96, window.height() - 64)

    def _fill(self, bridge: Bridge) -> None:
        here, titles = self._stage.content.slide, self._titles(bridge)
        for number, words in enumerate(titles, 1):
            self._grid.add(Thumbnail(number, words, number == here))
        self._left = [StageContent(self._stage.language, number) for number in self._from(here or 1, len(titles))]
        self._renderer.wish(*self._left[:MOST_CACHED])
        self._grid.take_focus(here or 1)

    def _titles(self, bridge: Bridge) -> list[str]:
        """Titles in the desk's language; pictures are in the stage's."""
        slides = self._stage.pack.slides(bridge.language) if self._stage.pack else ()
        numbers = [bridge.digits(number) for number in range(1, len(slides) + 1)]
        return [
            f"{number}. {slide.title}" if slide.title else number for number, slide in zip(numbers, slides, strict=True)
        ]

    def retranslate(self) -> None:
        """Translates the titles as well."""
        super().retranslate()
        self._grid.call(self._titles(self._bridge))

    @staticmethod
    def _from(here: int, slides: int) -> list[int]:
        """All slide numbers, sorted by distance from `here`."""
        return sorted(range(1, slides + 1), key=lambda number: abs(number - here))

    def _on_ready(self, content: StageContent) -> None:
        picture = self._renderer.image(content)
        if picture is None or content not in self._left:
            return
        self._grid.show_picture(content.slide, picture.copy())
        self._left.remove(content)
        self._renderer.wish(*self._left[:MOST_CACHED])

    def _on_chosen(self, number: int) -> None:
        self.chosen.emit(number)
        self.answer("chosen")


class _Grid(QWidget):
    """Thumbnails in as many columns as fit; arrow keys move between them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "body")
        self._slides: list[Thumbnail] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setSpacing(_GAP)

    def add(self, slide: Thumbnail) -> None:
        """Adds a slide."""
        self._slides.append(slide)
        slide.setParent(self)
        slide.clicked.connect(lambda: self.chosen.emit(slide.number))
        self._arrange(max(1, self._columns))

    def call(self, titles: list[str]) -> None:
        """Sets new titles."""
        for slide, title in zip(self._slides, titles, strict=True):
            slide.setText(title)
            slide.updateGeometry()

    def take_focus(self, number: int) -> None:
        """Focuses slide `number`."""
        if 1 <= number <= len(self._slides):
            self._slides[number - 1].setFocus()

    def show_picture(self, number: int, picture: QImage) -> None:
        """Sets the picture of a slide."""
        self._slides[number - 1].set_image(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recomputes the number of columns."""
        super().resizeEvent(event)
        columns = max(1, (self.width() - 16 + _GAP) // (scaled_text(180) + _GAP))
        if columns != self._columns:
            self._columns = columns
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        for place, slide in enumerate(self._slides):
            self._grid.addWidget(slide, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys that no thumbnail handled."""
        steps = {Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
        here = next((place for place, slide in enumerate(self._slides) if slide.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
        else:
            self._slides[max(0, min(len(self._slides) - 1, here + step))].setFocus()
