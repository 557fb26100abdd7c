"""Parts that keep painted pixels for the next time keep them for each palette."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.qt.look.colours import PALETTES
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.chips import ChipGrid, ChipStrip
from bsuh_desktop.qt.widgets.lights import Light, Tag
from bsuh_desktop.qt.widgets.picture import Sketch
from tests.qt.widgets.conftest import Show, shows


def grid() -> QWidget:
    part = ChipGrid()
    part.set_chips([Chip(1, "1", "here")])
    return part


def strip() -> QWidget:
    part = ChipStrip()
    part.set_chips([Chip(1, "1", "here")])
    return part


def light() -> QWidget:
    part = Light()
    part.set_state("ok")
    return part


def tag() -> QWidget:
    part = Tag()
    part.tell("ok", "Saved")
    return part


def sketch() -> QWidget:
    part = Sketch()
    part.set_icon("disk", 96)
    return part


@pytest.mark.parametrize(
    ("make", "colour"),
    [(grid, "green-tint"), (strip, "green-tint"), (light, "green"), (tag, "green-tint"), (sketch, "ink")],
)
def test_a_part_that_was_painted_is_painted_anew(
    make: Callable[[], QWidget], colour: str, show: Show, qapp: QApplication
) -> None:
    part = make()
    show(part)
    for worn in PALETTES:
        apply_theme(qapp, contrast=worn)
        assert {name: shows(part, QColor(palette[colour])) for name, palette in PALETTES.items()} == {
            name: name == worn for name in PALETTES
        }
