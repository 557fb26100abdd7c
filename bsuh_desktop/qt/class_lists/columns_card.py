"""What each column of a list is, one under the other; what may be changed is changed here by hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.column_lines import ColumnChoice, ColumnLine
from bsuh_desktop.qt.class_lists.column_words import our_words, school_words
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.look import colours
from bsuh_desktop.services.class_lists.columns import choice_words
from bsuh_desktop.services.class_lists.import_plan import ListColumn


class ColumnsCard(QObject):
    """`mapped` gives the letter of a column and what a person says that it is."""

    mapped = Signal(str, str)

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._lines: dict[str, ColumnLine | ColumnChoice] = {}
        self._columns: dict[str, ListColumn] = {}

    def show(self, columns: tuple[ListColumn, ...]) -> None:
        """The columns of a list, in the file's order. A line that stays stays where it is."""
        wanted = {column.place: column.changeable for column in columns}
        if {place: isinstance(line, ColumnChoice) for place, line in self._lines.items()} != wanted:
            self.clear()
            for column in columns:
                self._lines[column.place] = line = self._line(column)
                self._form.columns_list.addWidget(line)
        self._columns = {column.place: column for column in columns}
        for column in columns:
            self._tell(self._lines[column.place], column)

    def clear(self) -> None:
        """No list."""
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines, self._columns = {}, {}

    def _line(self, column: ListColumn) -> ColumnLine | ColumnChoice:
        if not column.changeable:
            return ColumnLine()
        line, place = ColumnChoice(), column.place
        line.setObjectName(f"column_{place}")
        line.activated.connect(lambda chosen: self._on_picked(place, chosen))
        return line

    def _on_picked(self, place: str, chosen: int) -> None:
        column = self._columns[place]
        if column.choices[chosen] != column.choice:
            self.mapped.emit(place, column.choices[chosen])

    def _tell(self, line: ColumnLine | ColumnChoice, column: ListColumn) -> None:
        bridge = self._bridge
        words, ours = school_words(bridge, column), our_words(bridge, column)
        if isinstance(line, ColumnChoice):
            choices = [bridge.say(choice_words(choice)) for choice in column.choices]
            line.set_choices(choices, column.choices.index(column.choice))
            question = bridge.say(Message("What is this column: {words}", words=words))
            line.setAccessibleName(question)
            # Linux calls a field to pick from by what is picked.
            line.setAccessibleDescription(question)
            line.tell(words, ours, colours.INK if column.taken else colours.INK_SOFT)
        else:
            line.tell(words, ours, colours.INK if column.taken else colours.CORAL_TEXT)
