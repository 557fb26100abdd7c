"""Whatever gets the keys is scrolled to, wherever they come from; a mouse moves nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.scroller import AROUND, FocusScroller, scroll_into_view
from tests.helpers.hands import key, named, settle, until_focused
from tests.qt.widgets.conftest import Show

ROWS = 12


def page_of(*parts: QWidget) -> QScrollArea:
    """A page that scrolls."""
    area, body = QScrollArea(), QWidget()
    area.setObjectName("page")
    column = QVBoxLayout(body)
    for part in parts:
        column.addWidget(part)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(body)
    return area


def buttons(*names: str) -> list[QWidget]:
    """Buttons so called."""
    made: list[QWidget] = []
    for name in names:
        one = QPushButton(name)
        one.setObjectName(name)
        made.append(one)
    return made


@pytest.fixture
def window(show: Show) -> QWidget:
    """A page of twelve buttons between one of the rail and one of the bar; a third of it can be seen."""
    rail, bar = buttons("rail", "bar")
    window = show(rail, page_of(*buttons(*(f"row_{row}" for row in range(ROWS)))), bar, height=300)
    FocusScroller(window)
    return window


def shown(window: QWidget, name: str) -> bool:
    """True if all of the control can be seen."""
    control = named(window, name)
    return control.visibleRegion().boundingRect() == QRect(QPoint(0, 0), control.size())


def top(window: QWidget) -> int:
    """How far the page is scrolled."""
    return named(window, "page", QScrollArea).verticalScrollBar().value()


def test_keys_that_come_from_the_bar_find_the_page_scrolled(window: QWidget) -> None:
    named(window, "bar").setFocus()
    assert not shown(window, "row_11")
    key(named(window, "bar"), "Shift+Tab")
    assert shown(window, "row_11")
    assert not shown(window, "row_0")
    named(window, "rail").setFocus()
    key(named(window, "rail"), "Tab")
    assert shown(window, "row_0")


def test_a_click_on_what_shows_in_part_moves_nothing(window: QWidget) -> None:
    area, control = named(window, "page", QScrollArea), named(window, "row_6")
    half = control.y() + control.height() // 2
    area.verticalScrollBar().setValue(half - area.viewport().height())
    settle()
    before = top(window)
    # Not by `press`, which scrolls to a control first.
    at = control.mapTo(window, QPoint(control.width() // 2, 4))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    until_focused(control)
    assert not shown(window, "row_6")
    assert top(window) == before


def test_a_page_within_a_page_is_scrolled_too(show: Show) -> None:
    inner = page_of(*buttons(*(f"row_{row}" for row in range(ROWS))))
    inner.setFixedHeight(120)
    (first,) = buttons("first")
    (bar,) = buttons("bar")
    filler = QWidget()
    filler.setFixedHeight(400)
    window = show(first, page_of(filler, inner), bar, height=300)
    FocusScroller(window)
    bar.setFocus()
    key(bar, "Shift+Tab")
    assert shown(window, "row_11")


def test_what_is_told_is_brought_in_sight_and_the_keys_stay_seen(window: QWidget) -> None:
    named(window, "row_10").setFocus()
    scroll_into_view(named(window, "row_11"))
    settle()
    assert shown(window, "row_11")
    assert shown(window, "row_10")
    scroll_into_view(named(window, "row_0"))
    settle()
    assert shown(window, "row_10"), "whoever types sees where"


def test_room_stays_for_the_ring(window: QWidget) -> None:
    named(window, "row_5").setFocus()
    settle()
    area, control = named(window, "page", QScrollArea), named(window, "row_5")
    bottom = control.mapTo(area.viewport(), QPoint(0, control.height())).y()
    assert area.viewport().height() - bottom >= AROUND


def test_controls_that_the_focus_only_passes_move_nothing(window: QWidget) -> None:
    named(window, "row_11").setFocus()
    named(window, "bar").setFocus()
    settle()
    assert top(window) == 0


def test_a_page_that_grows_while_it_opens_keeps_the_keys_in_sight(window: QWidget) -> None:
    named(window, "row_11").setFocus()
    settle()
    assert shown(window, "row_11")
    # A row that turns into a column, when its width is known at last.
    named(window, "row_2").setMinimumHeight(200)
    settle()
    assert shown(window, "row_11")
