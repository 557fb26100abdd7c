"""A user's hands on real windows: what cannot be seen, reached or pressed by a person cannot be pressed here either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar, overload

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QKeyCombination, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from tests.helpers.painted_words import painted_words
from tests.helpers.until import PATIENCE_S, wait_for

_LEFT, _NOTHING, _PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier

Kind = TypeVar("Kind", bound=QWidget)


failed: list[BaseException] = []
"""What slots and workers of the visit that is open raised: Qt would only print it."""


def until(condition: Callable[[], object], what: str | Callable[[], str]) -> None:
    """Lets the windows live until `condition` holds; fails with the sentence `what` where it never does, and at once
    with what a slot raised: what is waited for would not come any more."""

    def live() -> None:
        _live(5)
        if failed:
            raise failed.pop(0)

    wait_for(condition, what, live, PATIENCE_S)


def until_focused(control: QWidget, why: str = "the keys are there") -> None:
    """Waits until `control` itself has the keyboard's focus: a window that opens has it once the server says so."""
    until(control.hasFocus, lambda: f"{why}: on {control.objectName()}, not on {QApplication.focusWidget()}")


def settle() -> None:
    """Lets the windows do what they have to do now: lay out, paint, delete."""
    for _ in range(3):
        _live(0)


def until_laid_out(window: QWidget) -> None:
    """Waits until every part of `window` has found its place: a row that turns into a column gives its parts other
    widths, whose rows may turn in their turn."""

    def same() -> bool:
        places = [part.geometry() for part in window.findChildren(QWidget)]
        settle()
        # Once the server has answered, it has told of every new size that Qt has given a window.
        QGuiApplication.sync()
        return places == [part.geometry() for part in window.findChildren(QWidget)]

    until(same, f"the parts of {window.objectName()} have found their places")


def _live(ms: int) -> None:
    loop = QEventLoop()
    if ms:
        # Its own: one that deletes itself was seen to crash while other threads ran (`test_house` says more).
        timer = QTimer(loop, singleShot=True, interval=ms)
        timer.timeout.connect(loop.quit)
        timer.start()
    else:
        QTimer.singleShot(0, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@overload
def named(window: QWidget, name: str) -> QWidget: ...
@overload
def named(window: QWidget, name: str, kind: type[Kind]) -> Kind: ...
def named(window: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The one visible widget of `window` with that object name; waits until there is one."""
    return _only(window, lambda: window.findChildren(kind, name), f"a {kind.__name__} named {name}")


def button(window: QWidget, text: str) -> QAbstractButton:
    """The one visible button of `window` that says `text`; waits until there is one."""
    said = text.replace("&", "")

    def saying() -> list[QAbstractButton]:
        return [each for each in window.findChildren(QAbstractButton) if each.text().replace("&", "") == said]

    return _only(window, saying, f"a button that says “{text}”")


def _only(window: QWidget, fitting: Callable[[], list[Kind]], what: str) -> Kind:
    seen: list[Kind] = []

    def one() -> bool:
        seen[:] = [each for each in fitting() if each.isVisible()]
        return len(seen) == 1

    until(one, lambda: f"one visible {what} in {window.objectName()} (now {len(seen)})")
    return seen[0]


def front(window: QWidget) -> None:
    """Brings a window to the front and gives it the keyboard, as the window manager does when it is opened or clicked.

    There is none on the tests' own screen.
    """
    until(window.isVisible, f"the window {window.objectName()} is shown")
    if not window.isActiveWindow():
        window.activateWindow()
        until(window.isActiveWindow, f"the window {window.objectName()} has the keyboard")


def turn_wheel(part: QWidget) -> QWheelEvent:
    """Turns the mouse's wheel one step down over the middle of `part`."""
    middle = QPointF(part.rect().center())
    turned = QWheelEvent(
        middle,
        part.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        _NOTHING,
        _PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(part, turned)
    return turned


def press(control: QWidget, at: QPoint | None = None) -> None:
    """Clicks on `control`, at its middle or at the given point of it, once a person could: it is scrolled to, and must
    be visible, enabled, inside its window and not covered by anything."""
    point = at or _middle(control)
    _come_to(control, point)
    window = control.window()
    if window.windowType() != Qt.WindowType.Popup:
        _close_list()
        front(window)
    handle = window.windowHandle()
    QTest.mouseMove(handle, control.mapTo(window, point))
    if _why_not(control, point):
        # While the mouse came, what stands above it on the page was laid out and moved it.
        _come_to(control, point)
    QTest.mouseClick(handle, _LEFT, _PLAIN, control.mapTo(window, point))


def _come_to(control: QWidget, point: QPoint) -> None:
    _scroll_to(control, point)
    until(lambda: not _why_not(control, point), lambda: _why_not(control, point))


def _close_list() -> None:
    """A list that hangs open would take the click; a person sees it and closes it first."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        key(popup, "Esc")


def _middle(control: QWidget) -> QPoint:
    middle = control.rect().center()
    if isinstance(control, QCheckBox | QRadioButton):
        # These take clicks on their box and words only, however wide the layout makes them.
        return QPoint(min(10, middle.x()), middle.y())
    return middle


def _scroll_to(control: QWidget, point: QPoint) -> None:
    widget = control.parentWidget()
    while widget is not None:
        contents = widget.widget() if isinstance(widget, QScrollArea) else None
        if isinstance(widget, QScrollArea) and contents and contents.isAncestorOf(control):
            inside = control.mapTo(contents, point)
            # A table may be higher than what is seen of its page.
            across, down = (min(half, seen // 2 - 8) for half, seen in _halves(control, widget.viewport()))
            widget.ensureVisible(inside.x(), inside.y(), across, down)
        widget = widget.parentWidget()


def _halves(control: QWidget, seen: QWidget) -> Iterator[tuple[int, int]]:
    yield control.width() // 2 + 8, seen.width()
    yield control.height() // 2 + 8, seen.height()


def _why_not(control: QWidget, point: QPoint) -> str:
    """Why a person cannot click there now; nothing if they can."""
    name = f"{type(control).__name__} {control.objectName()}"
    window, modal = control.window(), QApplication.activeModalWidget()
    if not control.isVisible():
        return f"{name} is not visible"
    if not control.isEnabled():
        return f"{name} is not enabled"
    if not window.rect().contains(control.mapTo(window, point)):
        return f"{name} is outside its window"
    if modal is not None and not _opened_from(window, modal):
        return f"{name} lies behind the dialog {modal.objectName()}"
    top = QApplication.widgetAt(control.mapToGlobal(point))
    if top is not control and (top is None or not control.isAncestorOf(top)):
        return f"{name} is covered by {type(top).__name__} {top.objectName() if top else ''}"
    return ""


def _opened_from(window: QWidget | None, modal: QWidget) -> bool:
    """True for the dialog itself and what hangs open from it, such as the list of a field."""
    while window is not None and window is not modal:
        window = window.parentWidget()
    return window is modal


def key(where: QWidget, keys: str) -> None:
    """Presses keys, "F10" or "Ctrl+Z", in a window, or in the control that holds the keyboard's focus."""
    front(where.window())
    if not where.isWindow():
        _until_focus(where)
    pressed: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs forget __getitem__
    assert pressed.key() != Qt.Key.Key_unknown, f"no keys: {keys}"
    QTest.keyClick(where.window().windowHandle(), pressed.key(), pressed.keyboardModifiers())


def hold_enter(window: QWidget) -> None:
    """What a keyboard sends while Enter, which was pressed before, is held down."""
    front(window)
    for _ in range(5):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            enter = QKeyEvent(kind, Qt.Key.Key_Return, _PLAIN, "\r", True)
            QApplication.sendEvent(window.windowHandle(), enter)


def tab_to(window: QWidget, name: str) -> QWidget:
    """Presses Tab until the control of that name has the keyboard's focus; fails when the round is closed."""
    passed: list[QWidget | None] = []
    while (focused := _focused_in(window)) is None or focused.objectName() != name:
        assert focused is None or focused not in passed, f"Tab does not come to {name}, only to {_names(passed)}"
        passed.append(focused)
        key(window, "Tab")
    return focused


def _focused_in(window: QWidget) -> QWidget | None:
    focused = QApplication.focusWidget()
    return focused if focused is not None and focused.window() is window else None


def _names(widgets: list[QWidget | None]) -> list[str]:
    return [widget.objectName() for widget in widgets if widget is not None]


def _until_focus(control: QWidget) -> None:
    until(
        lambda: _has_focus(control), lambda: f"{control.objectName()} has the focus, not {QApplication.focusWidget()}"
    )


def _has_focus(control: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is control or control.isAncestorOf(focused))


def write(field: QWidget, text: str, at_once: bool = False) -> None:
    """Clicks into `field` and writes `text`, in any script, over whatever stands there; `at_once` as an input method
    does, which hands over a whole phrase: where letter by letter is not what is looked at."""
    press(field)
    key(field, "Ctrl+A")
    if not text:
        key(field, "Del")
    type_in(field, text, at_once)


def type_in(field: QWidget, text: str, at_once: bool = False) -> None:
    """Types `text` where the focus is, which must be `field`."""
    _until_focus(field)
    handle = field.window().windowHandle()
    if at_once:
        QTest.sendKeyEvent(QTest.KeyAction.Click, handle, Qt.Key(0), text, _PLAIN)
        return
    for letter in text:
        # `QTest.keyClicks` aborts Python at the first Bangla letter; a key without a code carries any text.
        code = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key(0)
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isascii() and letter.isupper() else _PLAIN
        QTest.sendKeyEvent(QTest.KeyAction.Click, handle, code, letter, shift)


def toggle(control: QWidget) -> None:
    """Ticks a control as a screen reader or a switch does, without mouse and keys."""
    actions = QAccessible.queryAccessibleInterface(control).actionInterface()
    actions.doAction(actions.toggleAction())
    settle()


def choose(combo: QComboBox, text: str) -> None:
    """Opens `combo` and clicks on the line that says `text`."""
    press(combo)
    view = combo.view()
    until(view.isVisible, f"the list of {combo.objectName()} is open")
    row = combo.findText(text)
    offered = [combo.itemText(line) for line in range(combo.count())]
    assert row >= 0, f"{combo.objectName()} offers no “{text}”, only {offered}"
    press_cell(view, row, combo.modelColumn())


def pick(path: Path) -> None:
    """Types the path of a file, or of a folder, into the dialog that asks for one, and presses Enter; then the window
    that asked has the keyboard again, or what it asks next."""
    until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "a dialog asks for a file")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    asking = dialog.parentWidget()
    assert asking is not None, "it belongs to a window"
    write(named(dialog, "fileNameEdit", QLineEdit), str(path), at_once=True)
    key(dialog, "Return")
    until(lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog), f"the dialog takes {path.name}")
    behind = QApplication.activeModalWidget() or (asking.window() if isValid(asking) else None)
    if behind is not None:
        front(behind)


def press_cell(view: QAbstractItemView, row: int, column: int = 0, at: QPoint | None = None) -> None:
    """Clicks on a cell of a list or table, at its middle or at the given point of it."""
    index = view.model().index(row, column, view.rootIndex())
    view.scrollTo(index)
    box = view.visualRect(index)
    press(view.viewport(), box.topLeft() + at if at else box.center())


def press_words(part: QWidget, text: str) -> None:
    """Clicks on words that a part paints itself: a chip of the class, a button in a row."""
    until(lambda: [words for words in painted_words(part) if words.text == text], f"“{text}” stands on {part}")
    words = next(words for words in painted_words(part) if words.text == text)
    press(words.on, words.box.center().toPoint())
