"""What the tests of the pages before the desk share: the look of the desk, and a window that holds one part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look.theme import apply_theme
from tests.helpers.hands import front, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture(autouse=True)
def look(qapp: QApplication, windows: None) -> Iterator[None]:
    """The desk's look; taken off afterwards."""
    apply_theme(qapp)
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a part into a window of its own and shows it."""
    windows: list[QWidget] = []

    def shown(part: QWidget) -> QWidget:
        window = QWidget()
        window.setObjectName("window")
        window.resize(700, 500)
        QVBoxLayout(window).addWidget(part)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        front(window)
        settle()
        return window

    return shown
