"""Figures for everybody's eyes: tables that were counted, and hidden together before anybody sees one of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bsuh_desktop.register.asked import Dimension, Filters, Group
from bsuh_desktop.register.hiding import Shown, coarser, hide
from bsuh_desktop.services.figures.picture import OpenPicture
from bsuh_desktop.services.figures.values import FigureRow, Figures, Table

By = tuple[Dimension, ...]
_EVERYBODY = Filters()


def figures(picture: OpenPicture, by_tables: Sequence[Sequence[Dimension]], filters: Filters = _EVERYBODY) -> Figures:
    """The whole and one table for each of `by_tables`, in their order.

    They are hidden together, and with every coarser table that somebody could ask for on another day: what one export
    hides no other one tells."""
    wanted: list[By] = [tuple(by) for by in by_tables]
    together = _together(wanted)
    groups = [picture.groups(by, filters) for by in together]
    shown = hide(tuple(zip(together, groups, strict=True)), picture.areas, picture.limit)
    rows = {by: _rows(picture, by, *found) for by, found in zip(together, zip(groups, shown, strict=True), strict=True)}
    tables = tuple(Table(by, rows[by], sum(row.suppressed for row in rows[by])) for by in wanted)
    (whole,) = rows[()]
    return Figures(picture.as_of, filters, picture.source, picture.limit, whole, tables)


def _together(wanted: Sequence[By]) -> tuple[By, ...]:
    """All tables that must be looked at together, each once, the whole first."""
    found: dict[By, None] = {(): None}
    for by in wanted:
        found.update(dict.fromkeys(coarser(by)))
        found[by] = None
    return tuple(found)


def _rows(picture: OpenPicture, by: By, groups: Sequence[Group], shown: Sequence[Shown]) -> tuple[FigureRow, ...]:
    """The rows of one table in the order of their values: nothing of their numbers shows in it."""
    told = zip(groups, shown, strict=True)
    return tuple(_row(picture, by, group, how) for group, how in told if how is not Shown.UNLISTED)


def _row(picture: OpenPicture, by: By, group: Group, how: Shown) -> FigureRow:
    labels = tuple(picture.labels.label(name, value) for name, value in zip(by, group.values, strict=True))
    if how is Shown.HIDDEN:
        return FigureRow(group.values, labels, None)
    if how is Shown.NO_CERTIFICATES:
        # What is hidden is not even in the value.
        return FigureRow(group.values, labels, replace(group.counts, certificates=0), certificates_hidden=True)
    return FigureRow(group.values, labels, group.counts)
