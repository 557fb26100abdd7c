"""The upper half of the page: the three numbers, the map and the trend.

With the map's tiles (district, number of classes, shade), and round numbers: the steps of the five shades, and the grid
lines of the trend."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import math
from collections.abc import Iterable

import msgspec

from bsuh_desktop.domain.districts import DISTRICTS, District, find_district
from bsuh_desktop.domain.local_text import in_both
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import large_text, local_count, share_text
from bsuh_desktop.presenters.figures.figures_job import Answer, Period, months_between
from bsuh_desktop.presenters.figures.table_rows import counted, month_text, span_text
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Text
from bsuh_desktop.services.figures.published_figures import FigureCounts, Number, Table, published_number, under_text

SHADES = 5
_LEAD = (1, 2, 5)
_MOST_ROUND = 12
"""Only so many of the largest round numbers are tried: five shades cannot show more than four orders of magnitude."""


def steps_of(counts: Iterable[int]) -> tuple[int, ...]:
    """Counts at which a darker shade begins, at most four: the round numbers nearest to the quantiles that divide
    the districts with a class into five groups of equal size. Fewer if there are few different counts."""
    told = sorted(count for count in counts if count > 0)
    if not told:
        return ()
    parting = [math.log(told[len(told) * place // SHADES]) for place in range(1, SHADES)]
    near = [number for number in _round_ones(told[-1]) if number > told[0]][-_MOST_ROUND:]
    wanted = min(SHADES - 1, len(near))
    places = [parting[(2 * nth + 1) * len(parting) // (2 * wanted)] for nth in range(wanted)] if wanted else []

    def far(steps: tuple[int, ...]) -> float:
        return sum(abs(math.log(step) - place) for step, place in zip(steps, places, strict=True))

    return min(itertools.combinations(near, wanted), key=far)


def step_of(count: int, steps: tuple[int, ...]) -> int:
    """The shade of a count: 0 for none, 1 for the palest, one more from each step on."""
    return 0 if count <= 0 else 1 + sum(count >= step for step in steps)


def _round_ones(most: int) -> list[int]:
    """1, 2, 5, 10, 20, 50 and so on, up to `most`."""
    found = [lead * 10**power for power in range(len(str(most))) for lead in _LEAD]
    return [number for number in found if number <= most]


def axis(most: int) -> tuple[int, ...]:
    """Grid lines from 0 up to at least `most`, two or three above zero."""
    if most <= 0:
        return (0, 1)
    scale = 1
    while True:
        for lead in _LEAD:
            step = lead * scale
            if step * 3 >= most:
                count = -(-most // step)
                return tuple(step * place for place in range(count + 1))
        scale *= 10


@dataclasses.dataclass(frozen=True)
class Tile:
    """A district, its number of classes, and its shade (see `step_of`)."""

    district: District
    classes: int
    step: int

    def label(self) -> Message:
        """Its district and its number in words."""
        return Message("{group}: {count}", group=self.district.names, count=counted(self.classes))


@dataclasses.dataclass(frozen=True)
class DistrictTiles:
    """All tiles of the map."""

    tiles: tuple[Tile, ...] = ()
    steps: tuple[int, ...] = ()
    """The counts at which darker shades begin."""

    def legend(self) -> list[tuple[int, Text]]:
        """The shades in use, the darkest first, with their meaning; then the one for no class."""
        there = {tile.step for tile in self.tiles}
        shades = range(len(self.steps) + 1, 0, -1)
        lines: list[tuple[int, Text]] = [(step, _range(step, self.steps)) for step in shades if step in there]
        if 0 in there:
            lines.append((0, Message("no class")))
        return lines


def tiles_of(districts: Table) -> tuple[DistrictTiles, int]:
    """All 64 tiles, and the classes that are on no tile: of places on no list, or on a list without official codes."""
    classes: dict[str, int] = {}
    elsewhere = 0
    for row in districts.rows:
        district, count = find_district(row.values[0]), published_number(row.counts.classes) or 0
        if district is not None and district.code not in classes:
            classes[district.code] = count
        else:
            elsewhere += count
    steps = steps_of(classes.values())
    counts = [(each, classes.get(each.code, 0)) for each in DISTRICTS]
    return DistrictTiles(tuple(Tile(each, count, step_of(count, steps)) for each, count in counts), steps), elsewhere


def _range(step: int, steps: tuple[int, ...]) -> Text:
    low = local_count(steps[step - 2] if step > 1 else 1)
    if step > len(steps):
        return Message("{count} and more", count=low)
    high = local_count(steps[step - 1] - 1)
    return low if low == high else Joined((low, high), "–")


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
