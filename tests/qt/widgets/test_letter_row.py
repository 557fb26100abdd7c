"""The row of answers on the stage's bar: nothing of it reaches its edges."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.answers import LetterMark
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.marks import LetterRow

GROUND = QColor(1, 2, 3)


@pytest.mark.usefixtures("qapp")
def test_a_letter_that_was_counted_has_no_green_sign_which_would_say_that_it_is_right() -> None:
    row = LetterRow()
    row.set_letters((LetterMark("A", "counted"), LetterMark("B", "counted")))
    row.resize(row.sizeHint())
    image = row.grab().toImage()
    shown = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert colours.INK.name() in shown
    assert colours.GREEN.name() not in shown
    row.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("last", [LetterMark("D", "counted"), LetterMark("D", "told", Message("most"))])
def test_a_dot_is_whole_at_the_end_of_the_row(qapp: QApplication, scale: float, last: LetterMark) -> None:
    apply_theme(qapp, scale)
    row = LetterRow()
    row.set_letters((LetterMark("A", "counted"), last))
    row.resize(row.sizeHint())
    image = QImage(row.size(), QImage.Format.Format_RGB32)
    image.fill(GROUND)
    row.render(image)
    ground = image.pixelColor(0, 0)
    sides = [(x, y) for x in range(row.width()) for y in (0, row.height() - 1)]
    ends = [(row.width() - 1, y) for y in range(row.height())]
    assert {image.pixelColor(x, y).name() for x, y in (*sides, *ends)} == {ground.name()}
    row.deleteLater()
    apply_theme(qapp)
