"""The upper half of the page: the three numbers, the map and the trend."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QObject, Qt

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import said_count, said_large, said_share
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.figures.asking import Answer
from bsuh_desktop.qt.figures.periods import Period
from bsuh_desktop.qt.figures.tiles import Elsewhere, tiles_of
from bsuh_desktop.qt.figures.trend import MonthClasses, months_of
from bsuh_desktop.qt.figures.words import METHOD, hidden_said, span_text
from bsuh_desktop.qt.forms.figures import Ui_Figures


class Showing(QObject):
    """Fills the form's parts from an answer."""

    def __init__(self, bridge: Bridge, form: Ui_Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        # The numbers come first where parts stand below each other, and at the right where they stand side by side.
        form.top.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for part in (form.beside, form.map_card):
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.map.pointed.connect(lambda _: self._say_tile())
        form.trend.pointed.connect(self._say_month)

    def show(self, answer: Answer, period: Period) -> None:
        """All of it, in the desk's language."""
        self._say_numbers(answer, period)
        self._show_map(answer)
        self._show_trend(answer, period)

    def _say_numbers(self, answer: Answer, period: Period) -> None:
        form, say, language = self._form, self._bridge.say, self._bridge.language
        whole = answer.figures.whole.counts
        form.method.setText(say(METHOD))
        labels = (form.classes_number, form.attendances_number, form.learners_number)
        under = (form.classes_said, form.attendances_said, form.learners_said)
        if whole is None:
            for label, words in zip(labels, under, strict=True):
                label.setText(say(Message("hidden")))
                label.setToolTip("")
                label.setAccessibleDescription("")
                words.setText(say(hidden_said(answer.figures.limit)))
            return
        for label, number in zip(labels, (whole.classes, whole.present, whole.reached), strict=True):
            label.setText(said_large(number, language))
            label.setToolTip(said_count(number, language))
            label.setAccessibleDescription(said_count(number, language))
        total, unique = said_count(whole.total, language), said_count(whole.unique, language)
        percent = said_share(whole.present, whole.total, language)
        attended = Message("every attendance: {percent} of {total} on the rolls", percent=percent, total=total)
        form.classes_said.setText(self._bridge.said(span_text(*_span(answer, period))))
        form.attendances_said.setText(say(attended))
        form.learners_said.setText(say(Message("each counted once: of {unique} on the rolls", unique=unique)))

    def _show_map(self, answer: Answer) -> None:
        form, figures = self._form, answer.figures
        tiles, steps, elsewhere = tiles_of(answer.table("district"), answer.table("division"), figures.whole)
        form.map.set_tiles(tiles, steps, figures.limit)
        self._say_tile()
        self._say_elsewhere(elsewhere)

    def _say_tile(self) -> None:
        tile = self._form.map.current()
        limit = self._form.map.limit
        self._form.map_said.setText(self._bridge.say(tile.said(self._bridge.language, limit)) if tile else "")

    def _say_elsewhere(self, elsewhere: Elsewhere) -> None:
        form, say = self._form, self._bridge.say
        form.elsewhere.setVisible(bool(elsewhere.classes or elsewhere.hidden))
        if elsewhere.classes:
            count = said_count(elsewhere.classes, self._bridge.language)
            form.elsewhere.setText(say(Message("In no district of the map: {count}", count=count)))
        else:
            form.elsewhere.setText(say(Message("In no district of the map: {count}", count=say(Message("hidden")))))

    def _show_trend(self, answer: Answer, period: Period) -> None:
        first, last = (day.isoformat()[:7] for day in _span(answer, period))
        if period.first is None:
            first = ""
        months = months_of(answer.table("month"), first, last, answer.figures.whole.counts is None)
        self._form.trend.set_months(months, answer.figures.limit)
        self._say_month()

    def _say_month(self) -> None:
        month: MonthClasses | None = self._form.trend.current()
        limit = self._form.trend.limit
        self._form.trend_said.setText(self._bridge.say(month.said(self._bridge.language, limit)) if month else "")


def _span(answer: Answer, period: Period) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of what is shown: of the period, or of the months in which there were classes."""
    newest = answer.figures.as_of or datetime.date.min
    months = [row.values[0] for row in answer.table("month").rows]
    oldest = datetime.date.fromisoformat(f"{min(months)}-01") if months else newest
    return period.first or oldest, min(period.last or newest, newest)
