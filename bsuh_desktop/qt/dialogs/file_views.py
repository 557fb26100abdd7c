"""The two lists of the dialog that asks for a file: the places at its side, and how the files are painted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QDate, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.dialogs.file_places import FilePlace, FilePlaceGroup, size_words
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.widgets.icons import SIDE, icon
from bsuh_desktop.qt.widgets.keycap import ENTER
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text

AnyIndex = QModelIndex | QPersistentModelIndex
NAME, SIZE, KIND, CHANGED = range(4)
"""The columns of Qt's model of files."""
_HEADINGS = {NAME: Message("Name"), SIZE: Message("Size"), CHANGED: Message("Changed")}
_PAD = 12
_PLACE = Qt.ItemDataRole.UserRole


class PlaceList(Restyled, QtWidgets.QListWidget):
    """The places in groups, each below its title. `wanted` carries the folder that was clicked, or chosen by Enter."""

    wanted = Signal(Path)

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("file_places")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QtWidgets.QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._groups: tuple[FilePlaceGroup, ...] = ()
        self._here: Path | None = None
        self.itemClicked.connect(self._want)
        self.itemActivated.connect(self._want)

    def set_groups(self, groups: tuple[FilePlaceGroup, ...]) -> None:
        """The places to show."""
        if groups != self._groups:
            self._groups = groups
            self.retranslate()

    def mark(self, folder: Path) -> None:
        """`folder` is the one whose files are shown."""
        self._here = folder
        for item, place in self._items():
            if place.path == folder:
                # Where a person has scrolled to stays.
                self.setAutoScroll(False)
                self.setCurrentItem(item)
                self.setAutoScroll(True)
                return
        self.setCurrentRow(-1)

    def retranslate(self) -> None:
        """Builds the list anew."""
        self.clear()
        for group in self._groups:
            title = QtWidgets.QListWidgetItem(desk_say(group.title), self)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            for place in group.places:
                item = QtWidgets.QListWidgetItem(desk_text(place.text), self)
                item.setData(_PLACE, place)
                item.setToolTip(str(place.path) if place.path.name else "")
        self.restyle()
        self.setAccessibleName(desk_say(Message("Places")))
        if self._here is not None:
            self.mark(self._here)

    def restyle(self) -> None:
        """Icons and rows follow the size of the text."""
        self.setIconSize(QSize(scaled_text(SIDE), scaled_text(SIDE)))
        for row in range(self.count()):
            item = self.item(row)
            place = item.data(_PLACE)
            item.setSizeHint(QSize(0, scaled_box(40 if place else 30)))
            if place is not None:
                item.setIcon(icon(place.glyph))
            else:
                item.setFont(desk_font(13, bold=True))

    def wide(self) -> int:
        """The width at which no place is cut off."""
        metrics = QFontMetrics(desk_font())
        words = max((metrics.horizontalAdvance(item.text()) for item, _ in self._items()), default=0)
        return words + scaled_text(SIDE) + 3 * _PAD + self.verticalScrollBar().sizeHint().width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place, and presses no button of the dialog."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()

    def _items(self) -> Sequence[tuple[QtWidgets.QListWidgetItem, FilePlace]]:
        items = [self.item(row) for row in range(self.count())]
        return [(item, place) for item in items if (place := item.data(_PLACE)) is not None]

    def _want(self, item: QtWidgets.QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is not None:
            self.wanted.emit(place.path)


class FileHeader(QtWidgets.QHeaderView):
    """Headings in the desk's language and words."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def initStyleOptionForIndex(self, option: QtWidgets.QStyleOptionHeader, logical: int) -> None:
        """The words of a heading."""
        super().initStyleOptionForIndex(option, logical)
        if logical in _HEADINGS:
            option.text = desk_say(_HEADINGS[logical])

    def sectionSizeFromContents(self, logical: int) -> QSize:
        """Wide enough for the words and the arrow that shows the order."""
        size = super().sectionSizeFromContents(logical)
        metrics = QFontMetrics(desk_font(13, bold=True))
        words = desk_say(_HEADINGS[logical]) if logical in _HEADINGS else ""
        return QSize(metrics.horizontalAdvance(words) + 2 * _PAD + scaled_text(SIDE), size.height())


class FileDelegate(QtWidgets.QStyledItemDelegate):
    """Rows as high as those of tables, our icons, sizes and days in the desk's language. `is_stick` says of a path
    whether it is one."""

    def __init__(self, parent: QtWidgets.QWidget, is_stick: Callable[[Path], bool]) -> None:
        super().__init__(parent)
        self._is_stick = is_stick

    def initStyleOption(self, option: QtWidgets.QStyleOptionViewItem, index: AnyIndex) -> None:
        """What is painted."""
        super().initStyleOption(option, index)
        model = index.model()
        if not isinstance(model, QtWidgets.QFileSystemModel):
            return
        folder, size = model.isDir(index), QSize(scaled_text(SIDE), scaled_text(SIDE))
        option.state &= ~QtWidgets.QStyle.StateFlag.State_HasFocus
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        if index.column() == NAME:
            option.icon, option.decorationSize = icon(self._glyph(model, index)), size
        elif index.column() == SIZE:
            option.text = "" if folder else desk_say(size_words(model.size(index)))
        elif index.column() == CHANGED:
            option.text = _day_words(model.lastModified(index).date())

    def _glyph(self, model: QtWidgets.QFileSystemModel, index: AnyIndex) -> str:
        if not model.isDir(index):
            return "file"
        if self._is_stick(Path(model.filePath(index))):
            return "usb"
        return "folder" if model.parent(index).isValid() else "disk"

    def sizeHint(self, option: QtWidgets.QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as a row of a table, as wide as the words."""
        whole = QtWidgets.QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        metrics = QFontMetrics(desk_font())
        return QSize(metrics.horizontalAdvance(whole.text) + 2 * _PAD, scaled_box(44))


def _day_words(day: QDate) -> str:
    # Not needed before there is a file to paint: the door must appear before msgspec is loaded, which comes with it.
    from bsuh_desktop.domain.dates import date_words

    known = day.isValid()
    return date_words(datetime.date(day.year(), day.month(), day.day()), desk_language()) if known else ""
