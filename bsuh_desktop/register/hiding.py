"""Small groups are hidden, and others beside them, so that nobody can be picked out (FORMAT.md says what is promised).

Each table is hidden by looking at itself and coarser ones only: a district that is hidden today is hidden tomorrow,
whatever else is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bsuh_desktop.register.hiding_blocks import complete_blocks
from bsuh_desktop.register.hiding_boxes import Boxes
from bsuh_desktop.register.hiding_layers import Certificates, Whole
from bsuh_desktop.register.hiding_rows import AreaPath, Asked, Row, Shown, Table, coarser, plainly, related

__all__ = ["AreaPath", "Asked", "Shown", "coarser", "hide"]


def hide(
    tables: Sequence[Asked], areas: Iterable[AreaPath], limit: int, complementary: bool = True
) -> tuple[tuple[Shown, ...], ...]:
    """What can be told of each row of each table, in their order. The whole is the table that is told apart by nothing.
    `limit` is the smallest number of people that is told; `areas` are the places and where they lie. Give every table
    of `coarser` along, so that two exports agree. `complementary` False hides the small rows only: they can then be
    worked out from the others."""
    plain = [plainly(asked) for asked in tables]
    made = related(plain, areas)
    for table in made:
        if complementary:
            _hide_safely(table, Whole(limit), Certificates(limit))
        else:
            _hide_small(table, Whole(limit))
            _hide_small(table, Certificates(limit))
    by = {table.by: table for table in made}
    return tuple(tuple(by[dimensions].rows[group.values].shown for group in groups) for dimensions, groups in plain)


def _hide_small(table: Table, layer: Whole | Certificates) -> None:
    for row in table.rows.values():
        if layer.small(row):
            layer.hide(row)


def _hide_safely(table: Table, rows: Whole, certificates: Certificates) -> None:
    crossed = len(table.families) > 1
    for row in table.rows.values():
        # Which rows there are would tell how certificates are spread, where rows lie crosswise.
        if any(above.shown.wholly or (crossed and above.shown is not Shown.TOLD) for above in row.above):
            rows.bury(row)
    _hide_small(table, rows)
    again = True
    while again:
        _complete_rows(table, rows)
        _hide_small(table, certificates)
        again = _complete_certificates(table, certificates)


def _complete_rows(table: Table, layer: Whole) -> None:
    if not any(layer.needs(row) for row in table.rows.values()):
        return
    if len(table.families) == 1:
        for row in complete_blocks(table, layer):
            layer.bury(row)
    elif table.families:
        boxes = Boxes(table, layer)
        while lost := boxes.complete():
            # The sums of coarser tables are all that is told of them and what hangs together with them.
            for row in lost:
                for other in boxes.around(row):
                    layer.bury(other)


def _complete_certificates(table: Table, layer: Certificates) -> bool:
    """True if rows had to be hidden wholly because their certificates could be worked out otherwise."""
    if not table.families or not any(layer.secret(row) for row in _inside_too(table, layer)):
        return False
    lost = complete_blocks(table, layer) if len(table.families) == 1 else Boxes(table, layer).complete()
    promoted = [row for row in lost if row.shown is Shown.NO_CERTIFICATES]
    for row in lost:
        if row.shown is Shown.HIDDEN and len(table.families) > 1:
            row.shown = Shown.UNLISTED
    for row in promoted:
        row.shown = Shown.HIDDEN
    return bool(promoted)


def _inside_too(table: Table, layer: Certificates) -> Iterable[Row]:
    """The table's rows, once certificates inside a row that does not tell them are hidden, too."""
    for row in table.rows.values():
        if any(above.shown is Shown.NO_CERTIFICATES for above in row.above):
            layer.hide(row)
    return table.rows.values()
