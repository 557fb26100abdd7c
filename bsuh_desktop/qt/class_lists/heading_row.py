"""The dialog that asks which row holds the headings; its words are in `presenters.class_lists.heading_row`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.heading_row import BACK, COLUMNS, NO_ROW, THIS_ROW, HeadingRow
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.one_scroller import table_height
from bsuh_desktop.qt.widgets.row_table import RowTable

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
