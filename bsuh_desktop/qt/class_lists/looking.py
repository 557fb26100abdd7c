"""Second half of bringing a list: what was understood of it, row by row, and what a person decides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.building import building
from bsuh_desktop.qt.class_lists import plan_rows
from bsuh_desktop.qt.class_lists.hidden_names import HiddenNames
from bsuh_desktop.qt.class_lists.row_decision import RowDecision
from bsuh_desktop.qt.class_lists.table_room import TableRoom
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.widgets.words import Words
from bsuh_desktop.services.class_lists import deciding
from bsuh_desktop.services.class_lists.plan import ImportPlan, ListColumn

_WIDE = 700
"""From here on, in px of normal text, the table has a column for each thing."""

_MOST_NOTES = 3

_AT_ONCE: dict[str, Callable[[ImportPlan, int], ImportPlan]] = {
    plan_rows.LEAVE: deciding.leave_as_it_is,
    plan_rows.OFFER: deciding.take_offer,
    plan_rows.BACK: deciding.take_back,
}


class Looking(QObject):
    """`decided` after each decision; `plan` is then another one."""

    decided = Signal()

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._page = page
        self.plan: ImportPlan | None = None
        self._hidden = HiddenNames(bridge, form.hidden_names)
        form.all_rows.toggled.connect(lambda _: self._fill())
        form.search.textChanged.connect(lambda _: self._fill())
        form.rows.verb_pressed.connect(self._on_verb)
        form.rows.chosen.connect(self._open)
        form.decide_row.clicked.connect(lambda: self._open(form.rows.current_key()))
        self._room = TableRoom(form.rows, form.look_cards, _WIDE, self)
        self._room.turned.connect(self.retranslate)

    def begin(self, plan: ImportPlan) -> None:
        """Another list, or the same one after the sitting."""
        self.plan = plan
        self._form.all_rows.setChecked(True)
        self._form.search.clear()
        self.retranslate()

    def retranslate(self) -> None:
        """Everything in the desk's language."""
        self._hidden.say()
        if self.plan is None:
            return
        self._form.foot_verb.setVisible(not self._room.wide)
        with building():
            self._form.rows.set_columns(plan_rows.columns(self._bridge, self._room.wide))
            self.show_rows()
            self._say_columns(self.plan)

    def _fill(self) -> None:
        """Other rows are asked for."""
        with building():
            self.show_rows()

    def show_rows(self) -> None:
        """The rows that are asked for, and the counts beside them."""
        plan, form = self.plan, self._form
        if plan is not None:
            only = form.only_problems.isChecked()
            form.rows.set_rows(plan_rows.rows(self._bridge, plan, self._room.wide, only, form.search.text()))
            self._say_counts(plan)

    def _say_counts(self, plan: ImportPlan) -> None:
        form, bridge, counts = self._form, self._bridge, plan.counts
        problems = counts.look + counts.stop
        form.all_rows.setText(bridge.say(Message("All rows {count}", count=len(plan.rows))))
        form.only_problems.setText(bridge.say(Message("Only problems {count}", count=problems)))
        form.file_name.setText(plan.file_name)
        said = Message(
            "Rows: {count}. Headings in row {row}", count=len(plan.rows), row=bridge.digits(plan.heading_row)
        )
        form.file_rows.setText(bridge.say(said))
        for label, number in (
            (form.ok_count, counts.ok),
            (form.look_count, counts.look),
            (form.stop_count, counts.stop),
        ):
            label.setText(bridge.number(number))
        form.file_notes.setText("\n".join(bridge.say(note) for note in plan.notes[:_MOST_NOTES]))
        form.file_notes.setVisible(bool(plan.notes))

    def _say_columns(self, plan: ImportPlan) -> None:
        grid = self._form.columns_grid
        while (item := grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        grid.setColumnStretch(0, 1)
        for place, column in enumerate((*plan.taken, *plan.not_taken)):
            for at, words in enumerate(self._column_words(column, place < len(plan.taken))):
                grid.addWidget(words, place, at)

    def _column_words(self, column: ListColumn, taken: bool) -> tuple[QLabel, QLabel]:
        school, ours = Words(), Words()
        school.setProperty("role", "soft")
        school.setText(self._bridge.digits(column.words))
        meaning = self._bridge.say(column.meaning)
        ours.setText(f"→ {meaning}" if taken else self._bridge.say(Message("not taken: {meaning}", meaning=meaning)))
        ours.setProperty("state", "" if taken else "stop")
        return school, ours

    def _on_verb(self, row: str, verb: str) -> None:
        if self.plan is None:
            return
        if verb in _AT_ONCE:
            self._take(_AT_ONCE[verb](self.plan, int(row)))
        else:
            self._open(row)

    def _open(self, row: str) -> None:
        if self.plan is not None and row:
            with building():
                dialog = RowDecision(self._bridge, self.plan, self.plan.row(int(row)), self._page)
                dialog.answered.connect(lambda key: self._take(dialog.decided(key)))
                dialog.open()

    def _take(self, plan: ImportPlan) -> None:
        if plan is not self.plan:
            self.plan = plan
            self.show_rows()
            self.decided.emit()
