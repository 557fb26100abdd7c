from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.widgets.side_by_side import SideBySide

pytestmark = pytest.mark.usefixtures("windows")


def pair(qtbot: QtBot, *leasts: int) -> tuple[QScrollArea, SideBySide, list[QWidget]]:
    """Two parts in a page that scrolls downwards only."""
    columns, parts = SideBySide(), [QWidget() for _ in leasts]
    row = QHBoxLayout(columns)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(20)
    for part, least in zip(parts, leasts, strict=True):
        part.setMinimumSize(100, 400)
        part.setProperty("least", least)
        row.addWidget(part)
    page = QScrollArea()
    qtbot.addWidget(page)
    page.setWidgetResizable(True)
    page.setWidget(columns)
    page.resize(1000, 600)
    page.show()
    qtbot.waitExposed(page)
    return page, columns, parts


def widen(qtbot: QtBot, page: QScrollArea, width: int) -> None:
    page.resize(width, 600)
    qtbot.waitUntil(lambda: page.viewport().width() > width - 40 and page.width() == width)


def test_parts_stand_side_by_side_until_their_words_want_more(qtbot: QtBot) -> None:
    page, columns, (left, right) = pair(qtbot, 300, 300)
    assert columns.in_a_row()
    widen(qtbot, page, 600)
    qtbot.waitUntil(lambda: not columns.in_a_row())
    qtbot.waitUntil(lambda: right.y() >= left.y() + 400)
    assert columns.width() == page.viewport().width()
    widen(qtbot, page, 1000)
    qtbot.waitUntil(columns.in_a_row)


def test_a_hidden_part_wants_nothing(qtbot: QtBot) -> None:
    page, columns, (_, right) = pair(qtbot, 300, 300)
    widen(qtbot, page, 600)
    qtbot.waitUntil(lambda: not columns.in_a_row())
    right.hide()
    qtbot.waitUntil(columns.in_a_row)


def test_a_page_never_scrolls_sideways(qtbot: QtBot) -> None:
    page, columns, _ = pair(qtbot, 300, 300)
    widen(qtbot, page, 300)
    qtbot.waitUntil(lambda: not columns.in_a_row())
    assert columns.minimumSizeHint().width() == 100
    assert columns.width() == page.viewport().width()
