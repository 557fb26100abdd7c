"""The upper half of the page: the three numbers, the map and the trend."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QObject, Qt

from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import count_text, large_text, share_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.figures.figures_job import Answer
from bsuh_desktop.qt.figures.map_tiles import tiles_of
from bsuh_desktop.qt.figures.periods import Period
from bsuh_desktop.qt.figures.trend import MonthClasses, months_of
from bsuh_desktop.qt.figures.words import METHOD, span_text
from bsuh_desktop.qt.forms.figures import Ui_Figures
from bsuh_desktop.services.figures.dimension_names import under_text
from bsuh_desktop.services.figures.values import FigureCounts, Number, published_number


class UpperHalf(QObject):
    """Fills the form from an answer."""

    def __init__(self, bridge: Bridge, form: Ui_Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        # The numbers come first if the parts are stacked, and at the right if they are side by side.
        form.top.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for part in (form.beside, form.map_card):
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.map.pointed.connect(lambda _: self._say_tile())
        form.trend.pointed.connect(self._say_month)

    def show(self, answer: Answer, period: Period) -> None:
        """Shows everything in the desk's language."""
        self._say_numbers(answer, period)
        self._show_map(answer)
        self._show_trend(answer, period)

    def _say_numbers(self, answer: Answer, period: Period) -> None:
        form, say, language = self._form, self._bridge.say, self._bridge.language
        counts, limit = answer.figures.whole.counts, answer.figures.limit
        form.method.setText(say(METHOD))
        labels = (form.classes_number, form.attendances_number, form.learners_number)
        for label, number in zip(labels, (counts.classes, counts.present, counts.reached), strict=True):
            large = large_text(number, language) if isinstance(number, int) else self._text(number, limit)
            label.setText(large)
            label.setToolTip(self._text(number, limit))
            label.setAccessibleDescription(self._text(number, limit))
        form.classes_text.setText(self._bridge.text_of(span_text(*_span(answer, period))))
        form.attendances_text.setText(say(_attended(counts, language)))
        form.learners_text.setText(say(_learned(counts, language)))

    def _text(self, number: Number, limit: int) -> str:
        if isinstance(number, int):
            return count_text(number, self._bridge.language)
        return self._bridge.say(under_text(limit, self._bridge.language))

    def _show_map(self, answer: Answer) -> None:
        form = self._form
        tiles, steps, elsewhere = tiles_of(answer.table("district"))
        form.map.set_tiles(tiles, steps)
        self._say_tile()
        form.elsewhere.setVisible(elsewhere > 0)
        count = count_text(elsewhere, self._bridge.language)
        form.elsewhere.setText(self._bridge.say(Message("In no district of the map: {count}", count=count)))

    def _say_tile(self) -> None:
        tile = self._form.map.current()
        self._form.map_text.setText(self._bridge.say(tile.label(self._bridge.language)) if tile else "")

    def _show_trend(self, answer: Answer, period: Period) -> None:
        first, last = (day.isoformat()[:7] for day in _span(answer, period))
        if period.first is None:
            first = ""
        self._form.trend.set_months(months_of(answer.table("month"), first, last))
        self._say_month()

    def _say_month(self) -> None:
        month: MonthClasses | None = self._form.trend.current()
        self._form.trend_text.setText(self._bridge.say(month.label(self._bridge.language)) if month else "")


def _attended(counts: FigureCounts, language: Language) -> Message:
    """How many of those on the rolls were present, if both numbers are shown."""
    present, total = published_number(counts.present), published_number(counts.total)
    if present is None or not total:
        return Message("every attendance")
    percent, everybody = share_text(present, total, language), count_text(total, language)
    return Message("every attendance: {percent} of {total} on the lists", percent=percent, total=everybody)


def _learned(counts: FigureCounts, language: Language) -> Message:
    unique = published_number(counts.unique)
    if unique is None:
        return Message("each counted once")
    return Message("each counted once: of {unique} on the lists", unique=count_text(unique, language))


def _span(answer: Answer, period: Period) -> tuple[datetime.date, datetime.date]:
    """First and last day shown: of the period, or of the months with classes."""
    newest = answer.figures.as_of or datetime.date.min
    months = [row.values[0] for row in answer.table("month").rows]
    oldest = datetime.date.fromisoformat(f"{min(months)}-01") if months else newest
    return period.first or oldest, min(period.last or newest, newest)
