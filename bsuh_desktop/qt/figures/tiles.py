"""What stands on each tile of the map: its district, its row of figures, and its shade."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.districts import DISTRICTS, DIVISIONS, District, find_district
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import said_count
from bsuh_desktop.language import say
from bsuh_desktop.qt.figures.shades import HIDDEN_STEP
from bsuh_desktop.qt.figures.steps import step_of, steps_of
from bsuh_desktop.qt.figures.words import counted, hidden_said
from bsuh_desktop.services.figures.values import FigureRow, Table


@dataclasses.dataclass(frozen=True)
class Tile:
    """`classes` is None where the number is hidden."""

    district: District
    classes: int | None
    step: int

    def said(self, language: Language, limit: int) -> Message:
        """Its district and its number in words."""
        count = hidden_said(limit) if self.classes is None else counted(self.classes, language)
        return Message("{group}: {count}", group=self.district.names, count=count)


@dataclasses.dataclass(frozen=True)
class Elsewhere:
    """Classes that stand on no tile: of places on no list, or of a list without official codes."""

    classes: int = 0
    hidden: int = 0


def tiles_of(
    districts: Table, divisions: Table, whole: FigureRow
) -> tuple[tuple[Tile, ...], tuple[int, ...], Elsewhere]:
    """All 64, where the shades begin, and what is on none of them. Of a hidden division no district is told, whether
    there is one or not: so all of its tiles are hidden."""
    hidden = {row.values[0] for row in divisions.rows if row.counts is None}
    if whole.counts is None or "" in hidden:
        hidden.update(DIVISIONS)
    rows: dict[str, FigureRow] = {}
    classes = unknown = 0
    for row in districts.rows:
        district = find_district(row.values[0])
        if district is not None and district.code not in rows:
            rows[district.code] = row
        elif row.counts is None:
            unknown += 1
        else:
            classes += row.counts.classes
    steps = steps_of(row.counts.classes for row in rows.values() if row.counts is not None)
    tiles = tuple(_tile(each, rows.get(each.code), steps, each.division in hidden) for each in DISTRICTS)
    return tiles, steps, Elsewhere(classes, unknown)


def _tile(district: District, row: FigureRow | None, steps: tuple[int, ...], hidden: bool) -> Tile:
    if row is None:
        return Tile(district, None, HIDDEN_STEP) if hidden else Tile(district, 0, 0)
    if row.counts is None:
        return Tile(district, None, HIDDEN_STEP)
    return Tile(district, row.counts.classes, step_of(row.counts.classes, steps))


def legend(tiles: tuple[Tile, ...], steps: tuple[int, ...], language: Language) -> list[tuple[int, str]]:
    """The shades that are there, the darkest first, with what each means; then nothing, and what is hidden."""
    there = {tile.step for tile in tiles}
    lines = [(step, _range(step, steps, language)) for step in range(len(steps) + 1, 0, -1) if step in there]
    if 0 in there:
        lines.append((0, say(Message("no class"), language)))
    if HIDDEN_STEP in there:
        lines.append((HIDDEN_STEP, say(Message("hidden"), language)))
    return lines


def _range(step: int, steps: tuple[int, ...], language: Language) -> str:
    low = said_count(steps[step - 2] if step > 1 else 1, language)
    high = said_count(steps[step - 1] - 1, language) if step <= len(steps) else ""
    if not high:
        return say(Message("{count} and more", count=low), language)
    return low if low == high else f"{low}–{high}"
