"""The tiles of the map: district, number of classes, and shade."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.districts import DISTRICTS, District, find_district
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import count_text
from bsuh_desktop.language import say
from bsuh_desktop.qt.figures.steps import step_of, steps_of
from bsuh_desktop.qt.figures.words import counted
from bsuh_desktop.services.figures.values import Table, published_number


@dataclasses.dataclass(frozen=True)
class Tile:
    """A district, its number of classes, and its shade (see `step_of`)."""

    district: District
    classes: int
    step: int

    def label(self, language: Language) -> Message:
        """Its district and its number in words."""
        return Message("{group}: {count}", group=self.district.names, count=counted(self.classes, language))


def tiles_of(districts: Table) -> tuple[tuple[Tile, ...], tuple[int, ...], int]:
    """All 64 tiles, the counts at which darker shades begin, and the classes that are on no tile: of places on no
    list, or on a list without official codes."""
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
    return tuple(Tile(each, count, step_of(count, steps)) for each, count in counts), steps, elsewhere


def legend(tiles: tuple[Tile, ...], steps: tuple[int, ...], language: Language) -> list[tuple[int, str]]:
    """The shades in use, the darkest first, with their meaning; then the one for no class."""
    there = {tile.step for tile in tiles}
    lines = [(step, _range(step, steps, language)) for step in range(len(steps) + 1, 0, -1) if step in there]
    if 0 in there:
        lines.append((0, say(Message("no class"), language)))
    return lines


def _range(step: int, steps: tuple[int, ...], language: Language) -> str:
    low = count_text(steps[step - 2] if step > 1 else 1, language)
    high = count_text(steps[step - 1] - 1, language) if step <= len(steps) else ""
    if not high:
        return say(Message("{count} and more", count=low), language)
    return low if low == high else f"{low}–{high}"
