"""Second half of an import: what was understood, row by row, and the decisions of a person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists import plan_rows, shared_remarks
from bsuh_desktop.qt.class_lists.columns_card import ColumnsCard
from bsuh_desktop.qt.class_lists.file_card import FileCard
from bsuh_desktop.qt.class_lists.row_decision import RowDecision
from bsuh_desktop.qt.class_lists.shared_remark_strip import SharedRemarkStrip
from bsuh_desktop.qt.class_lists.who_said_no import WhoSaidNo
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.rosters.read_options import Choice
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import with_column

_WIDE = 730
"""From this width on (px at normal text size) the table has a column for each fact."""

_TWO_TOGGLES, _THREE_TOGGLES = 310, 470
"""Width of the filters beside the search, in px at normal text size: with less room the search moves below them."""

_AT_ONCE: dict[str, Callable[[ImportPlan, int], ImportPlan]] = {
    plan_rows.LEAVE: decide.leave_as_it_is,
    plan_rows.OFFER: decide.take_offer,
    plan_rows.BACK: decide.undo_decision,
}
_OF_GONE: dict[str, Callable[[ImportPlan, int], ImportPlan]] = {
    plan_rows.STAYS: decide.stays,
    plan_rows.LEAVES: decide.leaves,
    plan_rows.BACK: decide.undo_line_decision,
}


class ReviewStep(QObject):
    """`decided` after each decision, which replaces `plan`. `wished` carries other reading options."""

    decided = Signal()
    wished = Signal(object)

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._page = page
        self.plan: ImportPlan | None = None
        self._shown = plan_rows.ShownRows(bridge)
        self._hidden = HiddenNames(bridge, form.hidden_names)
        self._file = FileCard(bridge, form, page)
        self._columns = ColumnsCard(bridge, form, page)
        self._groups, self._strip = shared_remarks.PlanGroups(), SharedRemarkStrip(bridge, form, page)
        self._table_space = TableSpace(form.rows, form.look_cards, _WIDE, self)
        self._connect()

    def _connect(self) -> None:
        form = self._form
        for toggle in (form.all_rows, form.only_problems, form.only_changes):
            toggle.toggled.connect(lambda on: self.show_rows() if on else None)
        form.search.textChanged.connect(lambda _: self.show_rows())
        form.rows.verb_pressed.connect(self._on_verb)
        form.rows.chosen.connect(self._open)
        form.decide_row.clicked.connect(lambda: self._open(form.rows.current_key()))
        self._table_space.turned.connect(self.retranslate)
        self._file.wished.connect(self.wished)
        self._columns.mapped.connect(self._on_mapped)
        self._strip.answered.connect(self._on_group)

    def begin(self, plan: ImportPlan) -> None:
        """Shows another list, or the same one after the sitting."""
        form = self._form
        self.plan = None
        # One of several exclusive buttons must be checked, also while it is hidden.
        (form.only_changes if plan.base else form.all_rows).setChecked(True)
        form.search.clear()
        self.show(plan)

    def show(self, plan: ImportPlan) -> None:
        """Shows the same list, read with other options; filter and search stay."""
        self.plan = plan
        self._groups.begin(plan)
        self.retranslate()
        # Hidden in the form until there is a list, so that they are not measured while the page is built.
        for part in (self._form.rows_part, self._form.about_list):
            part.show()

    def clear(self) -> None:
        """Removes the list, and every name from all parts of the page."""
        self.plan = None
        self._shown.forget()
        self._form.rows.set_rows([])
        self._form.search.clear()
        for part in (self._file, self._columns, self._strip):
            part.clear()

    def retranslate(self) -> None:
        """Renders everything in the desk's language."""
        self._hidden.say()
        self._shown.forget()
        if self.plan is None:
            return
        self._form.foot_verb.setVisible(not self._table_space.wide)
        self._form.rows.set_columns(plan_rows.columns(self._bridge, self._table_space.wide))
        self.show_rows()
        self._file.show(self.plan)
        self._columns.show(self.plan.columns)

    def show_rows(self) -> None:
        """Shows the filtered rows, the lines above them, and the counts."""
        plan, form = self.plan, self._form
        if plan is not None:
            search = form.search.text()
            form.rows.set_rows(self._shown.rows(plan, self._table_space.wide, self._asked_for(), search))
            self._strip.show(self._groups.lines(plan, self._bridge.public))
            self._say_counts(plan)

    def _asked_for(self) -> plan_rows.Shown:
        if self._form.only_problems.isChecked():
            return "problems"
        return "changes" if self._form.only_changes.isChecked() else "all"

    def _say_counts(self, plan: ImportPlan) -> None:
        form, bridge, counts = self._form, self._bridge, plan.counts
        changes = sum(map(plan_rows.is_news, plan.rows)) + len(plan.gone)
        everybody = len(plan.rows) + len(plan.gone)
        form.all_rows.setText(bridge.say(Message("All rows {count}", count=everybody)))
        form.only_problems.setText(bridge.say(Message("Only problems {count}", count=counts.look + counts.stop)))
        form.only_changes.setText(bridge.say(Message("Only changes {count}", count=changes)))
        form.only_changes.setVisible(plan.base is not None)
        form.filter_toggles.setProperty("least", _THREE_TOGGLES if plan.base else _TWO_TOGGLES)
        form.changes_card.setVisible(plan.base is not None)
        for label, number in (
            (form.ok_count, counts.ok),
            (form.look_count, counts.look),
            (form.stop_count, counts.stop),
            (form.new_count, counts.new),
            (form.moved_count, counts.moved),
            (form.renamed_count, counts.renamed),
            (form.gone_count, counts.gone),
        ):
            label.setText(bridge.number(number))

    def _on_mapped(self, place: str, choice: Choice) -> None:
        if self.plan is not None:
            self.wished.emit(with_column(self.plan, place, choice))

    def _on_group(self, code: str, key: str) -> None:
        if self.plan is not None:
            self._take(shared_remarks.answered(self.plan, code, key))
            # A button that is disabled passes the focus to any widget of the page.
            (self._strip.first_open() or self._form.rows).setFocus()

    def _on_verb(self, key: str, verb: str) -> None:
        if self.plan is None:
            return
        of_gone = key.startswith(plan_rows.GONE)
        at_once = (_OF_GONE if of_gone else _AT_ONCE).get(verb)
        if at_once is not None:
            self._take(at_once(self.plan, int(key.removeprefix(plan_rows.GONE))))
        else:
            self._open(key)

    def _open(self, key: str) -> None:
        """Opens the dialog for decisions that need more than one button."""
        if self.plan is None or not key:
            return
        if key.startswith(plan_rows.GONE):
            self._open_gone(self.plan, int(key.removeprefix(plan_rows.GONE)))
            return
        self._ask(RowDecision(self._bridge, self.plan, self.plan.row(int(key)), self._page))

    def _open_gone(self, plan: ImportPlan, line: int) -> None:
        gone = plan.gone_row(line)
        if not gone.was.said_no:
            self._take((decide.leaves if gone.stays else decide.stays)(plan, line))
        elif not self._bridge.public:
            self._ask(WhoSaidNo(self._bridge, plan, gone, self._page))

    def _ask(self, dialog: RowDecision | WhoSaidNo) -> None:
        dialog.answered.connect(lambda key: self._take(dialog.decided(key)))
        dialog.open()

    def _take(self, plan: ImportPlan) -> None:
        if plan is not self.plan:
            self.plan = plan
            rows, before = self._form.rows, self._form.rows.currentIndex()
            place, column = before.row(), before.column()
            self.show_rows()
            if place >= 0 and not rows.current_key():
                # The row is settled: the next one takes its place.
                rows.setCurrentIndex(rows.model().index(min(place, len(rows.rows()) - 1), column))
            self.decided.emit()
