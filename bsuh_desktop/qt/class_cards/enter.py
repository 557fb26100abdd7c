"""What Enter does on a page: it presses the button that has the keys, else the page's own verb."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(page: QWidget, verb: QPushButton) -> bool:
    """Presses what Enter means on `page`; True if something was pressed."""
    focused = QApplication.focusWidget()
    button = focused if isinstance(focused, QAbstractButton) and page.isAncestorOf(focused) else verb
    if not (button.isEnabled() and button.isVisible()):
        return False
    button.click()
    return True


def is_undo(event: QKeyEvent) -> bool:
    """True for Ctrl+Z, whichever script the keyboard writes."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and event.key() == Qt.Key.Key_Z
