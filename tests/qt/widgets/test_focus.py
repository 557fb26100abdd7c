"""The ring goes where the keys go, follows what moves, and lets every click through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.widgets.chips import Chip, ChipGrid
from bsuh_desktop.qt.widgets.focus import FocusRing, around
from tests.helpers.hands import key, press, settle
from tests.qt.widgets.conftest import Show, shows


@pytest.fixture
def window(show: Show) -> QWidget:
    first, second = QPushButton("First"), QPushButton("Second")
    first.setObjectName("first")
    second.setObjectName("second")
    window = show(first, second)
    FocusRing(window)
    first.setFocus()
    settle()
    return window


def _ring(window: QWidget) -> FocusRing:
    ring = window.findChild(FocusRing)
    assert ring is not None
    return ring


def _around(window: QWidget, widget: QWidget) -> QRect:
    corner = widget.mapTo(window, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-around(), -around(), around(), around())


def _button(window: QWidget, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert found is not None
    return found


def test_it_goes_where_the_keys_go(window: QWidget) -> None:
    key(_button(window, "first"), "Tab")
    assert _ring(window).geometry() == _around(window, _button(window, "second"))
    assert shows(window, colours.INDIGO)


def test_it_follows_what_moves_and_goes_with_it(window: QWidget) -> None:
    first = _button(window, "first")
    first.move(first.pos() + QPoint(10, 20))
    assert _ring(window).geometry() == _around(window, first)
    first.resize(90, 50)
    assert _ring(window).geometry() == _around(window, first)
    first.hide()
    settle()
    assert _ring(window).geometry() == _around(window, _button(window, "second"))


def test_clicks_go_through_it(window: QWidget) -> None:
    clicks: list[bool] = []
    first = _button(window, "first")
    first.clicked.connect(lambda: clicks.append(True))
    press(first)
    press(first, QPoint(1, first.height() // 2))
    assert len(clicks) == 2


def test_it_follows_a_page_that_scrolls_and_is_cut_at_its_edge(show: Show) -> None:
    page, body = QScrollArea(), QWidget()
    column = QVBoxLayout(body)
    fields = [QLineEdit(str(place)) for place in range(30)]
    for field in fields:
        column.addWidget(field)
    page.setWidget(body)
    page.setWidgetResizable(True)
    head = QLabel("The head over the page")
    head.setFixedHeight(120)
    window = show(head, page)
    FocusRing(window)
    fields[0].setFocus()
    settle()
    assert _ring(window).geometry() == _around(window, fields[0])
    page.verticalScrollBar().setValue(20)
    settle()
    assert _ring(window).geometry() == _around(window, fields[0])
    assert shows(window, colours.INDIGO)
    page.verticalScrollBar().setValue(80)
    settle()
    assert _ring(window).geometry().intersects(head.geometry())
    assert not shows(window, colours.INDIGO)


def test_a_part_may_paint_its_own(show: Show) -> None:
    grid = ChipGrid()
    grid.set_chips([Chip(1, "1"), Chip(2, "2")])
    window = show(grid)
    FocusRing(window)
    grid.setFocus()
    settle()
    assert not _ring(window).isVisible()
    assert shows(grid, colours.INDIGO)


def test_on_dark_ground_it_is_light(window: QWidget) -> None:
    first = _button(window, "first")
    first.setProperty("on_night", True)
    first.clearFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert shows(window, colours.AMBER)


def test_a_control_that_goes_with_the_focus_takes_its_ring_along(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ring = FocusRing(window)
    inner = QWidget(window)
    button = QPushButton("one", inner)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(ring.isVisible)
    inner.deleteLater()
    qtbot.waitUntil(lambda: not ring.isVisible())
