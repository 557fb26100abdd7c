"""Compares the three counts of a class. Each remark comes with what can be done; nothing is corrected silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.reconciliation import AttendanceRemark, RemarkCode
from bsuh_desktop.presenters.classroom.learners import has_list
from bsuh_desktop.presenters.classroom.roll_call import HOW_COUNTED_LABELS
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.wrap_up.counts import Count
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.wrap_up import WrapUp

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp

_REMEDIES: dict[RemarkCode, Message] = {
    "no_headcount": Message("Count the heads, or keep it as it is: the file shows it."),
    "headcount_differs": Message("Check the roll call again, or keep both: the file shows it."),
    "not_called": Message("Call the roll, or none of them earns a certificate."),
    "answered_but_absent": Message("Was this learner present?"),
    "more_hands_than_heads": Message("The count of hands stays as it is; the file shows it."),
}
_VERBS: dict[RemarkCode, Message] = {
    "no_headcount": Message("Count now"),
    "headcount_differs": Message("Check the roll call"),
    "not_called": Message("Call the roll"),
    "answered_but_absent": Message("Mark present"),
}


class CountCheckCard(QObject):
    """`roll_wanted` asks for roll call; `present_wanted` carries the card of a learner who was present after all."""

    roll_wanted = Signal()
    present_wanted = Signal(int)

    def __init__(self, bridge: Bridge, form: Ui_WrapUp) -> None:
        super().__init__(form.counts)
        self._bridge = bridge
        self._form = form
        self._shown: tuple[object, ...] = ()

    def show(self, picture: ClassPicture, wrap: WrapUp) -> None:
        """Rebuilds everything."""
        form, say = self._form, self._bridge.say
        form.counts.set_counts(self._counts(picture, wrap))
        remarks = wrap.attendance.remarks
        if remarks:
            form.counts_tag.tell("look", say(Message("{count} to look at", count=len(remarks))), light=True)
        else:
            form.counts_tag.tell("ok", say(Message("All is clear")), light=True)
        told = (self._bridge.language, picture.ended_ms is None, remarks)
        if told != self._shown:
            self._shown = told
            self._show_remarks(remarks, open_class=picture.ended_ms is None)

    def _counts(self, picture: ClassPicture, wrap: WrapUp) -> list[Count]:
        say, counts = self._bridge.say, wrap.attendance
        answered = max((result.n - result.blank for result in wrap.questions.values()), default=None)
        headcount = counts.headcount
        how = HOW_COUNTED_LABELS[picture.how_counted] if headcount is not None else Message("Not counted")
        at_best = Message("most hands for one question") if picture.askings else Message("no question was asked")
        roll = Count(counts.present, self._number(counts.present), say(Message("at roll call")), self._late(wrap))
        heads = Count(headcount, self._number(headcount), say(Message("Headcount")), say(how))
        given = Count(answered, self._number(answered), say(Message("answered")), say(at_best), may_be_less=True)
        return [roll, heads, given] if has_list(picture) else [heads, given]

    def _late(self, wrap: WrapUp) -> str:
        counts, say = wrap.attendance, self._bridge.say
        parts = []
        if counts.late:
            parts.append(say(Message("{count} late", count=counts.late)))
        if counts.left:
            parts.append(say(Message("{count} left early", count=counts.left)))
        return ", ".join(parts) or say(Message("nobody late"))

    def _number(self, number: int | None) -> str:
        return "–" if number is None else self._bridge.number(number)

    def _show_remarks(self, remarks: tuple[AttendanceRemark, ...], open_class: bool) -> None:
        column = self._form.remarks
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, remark in enumerate(remarks, 1):
            bar = MessageBar()
            bar.setObjectName(f"remark_{place}")
            self._tell(bar, remark, open_class)
            column.addWidget(bar)

    def _tell(self, bar: MessageBar, remark: AttendanceRemark, open_class: bool) -> None:
        say, verb = self._bridge.say, _VERBS.get(remark.code)
        verbs = [(remark.code, say(verb))] if verb and open_class else []
        bar.tell("look", say(remark.message), say(_REMEDIES[remark.code]) if open_class else "", verbs)
        bar.answered.connect(lambda _: self._act(remark))

    def _act(self, remark: AttendanceRemark) -> None:
        if remark.card is not None:
            self.present_wanted.emit(remark.card)
        else:
            self.roll_wanted.emit()
