"""Figures that everybody may see: exact from the limit up, and rounded by chance if split by attributes of children.

A published number does not depend on what else is asked for, so no combination needs checking (register/FORMAT.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.register import queries
from bsuh_desktop.services.figures import published_figures
from bsuh_desktop.services.figures.open_register import OpenRegister

_EVERYBODY = queries.Filters()
_SPREAD = 2 * 2
"""The variance of one rounded number is at most 2, doubled for rounded numbers that came to 0 and are not shown. Two
standard deviations hold nineteen times in twenty."""


def figures(
    picture: OpenRegister, by_tables: Sequence[Sequence[queries.Dimension]], filters: queries.Filters = _EVERYBODY
) -> published_figures.Figures:
    """The figures of all classes, and one table for each of `by_tables`, in order. Raises KnownError
    `not_by_attributes` for a table by attributes of children that is also by a dimension not allowed beside them, or
    not for whole months."""
    tables = tuple(_table(picture, tuple(by), filters) for by in by_tables)
    (whole,) = _table(picture, (), filters).rows
    return published_figures.Figures(
        picture.as_of, filters, picture.source, picture.limit, queries.METHOD, whole, tables
    )


def _table(
    picture: OpenRegister, by: tuple[queries.Dimension, ...], filters: queries.Filters
) -> published_figures.Table:
    rounded = bool(set(by) & set(queries.PERSONAL))
    if rounded:
        _check_beside_attributes(by, filters)
    rows = []
    for group in picture.groups(by, filters):
        labels = tuple(picture.labels.label(name, value) for name, value in zip(by, group.values, strict=True))
        off = _give_or_take(group.counts.rounded) if isinstance(group.counts, queries.RoundedCounts) else 0
        rows.append(published_figures.FigureRow(group.values, labels, _counts(group.counts, picture.limit), off))
    return published_figures.Table(by, tuple(rows), rounded)


def _counts(counts: queries.Counts | queries.RoundedCounts, limit: int) -> published_figures.FigureCounts:
    """Numbers of people from the limit up. Numbers of classes say nothing of learners, and are shown; but not beside
    attributes, where they would say in how many classes such children sat."""
    classes: published_figures.Number = published_figures.Withheld.UNTOLD
    minutes: published_figures.Number = published_figures.Withheld.UNTOLD
    entered_later: published_figures.Number = published_figures.Withheld.UNTOLD
    if isinstance(counts, queries.Counts):
        classes, minutes, entered_later = counts.classes, counts.minutes, counts.entered_later
    return published_figures.FigureCounts(
        classes=classes,
        total=_published(counts.total, limit),
        unique=_published(counts.unique, limit),
        present=_published(counts.present, limit),
        reached=_published(counts.reached, limit),
        certificates=_published(counts.certificates, limit),
        minutes=minutes,
        entered_later=entered_later,
    )


def _published(number: int | None, limit: int) -> published_figures.Number:
    if number is None:
        return published_figures.Withheld.UNTOLD
    return published_figures.Withheld.UNDER if 0 < number < limit else number


def _give_or_take(rounded: int) -> int:
    return math.ceil(2 * math.sqrt(_SPREAD * rounded))


def _check_beside_attributes(by: Sequence[queries.Dimension], filters: queries.Filters) -> None:
    wrong = [dimension for dimension in by if dimension not in (*queries.BESIDE_PERSONAL, *queries.PERSONAL)]
    if filters.module_versions:
        wrong.append("module_version")
    if wrong:
        raise KnownError(
            "not_by_attributes",
            Message(
                "Girls and boys, ages and disability are not shown by: {word}.",
                word=published_figures.DIMENSION_NAMES[wrong[0]],
            ),
            Message("Ask for them by division, district, upazila, month, module, partner or grade."),
        )
    if not queries.whole_months(filters):
        raise KnownError(
            "not_by_attributes",
            Message("Girls and boys, ages and disability are shown only for whole months."),
            Message("Begin on the first day of a month, and end on the last one."),
        )
