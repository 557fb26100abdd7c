"""The class as chips: touched by mouse and keys, told to screen readers, painted no more than needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.presenters.classroom.roll import ChipState
from bsuh_desktop.qt.look.i18n import CatalogueTranslator, switch
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets import painted_text
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.chips import ChipGrid, ChipStrip
from tests.helpers.hands import hold_enter, key, press, press_words, settle, until
from tests.qt.widgets.conftest import Show


def _class(count: int, state: ChipState = "here") -> list[Chip]:
    return [Chip(card, str(card), state) for card in range(1, count + 1)]


@pytest.fixture
def grid(show: Show) -> ChipGrid:
    """58 chips, ten a row, with the keys."""
    grid = ChipGrid()
    grid.setObjectName("class")
    grid.set_chips(_class(58))
    show(grid, width=760, height=500)
    grid.setFocus()
    until(grid.hasFocus, "the class has the focus")
    return grid


@pytest.mark.parametrize(
    ("keys", "card"),
    [
        (["Right", "Right"], 3),
        (["Down"], 11),
        (["Down", "Left"], 10),
        (["Right", "Left", "Left"], 1),
        (["Up"], 1),
        (["End"], 58),
        (["End", "Down"], 58),
        (["End", "Up", "Right", "Right", "Down"], 50),
        (["End", "Home"], 1),
    ],
)
def test_arrows_move_the_cursor_inside_the_class(grid: ChipGrid, keys: list[str], card: int) -> None:
    for each in keys:
        key(grid, each)
    assert grid.cursor_card() == card


@pytest.mark.parametrize("touch", ["Space", "Return", "Enter"])
def test_a_key_touches_the_chip_under_the_cursor(grid: ChipGrid, qtbot: QtBot, touch: str) -> None:
    key(grid, "Down")
    with qtbot.waitSignal(grid.touched) as touched:
        key(grid, touch)
    assert touched.args == [11]


def test_a_key_that_is_held_down_touches_once(grid: ChipGrid, qtbot: QtBot) -> None:
    key(grid, "Return")
    with qtbot.assertNotEmitted(grid.touched):
        hold_enter(grid.window())
        settle()


def test_a_click_touches_a_chip_and_brings_the_cursor(grid: ChipGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignals([grid.cursor_moved, grid.touched]):
        press_words(grid, "47")
    assert grid.cursor_card() == 47


def test_a_click_between_chips_touches_nothing(grid: ChipGrid, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.touched):
        press(grid, grid.chip_rect(0).bottomRight() + QPoint(6, 6))


def test_a_mouse_that_goes_up_on_another_chip_touches_nothing(grid: ChipGrid, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.touched):
        QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=grid.chip_rect(3).center())
        QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=grid.chip_rect(5).center())


def test_other_keys_go_on_to_the_page(grid: ChipGrid) -> None:
    heard: list[int] = []
    window = grid.window()
    window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    key(grid, "F10")
    assert heard == [Qt.Key.Key_F10]


def test_the_cursor_stays_on_its_card_when_the_class_changes(grid: ChipGrid) -> None:
    grid.set_cursor(5)
    grid.set_chips(_class(58)[2:])
    assert grid.cursor_card() == 5
    grid.set_chips([])
    assert grid.cursor_card() is None
    key(grid, "Space")


def test_only_the_chip_that_changed_is_painted_anew(grid: ChipGrid) -> None:
    painted: list[str] = []
    settle()

    def hear(text: str, _needed: object, _rect: object) -> None:
        painted.append(text)

    painted_text.observers.append(hear)
    try:
        grid.set_chips([*_class(22), Chip(23, "23", "away"), *_class(58)[23:]])
        settle()
    finally:
        painted_text.observers.remove(hear)
    assert painted == ["23"]


def test_the_chip_under_the_cursor_is_told(grid: ChipGrid, qapp: QApplication, translator: CatalogueTranslator) -> None:
    grid.set_chips([*_class(22), Chip(23, "২৩", "away")])
    grid.set_cursor(23)
    assert grid.accessibleDescription() == "Number ২৩: absent"
    switch(qapp, translator, "bn")
    settle()
    assert "অনুপস্থিত" in grid.accessibleDescription()


def test_a_narrow_page_gets_more_rows(grid: ChipGrid, qapp: QApplication) -> None:
    assert grid.columns() == 10
    assert grid.heightForWidth(380) > grid.heightForWidth(760)
    apply_theme(qapp, 2)
    settle()
    assert grid.columns() < 10
    assert grid.minimumHeight() == grid.heightForWidth(grid.width())
    assert all(grid.rect().contains(grid.chip_rect(place)) for place in range(58))


def test_the_page_follows_the_cursor(show: Show) -> None:
    page, body, grid = QScrollArea(), QWidget(), ChipGrid()
    grid.set_chips(_class(200))
    column = QVBoxLayout(body)
    column.addWidget(QLabel("Touch only who is missing"))
    column.addWidget(grid)
    page.setWidget(body)
    page.setWidgetResizable(True)
    show(page, width=800, height=300)
    grid.setFocus()
    key(grid, "End")
    chip = grid.chip_rect(199)
    assert page.viewport().rect().contains(chip.translated(grid.mapTo(page.viewport(), QPoint(0, 0))))


def test_a_tip_stands_at_its_chip_alone(grid: ChipGrid, qtbot: QtBot) -> None:
    grid.set_chips([Chip(1, "1", "here", "Rahima"), *_class(58)[1:]])
    assert grid.tip_at(grid.chip_rect(0).center()) == "Rahima"
    assert grid.tip_at(grid.chip_rect(1).center()) == ""
    assert not QToolTip.isVisible()


def test_a_strip_says_how_many(show: Show, translator: CatalogueTranslator) -> None:
    strip = ChipStrip()
    strip.set_chips([*_class(41, "done"), *[Chip(card, str(card), "away") for card in (42, 43, 44)]])
    show(strip)
    assert strip.accessibleDescription() == "41 answered, 3 absent"


def test_a_strip_is_one_target(show: Show, qtbot: QtBot) -> None:
    strip = ChipStrip()
    strip.set_chips(_class(20))
    strip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    show(strip)
    with qtbot.waitSignal(strip.touched):
        press_words(strip, "7")
    with qtbot.waitSignal(strip.touched):
        key(strip, "Space")
