"""How an imported list is read: which row holds the headings, and what each column means; a person can change both.

The words of the dialog are in `presenters.class_lists.file_step`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.file_step import BACK, COLUMNS, NO_ROW, THIS_ROW, HeadingRow
from bsuh_desktop.presenters.class_lists.review_step import ColumnLine as LineModel
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.widgets.restyled import Folding
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.qt.widgets.scroller import table_height

_WIDTH, _AROUND = 620, 250


class HeadingRowDialog(Dialog):
    """`answered` carries the key of the button; `row` is the row with the cursor. Enter on a row chooses it."""

    def __init__(self, bridge: Bridge, question: HeadingRow, parent: QWidget) -> None:
        super().__init__(
            Message("Which row holds the headings?"),
            Message("Choose the row with words such as Roll and Name."),
            [
                (NO_ROW, Message("No headings"), "secondary"),
                (BACK, Message("Not now"), "secondary"),
                (THIS_ROW, Message("This row"), "primary"),
            ],
            parent,
            safe=BACK,
        )
        self.setObjectName("heading_row_dialog")
        self._question = question
        self._table = table = RowTable()
        table.setObjectName("top_rows")
        self.say(Message("The first rows of the list"), table.setAccessibleName)
        table.set_columns(COLUMNS)
        table.setMinimumWidth(min(scaled_box(_WIDTH), parent.window().width() - scaled_box(80)))
        self._most = max(scaled_box(160), parent.window().height() - scaled_box(_AROUND))
        self.add(table)
        self._show()
        table.set_current(question.model().current or table.rows()[0].key)
        table.setFocus()
        table.chosen.connect(lambda _: self.answer(THIS_ROW))
        bridge.public_changed.connect(self._show)

    @property
    def row(self) -> str:
        """The key of the row with the cursor."""
        return self._table.current_key()

    def _show(self) -> None:
        self._table.set_rows(self._question.model().rows)
        self._table.setFixedHeight(min(self._most, table_height(self._table)))


_GAP, _ABOVE, _LETTERS = 12, 4, 15


if TYPE_CHECKING:

    class _Part(Folding, QWidget):
        pass
else:
    _Part = Folding


class _Pair(_Part):
    """Mixin before the Qt class: two texts on one line, or one below the other where they do not fit."""

    _words, _meaning, _ink = "", "", colours.INK

    def tell(self, words: str, meaning: str, ink: QColor) -> None:
        """Both texts, already translated, and the colour of the meaning."""
        self._words, self._meaning, self._ink = words, meaning, ink
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.fold()

    def _sign(self) -> int:
        """Width in px taken by a sign at the right."""
        return 0

    def _rooms(self, width: int) -> tuple[QRectF, QRectF]:
        """The rectangles of the heading and of the meaning."""
        line, font = width - self._sign(), desk_font(_LETTERS)
        ours = words_size(self._meaning, font).width()
        left = line - ours - _GAP
        longest = max((words_size(word, font).width() for word in self._words.split()), default=0.0)
        above = float(scaled_box(_ABOVE))
        if longest <= left:
            height = max(words_size(self._words, font, left).height(), float(scaled_text(22)))
            return QRectF(0, above, left, height), QRectF(left + _GAP, above, ours + 1, height)
        first = words_size(self._words, font, max(1, line)).height()
        second = words_size(self._meaning, font, max(1, line)).height()
        return QRectF(0, above, line, first), QRectF(0, above + first, line, second)

    def _least(self) -> int:
        return scaled_box(32)

    def heightForWidth(self, width: int) -> int:
        """Height of both texts at that width."""
        return max(self._least(), round(max(box.bottom() for box in self._rooms(width)) + scaled_box(_ABOVE)))

    def hasHeightForWidth(self) -> bool:
        """Yes, text wraps."""
        return True

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_box(200), self.heightForWidth(scaled_box(200)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word."""
        words = [*self._words.split(), *self._meaning.split()]
        longest = max((words_size(word, desk_font(_LETTERS)).width() for word in words), default=0.0)
        return QSize(round(longest) + 1 + self._sign(), self._least())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints both texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        school, ours = self._rooms(self.width())
        spare = max(0.0, (self.height() - max(school.bottom(), ours.bottom()) - scaled_box(_ABOVE)) / 2)
        for box, text, ink in ((school, self._words, colours.INK_SOFT), (ours, self._meaning, self._ink)):
            beside = ours.left() > 0
            align = Qt.AlignmentFlag.AlignRight if box is ours and not beside else Qt.AlignmentFlag.AlignLeft
            draw_words(painter, box.translated(0, spare), text, desk_font(_LETTERS), ink, align, wrap=True)

    def _paint_ground(self, painter: QPainter) -> None:
        return None


class ColumnLine(_Pair, QWidget):
    """A column that cannot be changed."""


class ColumnChoice(_Pair, PickBox):
    """A column whose meaning can be chosen."""

    def _least(self) -> int:
        return scaled_box(44)

    def _sign(self) -> int:
        return scaled_text(12) + _GAP

    def _paint_ground(self, painter: QPainter) -> None:
        """A line below, and the sign of a menu at the right."""
        if self.isEnabled() and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.WELL)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillRect(QRectF(0, self.height() - stroke(), self.width(), stroke()), colours.LINE)
        side = scaled_text(10) / 2
        middle = QPointF(self.width() - side - 2, self.height() / 2)
        ink = colours.INK if self.isEnabled() else colours.INK_SOFT
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right, down = QPointF(-side, -side / 2), QPointF(side, -side / 2), QPointF(0, side / 2)
        painter.drawPolyline(QPolygonF([middle + left, middle + down, middle + right]))


class ColumnsCard(QObject):
    """`mapped` carries the letter of a column and the place of its new meaning among the choices."""

    mapped = Signal(str, int)

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._lines: dict[str, ColumnLine | ColumnChoice] = {}

    def show(self, columns: tuple[LineModel, ...]) -> None:
        """Shows the columns in the file's order. Lines that do not change keep their widgets."""
        wanted = {column.letter: column.choice is not None for column in columns}
        if {place: isinstance(line, ColumnChoice) for place, line in self._lines.items()} != wanted:
            self._clear()
            for column in columns:
                self._lines[column.letter] = line = self._line(column)
                self._form.columns_list.addWidget(line)
        for column in columns:
            self._tell(self._lines[column.letter], column)

    def _clear(self) -> None:
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}

    def _line(self, column: LineModel) -> ColumnLine | ColumnChoice:
        if column.choice is None:
            return ColumnLine()
        line, place = ColumnChoice(), column.letter
        line.setObjectName(f"column_{place}")
        line.activated.connect(lambda chosen: self.mapped.emit(place, chosen))
        return line

    def _tell(self, line: ColumnLine | ColumnChoice, column: LineModel) -> None:
        say = self._bridge.text
        words, meaning, untaken = say(column.words), say(column.meaning), colours.CORAL_TEXT
        if isinstance(line, ColumnChoice) and column.choice is not None:
            line.set_choices([say(option) for option in column.choice.options], column.choice.chosen)
            question = say(column.question)
            line.setAccessibleName(question)
            # Screen readers on Linux name a combo box by its current item.
            line.setAccessibleDescription(question)
            untaken = colours.INK_SOFT
        line.tell(words, meaning, colours.INK if column.taken else untaken)
