"""Which widgets a layout holds, and what asking leaves behind."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget, QWidgetItem

from bsuh_desktop.qt.widgets.layouts import widgets_in


def test_widgets_come_in_the_order_of_the_layout(qapp: QApplication) -> None:
    page = QWidget()
    column, row = QVBoxLayout(page), QHBoxLayout()
    first, third, hidden, beside = QLabel(), QLabel(), QPushButton(), QPushButton()
    column.addWidget(third)
    column.insertWidget(0, first)
    column.addStretch()
    column.insertWidget(1, hidden)
    hidden.hide()
    column.addLayout(row)
    row.addWidget(beside)
    assert widgets_in(column) == [first, hidden, third]
    assert widgets_in(row) == [beside]


def test_nothing_of_a_deleted_item_is_left_behind(qapp: QApplication) -> None:
    """What would be left comes back as the receiver of somebody else's event."""
    page = QWidget()
    column = QVBoxLayout(page)
    for _ in range(9):
        column.addWidget(QPushButton())
    before = _items()
    for button in widgets_in(column):
        button.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert column.count() == 0
    assert _items() == before


def _items() -> int:
    return sum(isinstance(one, QWidgetItem) for one in shiboken6.getAllValidWrappers())
