"""An answer to choose: chosen, it has a filled dot and a heavier line, and nothing that says it is right."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from bsuh_desktop.qt.classroom.shared_device.large_words import OptionButton
from bsuh_desktop.qt.look import colours

SIDE = 18 + 28
"""Width of the dot and what stands at its right."""


def drawn(chosen: bool, letter: str = "A") -> QImage:
    option = OptionButton()
    option.set_option(letter, "ভেবে দেখি")
    option.setChecked(chosen)
    option.resize(480, 160)
    image = option.grab().toImage()
    option.deleteLater()
    return image


def colours_in(image: QImage, left: int = 0) -> set[str]:
    columns, rows = range(left, image.width()), range(image.height())
    return {image.pixelColor(x, y).name() for x in columns for y in rows}


def line(image: QImage) -> int:
    """How many pixels of the upper edge are dark, in the middle of the card."""
    return sum(image.pixelColor(image.width() // 2, y).lightness() < 180 for y in range(12))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("letter", "ABD")
def test_a_chosen_answer_has_no_sign_of_being_right(letter: str) -> None:
    """C has a green mark of its own."""
    chosen = colours_in(drawn(True, letter))
    assert colours.INDIGO_TINT.name() in chosen
    assert not {colours.GREEN.name(), colours.GREEN_TINT.name()} & chosen


@pytest.mark.usefixtures("qapp")
def test_a_chosen_answer_has_a_filled_dot_and_a_heavier_line() -> None:
    before, after = drawn(False), drawn(True)
    middle = (before.width() - 18 - 14, before.height() // 2)
    assert before.pixelColor(*middle).name() == colours.PAPER.name()
    assert after.pixelColor(*middle).name() == colours.INK.name()
    assert line(after) > line(before) > 0
    assert colours.INK.name() in colours_in(before, before.width() - SIDE), "an empty ring waits to be filled"
