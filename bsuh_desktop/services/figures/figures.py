"""Figures that everybody may see: exact from the limit up, and rounded by chance if split by attributes of children.

A published number does not depend on what else is asked for, so no combination needs checking (register/FORMAT.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bsuh_desktop.domain.messages import KnownError, Message
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
from bsuh_desktop.services.figures.open_register import OpenRegister
from bsuh_desktop.services.figures.published_figures import (
    DIMENSION_NAMES,
    FigureCounts,
    FigureRow,
    Figures,
    Number,
    Table,
    Withheld,
)

_EVERYBODY = Filters()
_SPREAD = 2 * 2
"""The variance of one rounded number is at most 2, doubled for rounded numbers that came to 0 and are not shown. Two
standard deviations hold nineteen times in twenty."""


def figures(picture: OpenRegister, by_tables: Sequence[Sequence[Dimension]], filters: Filters = _EVERYBODY) -> Figures:
    """The figures of all classes, and one table for each of `by_tables`, in order. Raises KnownError
    `not_by_attributes` for a table by attributes of children that is also by a dimension not allowed beside them, or
    not for whole months."""
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
    """Numbers of people from the limit up. Numbers of classes say nothing of learners, and are shown; but not beside
    attributes, where they would say in how many classes such children sat."""
    classes: Number = Withheld.UNTOLD
    minutes: Number = Withheld.UNTOLD
    entered_later: Number = Withheld.UNTOLD
    if isinstance(counts, Counts):
        classes, minutes, entered_later = counts.classes, counts.minutes, counts.entered_later
    return FigureCounts(
        classes=classes,
        total=_published(counts.total, limit),
        unique=_published(counts.unique, limit),
        present=_published(counts.present, limit),
        reached=_published(counts.reached, limit),
        certificates=_published(counts.certificates, limit),
        minutes=minutes,
        entered_later=entered_later,
    )


def _published(number: int | None, limit: int) -> Number:
    if number is None:
        return Withheld.UNTOLD
    return Withheld.UNDER if 0 < number < limit else number


def _give_or_take(rounded: int) -> int:
    return math.ceil(2 * math.sqrt(_SPREAD * rounded))


def _check_beside_attributes(by: Sequence[Dimension], filters: Filters) -> None:
    wrong = [dimension for dimension in by if dimension not in (*BESIDE_PERSONAL, *PERSONAL)]
    if filters.module_versions:
        wrong.append("module_version")
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
