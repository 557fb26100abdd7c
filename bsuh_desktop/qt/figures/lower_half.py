"""The lower half of the page: the table, its dimension, sorting and search."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.districts import find_district
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.figures.figures_job import Answer
from bsuh_desktop.qt.figures.table_rows import COLUMN_KEYS, NOTHING, ColumnKey
from bsuh_desktop.qt.figures.words import column_text, dimension_text
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.register.queries import DIMENSIONS, Dimension
from bsuh_desktop.services.figures.dimension_names import rounded_text


class TableSide(QObject):
    """`wanted` when another table must be queried: the one by `by`."""

    wanted = Signal()

    def __init__(self, bridge: Bridge, form: Ui_Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        self._answer: Answer | None = None
        self._go_to = ""
        self._down = False
        self._sort: ColumnKey = "name"
        self.by: Dimension = "division"
        form.told_how_light.set_state("unused")
        form.by.activated.connect(lambda place: self._want(DIMENSIONS[place]))
        form.sort_by.activated.connect(lambda place: self.sort(COLUMN_KEYS[place]))
        form.turn_order.clicked.connect(lambda: self._turn(not self._down))
        form.rows.sorted_by.connect(self._on_head)
        form.search.textEdited.connect(lambda _: self._arrange())
        self.retranslate()

    def turn_to(self, by: Dimension, district: str = "") -> None:
        """Shows the table `by`, with the cursor on the row of a district."""
        self._go_to = district
        self._form.search.clear()
        if by != self.by or self._answer is None:
            self._want(by)
        else:
            self._arrange()

    def _want(self, by: Dimension) -> None:
        self.by = by
        self._say_choices()
        self._form.search.clear()
        self.wanted.emit()

    def show(self, answer: Answer) -> None:
        """Shows the rows of an answer."""
        self._answer = answer
        self.by = answer.by
        self.retranslate()
        self._arrange()

    def clear(self) -> None:
        """Removes all rows."""
        self._answer = None
        self._form.search.clear()
        self._form.rows.show_rows(NOTHING, (), self.by, self._bridge.language)

    def sort(self, key: ColumnKey) -> None:
        """Sorts by a column: numbers in descending order, names in theirs."""
        self._sort = key
        self._turn(key != "name")

    def _on_head(self, key: ColumnKey) -> None:
        if key == self._sort:
            self._turn(not self._down)
        else:
            self.sort(key)

    def _turn(self, down: bool) -> None:
        self._down = down
        self._form.sort_by.setCurrentIndex(COLUMN_KEYS.index(self._sort))
        self._arrange()

    def _arrange(self) -> None:
        if self._answer is None:
            return
        prepared, rows = self._answer.prepared, self._form.rows
        order = prepared.arranged(self._sort, self._down, self._form.search.text())
        rows.show_sorting(self._sort, self._down)
        rows.show_rows(prepared, order, self.by, self._bridge.language)
        self._say_rows(len(order))
        if self._go_to and self.by == "district":
            rows.go_to(lambda values: _same_district(values[0], self._go_to))
            self._go_to = ""

    def retranslate(self) -> None:
        """The choices, and notes on withheld numbers."""
        self._say_choices()
        if self._answer is not None:
            self._say_rows(len(self._form.rows.rows()))

    def _say_choices(self) -> None:
        say, form = self._bridge.say, self._form
        shown = [say(Message("By: {dimension}", dimension=dimension_text(by))) for by in DIMENSIONS]
        form.by.set_choices(shown, DIMENSIONS.index(self.by))
        sorts = [say(Message("Sorted by: {column}", column=column_text(key, self.by))) for key in COLUMN_KEYS]
        form.sort_by.set_choices(sorts, COLUMN_KEYS.index(self._sort))

    def _say_rows(self, count: int) -> None:
        form, say, answer = self._form, self._bridge.say, self._answer
        if answer is None:
            return
        there = bool(answer.prepared.rows)
        form.rows.setVisible(there)
        form.rows_text.setVisible(there)
        said = [Message("Rows: {count}", count=count)] if count else [Message("Nothing here has this name.")]
        if self.by == "grade":
            said.append(Message("Classes with such a learner: one class is in several rows."))
        form.rows_text.setText(" · ".join(map(say, said)))
        why = _how_made(answer, self.by)
        form.told_how.setText(" ".join(map(say, why)))
        form.told_how_part.setVisible(bool(why))


def _how_made(answer: Answer, by: Dimension) -> tuple[Message, ...]:
    """How the numbers of the table were made, or why there are none. Empty if all are exact."""
    if not answer.prepared.rows:
        return (Message("No classes match this choice."),)
    table = answer.table(by)
    if table.rounded:
        return rounded_text(table, answer.figures.limit)
    if table.under:
        untold = Message(
            "Numbers of people under {limit} are not shown, so that nobody can be recognised.",
            limit=answer.figures.limit,
        )
        return (untold,)
    return ()


def _same_district(value: str, code: str) -> bool:
    district = find_district(value)
    return district is not None and district.code == code
