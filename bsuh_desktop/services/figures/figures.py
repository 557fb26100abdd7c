"""Figures for everybody's eyes: exact from the limit up, and by attributes of children in rounded numbers.

What is told is the same whatever else is asked for, so nothing is looked at together (register/FORMAT.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.queries import (
    BESIDE_PERSONAL,
    METHOD,
    PERSONAL,
    Counts,
    Dimension,
    Filters,
    RoundedCounts,
    whole_months,
)
from bsuh_desktop.services.figures.dimension_names import DIMENSION_NAMES
from bsuh_desktop.services.figures.open_register import OpenRegister
from bsuh_desktop.services.figures.values import FigureCounts, FigureRow, Figures, Number, Table, Withheld

_EVERYBODY = Filters()
_SPREAD = 2 * 2
"""The variance of one rounded number is 2 at most, and some came to 0 and are not seen; two deviations hold nineteen
times in twenty."""


def figures(picture: OpenRegister, by_tables: Sequence[Sequence[Dimension]], filters: Filters = _EVERYBODY) -> Figures:
    """The whole and one table for each of `by_tables`, in their order. Raises KnownError `not_by_attributes` for a
    table by attributes of children and by what they are not told by, or beside such days."""
    tables = tuple(_table(picture, tuple(by), filters) for by in by_tables)
    (whole,) = _table(picture, (), filters).rows
    return Figures(picture.as_of, filters, picture.source, picture.limit, METHOD, whole, tables)


def _table(picture: OpenRegister, by: tuple[Dimension, ...], filters: Filters) -> Table:
    rounded = bool(set(by) & set(PERSONAL))
    if rounded:
        _check_beside_attributes(by, filters)
    rows = []
    for group in picture.groups(by, filters):
        labels = tuple(picture.labels.label(name, value) for name, value in zip(by, group.values, strict=True))
        off = _give_or_take(group.counts.rounded) if isinstance(group.counts, RoundedCounts) else 0
        rows.append(FigureRow(group.values, labels, _counts(group.counts, picture.limit), off))
    return Table(by, tuple(rows), rounded)


def _counts(counts: Counts | RoundedCounts, limit: int) -> FigureCounts:
    """People from the limit up. Classes tell of no learner, but those in which children of an attribute sat would."""
    classes: Number = Withheld.UNTOLD
    minutes: Number = Withheld.UNTOLD
    entered_later: Number = Withheld.UNTOLD
    if isinstance(counts, Counts):
        classes, minutes, entered_later = counts.classes, counts.minutes, counts.entered_later
    return FigureCounts(
        classes=classes,
        total=_told(counts.total, limit),
        unique=_told(counts.unique, limit),
        present=_told(counts.present, limit),
        reached=_told(counts.reached, limit),
        certificates=_told(counts.certificates, limit),
        minutes=minutes,
        entered_later=entered_later,
    )


def _told(number: int | None, limit: int) -> Number:
    if number is None:
        return Withheld.UNTOLD
    return Withheld.UNDER if 0 < number < limit else number


def _give_or_take(rounded: int) -> int:
    return math.ceil(2 * math.sqrt(_SPREAD * rounded))


def _check_beside_attributes(by: Sequence[Dimension], filters: Filters) -> None:
    wrong = [dimension for dimension in by if dimension not in (*BESIDE_PERSONAL, *PERSONAL)]
    if wrong:
        raise KnownError(
            "not_by_attributes",
            Message("Girls and boys, ages and disability are not shown by: {word}.", word=DIMENSION_NAMES[wrong[0]]),
            Message("Ask for them by division, district, upazila, month, module, partner or grade."),
        )
    if not whole_months(filters):
        raise KnownError(
            "not_by_attributes",
            Message("Girls and boys, ages and disability are shown only for whole months."),
            Message("Begin on the first day of a month, and end on the last one."),
        )
