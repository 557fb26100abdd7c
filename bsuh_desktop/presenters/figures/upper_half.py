"""The upper half of the page: the three numbers, the map and the trend."""

from __future__ import annotations

import dataclasses
import datetime
import functools

import msgspec

from bsuh_desktop.domain.local_text import in_both
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import large_text, local_count, share_text
from bsuh_desktop.presenters.figures.figures_job import Answer
from bsuh_desktop.presenters.figures.filters import Period, months_between
from bsuh_desktop.presenters.figures.map_tiles import DistrictTiles, tiles_of
from bsuh_desktop.presenters.figures.words import counted, month_text, span_text
from bsuh_desktop.presenters.parts import NO_TEXT, Part, Text
from bsuh_desktop.services.figures.dimension_names import under_text
from bsuh_desktop.services.figures.values import FigureCounts, Number, Table, published_number


@dataclasses.dataclass(frozen=True)
class Headline:
    """A large number, and the same in full."""

    text: Text = NO_TEXT
    full: Text = NO_TEXT


@dataclasses.dataclass(frozen=True)
class MonthClasses:
    """A month, as 2026-07, and its number of classes."""

    month: str
    classes: int

    def label(self) -> Message:
        """Month and number as text."""
        return Message("{group}: {count}", group=month_text(self.month), count=counted(self.classes))


class TrendMonths(msgspec.Struct, frozen=True, eq=False):
    """The months of the trend in order. Those of another answer are others, even with the same numbers: the newest is
    shown again."""

    months: tuple[MonthClasses, ...] = ()


class UpperHalf(msgspec.Struct, frozen=True, kw_only=True):
    """What the upper half shows of one answer."""

    classes_number: Headline = Headline()
    attendances_number: Headline = Headline()
    learners_number: Headline = Headline()
    classes_text: Part = Part()
    attendances_text: Part = Part()
    learners_text: Part = Part()
    map: DistrictTiles = DistrictTiles()
    elsewhere: Part = Part()
    trend: TrendMonths = TrendMonths()


def upper_half(answer: Answer, period: Period) -> UpperHalf:
    """The numbers, the map and the trend of an answer to a question about `period`."""
    counts, limit, span = answer.figures.whole.counts, answer.figures.limit, _span(answer, period)
    tiles, elsewhere = tiles_of(answer.table("district"))
    first, last = (day.isoformat()[:7] for day in span)
    months = months_of(answer.table("month"), "" if period.first is None else first, last)
    return UpperHalf(
        classes_number=_headline(counts.classes, limit),
        attendances_number=_headline(counts.present, limit),
        learners_number=_headline(counts.reached, limit),
        classes_text=Part(text=span_text(*span)),
        attendances_text=Part(text=_attended(counts)),
        learners_text=Part(text=_learned(counts)),
        map=tiles,
        elsewhere=Part(
            shown=elsewhere > 0, text=Message("In no district of the map: {count}", count=local_count(elsewhere))
        ),
        trend=TrendMonths(months),
    )


def months_of(table: Table, first: str, last: str) -> tuple[MonthClasses, ...]:
    """Every month from `first` to `last`, those without classes included. "": from the first or to the last month in
    `table`, which is by month."""
    rows = {row.values[0]: published_number(row.counts.classes) or 0 for row in table.rows}
    if not rows and not (first and last):
        return ()
    begin, end = first or min(rows), last or max(rows)
    return tuple(MonthClasses(month, rows.get(month, 0)) for month in months_between(begin, end))


def _headline(number: Number, limit: int) -> Headline:
    if isinstance(number, int):
        return Headline(in_both(functools.partial(large_text, number)), local_count(number))
    return Headline(under_text(limit), under_text(limit))


def _attended(counts: FigureCounts) -> Message:
    """How many of those on the rolls were present, if both numbers are shown."""
    present, total = published_number(counts.present), published_number(counts.total)
    if present is None or not total:
        return Message("every attendance")
    percent = in_both(functools.partial(share_text, present, total))
    return Message("every attendance: {percent} of {total} on the lists", percent=percent, total=local_count(total))


def _learned(counts: FigureCounts) -> Message:
    unique = published_number(counts.unique)
    if unique is None:
        return Message("each counted once")
    return Message("each counted once: of {unique} on the lists", unique=local_count(unique))


def _span(answer: Answer, period: Period) -> tuple[datetime.date, datetime.date]:
    """First and last day shown: of the period, or of the months with classes."""
    newest = answer.figures.as_of or datetime.date.min
    months = [row.values[0] for row in answer.table("month").rows]
    oldest = datetime.date.fromisoformat(f"{min(months)}-01") if months else newest
    return period.first or oldest, min(period.last or newest, newest)
