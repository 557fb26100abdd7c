"""Rows of a table that lie in several told rows at once, such as a district and a month.

What is secret there must be a corner of a *box*: rows of two districts and two months, say, in which people could be
counted crosswise, one more here and one less there, without any told sum being otherwise (the hypercube method).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from bsuh_desktop.register.hiding_blocks import lifted
from bsuh_desktop.register.hiding_layers import STEPS, Layer, Step
from bsuh_desktop.register.hiding_rows import Row, Table

_Node = tuple[int, int]
_Values = tuple[str, ...]
_MOST = 20_000
"""Boxes that are looked at for one row and step: more would take too long in a table of many dimensions."""


class Boxes:
    """One table while it is completed in one layer."""

    def __init__(self, table: Table, layer: Layer) -> None:
        self._table, self._layer = table, layer
        self._rows = sorted(table.rows.values(), key=lambda row: row.order)
        self._nodes: dict[_Values, tuple[_Node, ...] | None] = {}
        self._told: dict[_Node, Row] = {}
        self._members: dict[_Node, list[Row]] = {}
        for row in self._rows:
            for node in self._of(row.values) or ():
                self._members.setdefault(node, []).append(row)
        self._safe: set[int] = set()

    def complete(self) -> list[Row]:
        """Hides what must be hidden, until each secret row is safe and what told rows leave over is enough; returns
        the rows for which there is no box."""
        lost = []
        while True:
            for row in self._rows:
                if not self._layer.needs(row) or id(row) in self._safe or not self._open(row):
                    continue
                self._safe.add(id(row))
                if not self._make_safe(row):
                    lost.append(row)
            if not self._leave_enough():
                return lost

    def around(self, row: Row) -> list[Row]:
        """All rows that hang together with this one by told sums."""
        found, seen = [row], {id(row)}
        for one in found:
            for node in self._of(one.values) or ():
                for other in self._members[node]:
                    if id(other) not in seen:
                        seen.add(id(other))
                        found.append(other)
        return found

    def _of(self, values: _Values) -> tuple[_Node, ...] | None:
        """The rows in whose sums a row of these values is counted; None if it would lie in a row that is not there."""
        if values not in self._nodes:
            self._nodes[values] = self._look(values)
        return self._nodes[values]

    def _look(self, values: _Values) -> tuple[_Node, ...] | None:
        row = self._table.rows.get(values)
        if row is None:
            found = [self._table.row_within(values, family) for family in self._table.families]
            if None in found:
                return None
        else:
            found = list(row.within)
        nodes = []
        for number, within in enumerate(found):
            up = lifted(within, self._layer)
            node = (number, id(up) if up else 0)
            nodes.append(node)
            if up and not self._layer.secret(up):
                self._told[node] = up
        return tuple(nodes)

    def _open(self, row: Row) -> bool:
        return any(node in self._told for node in self._of(row.values) or ())

    def _make_safe(self, row: Row) -> bool:
        for step in STEPS:
            boxes = (box for sign in (1, -1) for box in self._boxes(row, sign, step))
            best = min(boxes, default=None)
            if best is not None:
                self._take(best[2], bury=best[1] > 0)
                return True
        return False

    def _boxes(self, row: Row, sign: int, step: Step) -> Iterator[tuple[int, int, list[_Values]]]:
        """What each box costs in people, how many of its corners are not there, and its corners."""
        ways = self._ways(row, sign, step)
        looked = 0
        for size in range(1, len(ways) + 1):
            for axes in combinations(range(len(ways)), size):
                for others in product(*(ways[axis] for axis in axes)):
                    looked += 1
                    if looked > _MOST:
                        return
                    corners = _corners(row.values, axes, others)
                    cost = self._cost(corners, sign, step)
                    if cost is not None:
                        yield (*cost, [values for values, _ in corners])

    def _ways(self, row: Row, sign: int, step: Step) -> list[list[str]]:
        """For each dimension, the values that a box could go to from the row."""
        near = {id(other): other for node in self._of(row.values) or () for other in self._members[node]}
        found: list[list[str]] = []
        for axis, own in enumerate(row.values):
            values = sorted({other.values[axis] for other in near.values()} - {own})
            steps = ((value, (*row.values[:axis], value, *row.values[axis + 1 :])) for value in values)
            found.append([value for value, corner in steps if self._price(corner, -sign, step) is not None])
        return found

    def _price(self, values: _Values, sign: int, step: Step) -> tuple[int, int] | None:
        """What it costs to have the corner secret, and 1 if it is not there; None if it cannot be such a corner."""
        layer, row = self._layer, self._table.rows.get(values)
        if row is None:
            return (0, 1) if sign > 0 and layer.takes(None, step) and self._of(values) else None
        if not layer.secret(row) and not layer.may_hide(row):
            return None
        could = layer.takes(row, step) if sign > 0 else layer.gives(row, step)
        return (layer.price(row), 0) if could else None

    def _cost(self, corners: list[tuple[_Values, int]], sign: int, step: Step) -> tuple[int, int] | None:
        sums: Counter[_Node] = Counter()
        people = missing = 0
        small = []
        for values, side in corners:
            price = self._price(values, sign * side, step)
            if price is None:
                return None
            people, missing = people + price[0], missing + price[1]
            row = self._table.rows.get(values)
            small.append(row and self._layer.stays_small(row, sign * side * step.people))
            for node in self._of(values) or ():
                sums[node] += side
        # Something must still be small: a reader knows why rows are hidden.
        known = True in small or False not in small
        return (people, missing) if known and not any(sums.values()) else None

    def _take(self, corners: list[_Values], bury: bool) -> None:
        for values in corners:
            row = self._table.rows.get(values)
            if row is not None:
                (self._layer.bury if bury else self._layer.hide)(row)
                self._safe.add(id(row))

    def _leave_enough(self) -> bool:
        """Hides one more row wherever the told ones leave over few people; True if there was such a place."""
        more = False
        for node, within in self._told.items():
            members = self._members.get(node, [])
            secret = [row for row in members if self._layer.secret(row)]
            if not secret or self._layer.enough(secret, within):
                continue
            others = [row for row in members if self._layer.may_hide(row)]
            if others:
                self._layer.hide(min(others, key=lambda row: (self._layer.price(row), row.values)))
                more = True
        return more


def _corners(values: _Values, axes: tuple[int, ...], others: tuple[str, ...]) -> list[tuple[_Values, int]]:
    """All corners of the box between `values` and what the axes go to, each with its side, 1 or -1."""
    corners = []
    for choice in product((0, 1), repeat=len(axes)):
        corner = list(values)
        for axis, other, taken in zip(axes, others, choice, strict=True):
            if taken:
                corner[axis] = other
        corners.append((tuple(corner), -1 if sum(choice) % 2 else 1))
    return corners
