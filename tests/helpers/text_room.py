"""How much room the text of a control needs, and how much it has: labels, buttons, fields, lists, heads and tabs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from bsuh_desktop.qt.widgets.layouts import Yielding

LONGEST_NUMBER = 4


@dataclasses.dataclass(frozen=True)
class Room:
    """A text, the px that it needs and the px that it has."""

    text: str
    needed: QSize
    given: QSize

    @property
    def short(self) -> bool:
        """True if it does not fit. One px is the rounding of letters."""
        return self.needed.width() > self.given.width() + 1 or self.needed.height() > self.given.height() + 1

    def __str__(self) -> str:
        """In words."""
        needed, given = self.needed, self.given
        return f"“{self.text}” needs {needed.width()}x{needed.height()} and has {given.width()}x{given.height()}"


def paints_itself(widget: QWidget, method: str = "paintEvent") -> bool:
    """True for the project's own parts: their words are observed while they are painted."""
    return _written_here(widget, method)


def _written_here(thing: object, method: str) -> bool:
    owner = next(each for each in type(thing).__mro__ if method in vars(each))
    return not owner.__module__.startswith("PySide6")


def text_rooms(widget: QWidget) -> Iterator[Room]:
    """The texts of a control of Qt's own painting."""
    if paints_itself(widget):
        return
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        yield from _button(widget)
    elif isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
        yield Room(widget.text(), widget.sizeHint(), widget.size())
    elif isinstance(widget, QLineEdit):
        yield from _field(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _head(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _label(label: QLabel) -> Iterator[Room]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return
    # The label's own hint even where a subclass says another: it is what QLabel paints.
    hint = QLabel.sizeHint(label)
    if label.wordWrap():
        hint = QSize(QLabel.minimumSizeHint(label).width(), QLabel.heightForWidth(label, label.width()))
    yield Room(text, hint, label.size())


def _button(button: QPushButton | QCheckBox | QRadioButton) -> Iterator[Room]:
    if not button.text():
        return
    option = QStyleOptionButton()
    option.initFrom(button)
    element = QStyle.SubElement.SE_PushButtonContents
    if isinstance(button, QCheckBox):
        element = QStyle.SubElement.SE_CheckBoxContents
    elif isinstance(button, QRadioButton):
        element = QStyle.SubElement.SE_RadioButtonContents
    given = button.style().subElementRect(element, option, button).size()
    needed = _size(button, button.text())
    if not button.icon().isNull():
        needed.setWidth(needed.width() + button.iconSize().width() + 4)
    yield Room(button.text(), needed, given)


def _size(widget: QWidget, text: str) -> QSize:
    return QFontMetrics(widget.font()).size(Qt.TextFlag.TextShowMnemonic, text)


def _field(field: QLineEdit) -> Iterator[Room]:
    """What is not typed must be seen whole, and so must a number; what else a person types may be longer than its
    field."""
    option = QStyleOptionFrame()
    option.initFrom(field)
    option.lineWidth = 1
    given = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).size()
    margins = field.textMargins()
    icons = sum(button.width() for button in field.findChildren(QToolButton) if button.isVisible())
    # QLineEdit keeps 2 px at either side.
    given -= QSize(margins.left() + margins.right() + icons + 4, margins.top() + margins.bottom())
    whole = field.isReadOnly() or len(field.displayText()) <= LONGEST_NUMBER
    for text in (field.placeholderText(), field.displayText() if whole else ""):
        if text:
            yield Room(text, _size(field, text), given)
    yield Room(field.displayText(), QSize(0, _size(field, field.displayText()).height()), given)


def _combo(combo: QComboBox) -> Iterator[Room]:
    option = QStyleOptionComboBox()
    option.initFrom(combo)
    part = QStyle.SubControl.SC_ComboBoxEditField
    given = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo).size()
    # One that yields has room for what is chosen; its list is as wide as all of its words.
    lines: Iterable[int] = [combo.currentIndex()] if isinstance(combo, Yielding) else range(combo.count())
    for line in lines:
        yield Room(combo.itemText(line), _size(combo, combo.itemText(line)), given)


def _tabs(tabs: QTabBar) -> Iterator[Room]:
    for place in range(tabs.count()):
        if tabs.isTabVisible(place):
            shown = tabs.tabRect(place).intersected(tabs.rect())
            yield Room(tabs.tabText(place), _size(tabs, tabs.tabText(place)), shown.size())


def _head(head: QHeaderView) -> Iterator[Room]:
    across = head.orientation() == Qt.Orientation.Horizontal
    for place in range(head.count()):
        text = head.model().headerData(place, head.orientation())
        if head.isSectionHidden(place) or not isinstance(text, str) or not text:
            continue
        needed, given = head.sectionSizeHint(place), head.sectionSize(place)
        if across:
            yield Room(text, QSize(needed, head.sizeHint().height()), QSize(given, head.height()))
        else:
            yield Room(text, QSize(head.sizeHint().width(), needed), QSize(head.width(), given))


def _cells(view: QAbstractItemView) -> Iterator[Room]:
    model = view.model()
    if model is None:
        return
    columns = [view.modelColumn()] if isinstance(view, QListView) else range(model.columnCount(view.rootIndex()))
    for row in range(model.rowCount(view.rootIndex())):
        for column in columns:
            index = model.index(row, column, view.rootIndex())
            text = index.data()
            if isinstance(text, str) and text and not _own_cell(view, index):
                given = view.visualRect(index).size()
                given.setWidth(min(given.width(), view.viewport().width()))
                yield Room(text, view.sizeHintForIndex(index), given)


def _own_cell(view: QAbstractItemView, index: QModelIndex) -> bool:
    delegate = view.itemDelegateForIndex(index)
    shown = not view.visualRect(index).isEmpty()
    return not shown or not isinstance(delegate, QStyledItemDelegate) or _written_here(delegate, "paint")
