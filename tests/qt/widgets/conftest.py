"""What the tests of the parts share: the look, a translator, and a window to put a part into."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bsuh_desktop.qt.look.i18n import CatalogueTranslator, speak, switch
from bsuh_desktop.qt.look.theme import apply_theme
from tests.helpers.hands import front, settle

Show = Callable[..., QWidget]


def shows(part: QWidget, *colours: QColor) -> bool:
    """True if each of `colours` stands somewhere on `part` now."""
    image = part.grab().toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    return {colour.rgba() for colour in colours} <= seen


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The desk's look in its usual size; taken off afterwards, for what is tested next wears none."""
    apply_theme(qapp)
    yield
    apply_theme(qapp)
    qapp.setStyleSheet("")


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[CatalogueTranslator]:
    """English at first; `switch(qapp, translator, "bn")` turns it over."""
    installed = speak(qapp, "en")
    yield installed
    qapp.removeTranslator(installed)
    installed.deleteLater()


@pytest.fixture
def bangla(qapp: QApplication, translator: CatalogueTranslator) -> None:
    """The desk speaks Bangla."""
    switch(qapp, translator, "bn")


@pytest.fixture
def show() -> Iterator[Show]:
    """Shows parts in a window in front: `show(part, width=500)`; returns the window."""
    shown: list[QWidget] = []

    def put(*parts: QWidget, width: int = 600, height: int = 400) -> QWidget:
        window = QWidget()
        window.setObjectName("window")
        window.setProperty("role", "page")
        column = QVBoxLayout(window)
        for part in parts:
            column.addWidget(part)
        window.resize(width, height)
        window.show()
        front(window)
        settle()
        shown.append(window)
        return window

    yield put
    for window in shown:
        window.close()
        window.deleteLater()
    settle()
