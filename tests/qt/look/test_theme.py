"""The look's own promises: words can be read on every ground, and everything grows with the text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours, theme
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.widgets.focus import ring_width
from tests.helpers.sheet import pale

SHEET = (resources() / "theme" / "desk.qss").read_text("utf-8")


@pytest.fixture(autouse=True)
def usual(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp)
    yield
    theme.apply_theme(qapp)
    qapp.setStyleSheet("")


def test_black_on_white_is_as_clear_as_can_be() -> None:
    assert colours.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert colours.contrast(colours.INK, colours.INK) == pytest.approx(1)


WORDS_ON: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ink",), ("ivory", "paper", "well", "white", "pressed", "green-tint", "coral-tint", "amber-tint", "indigo-tint")),
    (("ink-soft",), ("ivory", "paper", "well", "white", "green-tint", "coral-tint", "amber-tint", "indigo-tint")),
    (("ink",), ("amber",)),
    (("green",), ("ivory", "paper", "well", "white", "green-tint")),
    (("coral-text",), ("ivory", "paper", "well", "white", "coral-tint")),
    (("amber-text",), ("ivory", "paper", "well", "white", "amber-tint")),
    (("indigo-text",), ("ivory", "paper", "well", "white", "indigo-tint")),
    (("white",), ("green", "green-pressed", "coral-text")),
    (("ivory",), ("ink", "night", "night-deep")),
    (("mint",), ("night", "night-deep")),
    (("night",), ("mint",)),
    (("ink",), ("shade-a", "shade-b", "shade-c")),
    (("white",), ("shade-d", "shade-e")),
)
"""Which words stand on which grounds."""

LEAST: dict[colours.Contrast, float] = {"calm": 4.5, "high": 7.0}


@pytest.mark.parametrize("contrast", LEAST)
def test_words_can_be_read_on_every_ground(contrast: colours.Contrast) -> None:
    named = colours.PALETTES[contrast]
    pairs = [(text, ground) for texts, grounds in WORDS_ON for text in texts for ground in grounds]
    ratios = {pair: colours.contrast(*(QColor(named[name]) for name in pair)) for pair in pairs}
    assert len(ratios) > 40
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < LEAST[contrast]} == {}


def test_borders_and_signs_of_high_contrast_are_seen() -> None:
    named = ("edge", "line", "green", "coral", "amber-line", "indigo")
    ratios = {name: colours.contrast(QColor(colours.HIGH[name]), QColor(colours.HIGH["ivory"])) for name in named}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}


def test_both_palettes_have_the_same_colours() -> None:
    assert colours.CALM.keys() == colours.HIGH.keys()


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [
        (colours.INK, colours.IVORY, 13.2),
        (colours.INK_SOFT, colours.WELL, 5.7),
        (colours.WHITE, colours.GREEN, 6.3),
        (colours.MINT, colours.NIGHT, 7.0),
        (colours.CORAL_TEXT, colours.IVORY, 5.7),
        (colours.AMBER_TEXT, colours.IVORY, 7.0),
    ],
)
def test_contrast_is_what_the_look_book_measured(text: QColor, ground: QColor, ratio: float) -> None:
    assert colours.contrast(text, ground) == pytest.approx(ratio, abs=0.05)


def test_every_control_of_the_sheet_can_be_read_in_every_state() -> None:
    assert pale(SHEET) == []


def test_every_control_of_the_sheet_can_be_read_better_in_high_contrast(qapp: QApplication) -> None:
    theme.apply_theme(qapp, contrast="high")
    assert pale(SHEET, LEAST["high"]) == []


def test_a_window_that_stands_already_is_dressed_in_high_contrast(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Print")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.show()
    middle, kept = button.rect().center() - QPoint(0, button.height() // 2 - 6), colours.GREEN
    for contrast, named in colours.PALETTES.items():
        theme.apply_theme(qapp, contrast=contrast)
        assert button.grab().toImage().pixelColor(middle).name().upper() == named["green"]
        # Parts keep colours from the time when their module was loaded.
        assert kept.name().upper() == named["green"]


def test_lines_are_wider_in_high_contrast(qapp: QApplication) -> None:
    sheet = "a { border: 1lx solid @line; }"
    assert theme.filled(sheet) == "a { border: 1px solid #E5D6BB; }"
    theme.apply_theme(qapp, contrast="high")
    assert theme.filled(sheet) == "a { border: 2px solid #595959; }"
    assert ring_width() == 4


@pytest.mark.parametrize(
    ("text", "grounds", "least"),
    [
        (palette.INK, (palette.IVORY, palette.PAPER, palette.WELL, palette.GREEN_TINT, palette.AMBER_TINT), 4.5),
        (palette.INK, (palette.AMBER,), 4.5),
        (palette.INK_SOFT, (palette.IVORY, palette.WELL), 4.5),
        (palette.GREEN, (palette.IVORY, palette.PAPER, palette.GREEN_TINT), 4.5),
        (palette.IVORY, (palette.NIGHT,), 4.5),
        (palette.MINT, (palette.NIGHT,), 4.5),
        # One letter, bold and as high as a thumb: large text.
        (palette.WHITE, (palette.CORAL, palette.INDIGO, palette.GREEN), 3.0),
    ],
)
def test_the_stage_can_be_read_as_it_is(text: QColor, grounds: tuple[QColor, ...], least: float) -> None:
    assert [ground.name() for ground in grounds if colours.contrast(text, ground) < least] == []


def test_the_stage_keeps_its_own_colours(qapp: QApplication) -> None:
    theme.apply_theme(qapp, contrast="high")
    assert palette.INK.name().upper() == colours.CALM["ink"]


@pytest.mark.parametrize(
    "planted",
    [
        'QLabel[role="caption"] { color: @edge; }',
        'QPushButton[kind="careful"]:hover { background: @coral; }',
        "QPushButton:checked { color: @amber; }",
        "QLineEdit { placeholder-text-color: @line; }",
        'QFrame[role="board"] QLabel { color: @green; }',
    ],
)
def test_a_pale_colour_is_found(planted: str) -> None:
    assert pale(SHEET + planted)


def test_a_colour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="crimson"):
        theme.filled("QLabel { color: @crimson; }")


def test_letters_grow_as_asked_and_boxes_less(qapp: QApplication) -> None:
    theme.apply_theme(qapp, 2)
    sheet = "a { font-size: 15tx; min-height: 40bx; padding: 7px; margin: 32px+30tx; }"
    assert theme.filled(sheet) == "a { font-size: 30px; min-height: 64px; padding: 7px; margin: 92px; }"


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.5, 1.5), (9.0, 2.0)])
def test_text_is_never_smaller_than_usual_nor_larger_than_twice(qapp: QApplication, asked: float, given: float) -> None:
    theme.apply_theme(qapp, asked)
    assert theme.scale() == given


def test_a_window_that_stands_already_grows_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    label, button = QLabel("ক্ষ"), QPushButton("Print")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    before, height = label.fontInfo().pixelSize(), button.sizeHint().height()
    theme.apply_theme(qapp, 2)
    assert label.fontInfo().pixelSize() == 2 * before
    assert height < button.sizeHint().height() < 2 * height


def test_a_part_is_not_dressed_once_for_every_part_around_it(qapp: QApplication, qtbot: QtBot) -> None:
    class Dressed(QLabel):
        times = 0

        def changeEvent(self, event: QEvent) -> None:
            self.times += event.type() == QEvent.Type.StyleChange
            super().changeEvent(event)

    window = QWidget()
    qtbot.addWidget(window)
    inner = window
    for _ in range(9):
        inner = QWidget(inner)
    label = Dressed(inner)
    window.show()
    before = label.times
    theme.apply_theme(qapp, 1.5)
    assert label.times - before == 1


def test_every_picture_that_the_sheet_names_is_there() -> None:
    named = [part.split('")')[0] for part in SHEET.split('url("')[1:]]
    assert named
    assert [name for name in named if not (resources() / name).is_file()] == []


def test_pictures_are_found_in_a_folder_with_any_name(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Program Files (x86), আমার"
    shutil.copytree(resources() / "theme", folder / "theme")
    tick = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24H0z" fill="#E4572E"/></svg>'
    (folder / "theme" / "tick.svg").write_text(tick, "utf-8")
    box = QCheckBox("Consent")
    qtbot.addWidget(box)
    box.setStyleSheet(theme.stylesheet(folder))
    box.setChecked(True)
    box.show()
    image = box.grab().toImage()
    assert colours.CORAL.rgba() in {image.pixel(x, image.height() // 2) for x in range(24)}
