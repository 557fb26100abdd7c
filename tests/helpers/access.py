"""Says which controls a person cannot use without a mouse or without seeing them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QScrollArea, QWidget

from bsuh_desktop.qt.widgets.fields import NumberPad
from tests.helpers.hands import front, key

_TAB = Qt.FocusPolicy.TabFocus


def out_of_reach(window: QWidget) -> list[str]:
    """What is wrong, a sentence each: controls without a name, controls that Tab does not reach, a focus that is lost.

    Presses Tab in `window`, which must be shown, until the round is closed.
    """
    controls = [control for control in window.findChildren(QWidget) if _usable(control)]
    found = [f"{_called(control)} has no name" for control in controls if not name_of(control)]
    found += [f"{_called(control)} takes no keys" for control in controls if _by_mouse_only(control)]
    reached, lost = _round(window)
    missed = [control for control in controls if _by_tab(control) and control not in reached]
    return found + lost + [f"Tab does not reach {_called(control)}" for control in missed]


def name_of(control: QWidget) -> str:
    """What a screen reader calls `control`: its accessible name, its text, or its label's."""
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def _usable(control: QWidget) -> bool:
    """True for what a person may want to use: it takes the focus, or it is a button."""
    if not control.isVisible() or not control.isEnabled() or control.isWindow():
        return False
    if isinstance(control.parentWidget(), QLineEdit | QComboBox | NumberPad):
        # These are parts of their field: its keys do what they do.
        return False
    return _by_tab(control) or isinstance(control, QAbstractButton | QLineEdit | QComboBox)


def _by_tab(control: QWidget) -> bool:
    if isinstance(control, QScrollArea):
        # A page: what stands in it has the names, and Tab scrolls to it.
        return False
    return bool(control.focusPolicy().value & _TAB.value) and control.focusProxy() is None


def _by_mouse_only(control: QWidget) -> bool:
    """A button that Tab passes by. Of buttons that exclude each other Tab reaches the chosen one, arrows the others."""
    exclusive = isinstance(control, QAbstractButton) and (control.autoExclusive() or control.group() is not None)
    return not _by_tab(control) and not exclusive and control.focusProxy() is None


def _round(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """What Tab reaches in one round, and where it was lost."""
    reached: list[QWidget] = []
    lost: list[str] = []
    front(window)
    if QApplication.focusWidget() is None:
        lost.append(f"nothing in {window.objectName()} has the focus")
    while True:
        before = QApplication.focusWidget()
        key(window, "Tab")
        now = QApplication.focusWidget()
        if now is None or now.window() is not window:
            return reached, [*lost, f"the focus is lost after {_called(before)}"]
        if now in reached:
            return reached, lost
        reached.append(now)
        if now.visibleRegion().isEmpty():
            lost.append(f"{_called(now)} has the focus and cannot be seen")


def _called(control: QWidget | None) -> str:
    return f"{type(control).__name__} {control.objectName() or name_of(control)}" if control else "nothing"
