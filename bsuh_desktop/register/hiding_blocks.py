"""Rows of a table that lie in one told row each: what is hidden beside those with few people."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.register.hiding_layers import STEPS, Layer, Step
from bsuh_desktop.register.hiding_rows import Row, Table

_TRIED = 50
"""Further rows that are tried as the last one, the cheapest first."""


def lifted(row: Row | None, layer: Layer) -> Row | None:
    """The row whose sum is told in place of a secret one: people could as well be counted in its secret neighbour.
    A secret row that lies in several others at once stays what it is."""
    while row is not None and layer.secret(row) and len(row.within) == 1 and row.within[0] is not None:
        row = row.within[0]
    return row


def complete_blocks(table: Table, layer: Layer) -> list[Row]:
    """Hides what must be hidden in a table of one family, each of its blocks for itself; returns all rows of the blocks
    in which nothing helps."""
    blocks: dict[int, tuple[Row, list[Row]]] = {}
    for row in sorted(table.rows.values(), key=lambda row: row.order):
        within = lifted(row.within[0], layer)
        if within is not None and not layer.secret(within):
            blocks.setdefault(id(within), (within, []))[1].append(row)
    return [row for within, rows in blocks.values() if not _complete(rows, within, layer) for row in rows]


def _complete(rows: Sequence[Row], within: Row, layer: Layer) -> bool:
    secret = [row for row in rows if layer.secret(row)]
    # What lies inside secret rows only is safe as they are: no sum of it is told.
    if all(any(layer.secret(above) for above in row.above) for row in secret):
        return True
    others = sorted((row for row in rows if layer.may_hide(row)), key=lambda row: (layer.price(row), row.values))
    for step in STEPS:
        more = _complements(secret, others, within, layer, step)
        if more is not None:
            for row in more:
                layer.hide(row)
            return True
    return False


def _complements(
    secret: Sequence[Row], others: Sequence[Row], within: Row, layer: Layer, step: Step
) -> list[Row] | None:
    """The cheapest of `others` beside which the secret rows cannot be worked out, or None."""
    picked: list[Row] = []
    if not any(layer.gives(row, step) for row in secret):
        picked.extend([row for row in others if layer.gives(row, step)][:1])
    if len(secret) + len(picked) < 2:
        picked.extend([row for row in others if row not in picked][:1])
    rest = [row for row in others if row not in picked]
    together = [*secret, *picked]
    while rest and not layer.enough(together, within):
        together.append(rest.pop(0))
    if not layer.enough(together, within):
        return None
    for more in ([], *([row] for row in rest[:_TRIED])):
        if _each_could_differ([*together, *more], layer, step):
            return [*together, *more][len(secret) :]
    return None


def _each_could_differ(rows: Sequence[Row], layer: Layer, step: Step) -> bool:
    """True if each of the rows could have more while another has less, or the other way about, and something would
    still be small: a reader knows why rows are hidden."""
    givers = [row for row in rows if layer.gives(row, step)]
    takers = [row for row in rows if layer.takes(row, step)]
    small = {id(row) for row in rows if layer.stays_small(row, 0)}

    def possible(more: Row, less: Row) -> bool:
        if more is less:
            return False
        known = not small or bool(small - {id(more), id(less)})
        return known or bool(layer.stays_small(more, step.people) or layer.stays_small(less, -step.people))

    takes, gives = {id(row) for row in takers}, {id(row) for row in givers}
    return all(
        (id(row) in takes and any(possible(row, less) for less in givers))
        or (id(row) in gives and any(possible(more, row) for more in takers))
        for row in rows
        if layer.needs(row) or not layer.secret(row)
    )
