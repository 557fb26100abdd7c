"""A slide to go to: its picture when it is drawn, and its number and title under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, px, stroke, within_stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_PAD = 8
_SHAPE = 3 / 4


class Thumbnail(Restyled, QAbstractButton):
    """`number` counts from 1. The one where the class is has an amber border."""

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
        """The slide's pixels."""
        self._image = image
        self.update()

    def _words_height(self, width: int) -> int:
        return round(words_size(self.text(), desk_font(13), width - 2 * _PAD).height()) + _PAD

    def _picture_height(self, width: int) -> int:
        return round((width - 2 * _PAD) * _SHAPE)

    def hasHeightForWidth(self) -> bool:
        """A slide keeps its shape, its title breaks its lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Picture and words."""
        return 2 * _PAD + self._picture_height(width) + self._words_height(width)

    def sizeHint(self) -> QSize:
        """Five in a row of a laptop's screen."""
        return QSize(px(180), self.heightForWidth(px(180)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a long word."""
        return QSize(px(120), px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as Space does; a step up or down is the grid's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, number and title."""
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
