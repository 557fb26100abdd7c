"""Answer marks are told apart by colour, shape and letter together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_disc, paint_heart, paint_mark

SIDE = 100


def drawn(letter: str) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(palette.IVORY)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QRectF(0, 0, SIDE, SIDE), letter)
    painter.end()
    return image


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(SIDE) for y in range(SIDE)}


@pytest.mark.parametrize(
    ("letter", "fill", "ink"),
    [
        ("A", palette.CORAL, palette.WHITE),
        ("B", palette.INDIGO, palette.WHITE),
        ("C", palette.GREEN, palette.WHITE),
        ("D", palette.AMBER, palette.INK),
    ],
)
def test_each_has_its_colour_an_ink_outline_and_its_letter(letter: str, fill: QColor, ink: QColor) -> None:
    assert {fill.rgb(), palette.INK.rgb(), ink.rgb()} <= colours(drawn(letter))


# Where each shape is filled, on a field of 100: near the top edge, at the upper left, and at the middle of the left.
SHAPES = {
    "A": ((50, 16, True), (17, 17, False), (16, 50, True)),
    "B": ((50, 18, True), (17, 17, False), (16, 50, False)),
    "C": ((50, 17, True), (17, 17, True), (17, 50, True)),
    "D": ((50, 14, True), (17, 17, False), (14, 50, True)),
}


@pytest.mark.parametrize("letter", list(SHAPES))
def test_each_has_its_shape(letter: str) -> None:
    image = drawn(letter)
    for x, y, filled in SHAPES[letter]:
        assert (image.pixel(x, y) != palette.IVORY.rgb()) is filled, (x, y)


def test_a_mark_stays_in_its_box_whatever_its_shape() -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(palette.IVORY)
    painter = QPainter(image)
    paint_mark(painter, QRectF(100, 20, 150, 60), "D")
    painter.end()
    touched = [(x, y) for x in range(300) for y in range(100) if image.pixel(x, y) != palette.IVORY.rgb()]
    assert min(x for x, _ in touched) >= 144
    assert max(x for x, _ in touched) <= 206
    assert min(y for _, y in touched) >= 20


def test_there_is_no_fifth_answer() -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    with pytest.raises(KeyError):
        paint_mark(painter, QRectF(0, 0, 10, 10), "E")
    painter.end()


def test_disc_and_heart_are_drawn() -> None:
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(palette.IVORY)
    painter = QPainter(image)
    paint_disc(painter, QRectF(0, 0, 56, 56), "৩")
    paint_heart(painter, QRectF(60, 0, 56, 56))
    painter.end()
    assert image.pixel(8, 28) == palette.AMBER.rgb()
    assert image.pixel(88, 30) == palette.CORAL.rgb()
