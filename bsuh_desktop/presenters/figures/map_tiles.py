"""The tiles of the map: district, number of classes, and shade."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.districts import DISTRICTS, District, find_district
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import local_count
from bsuh_desktop.presenters.figures.steps import step_of, steps_of
from bsuh_desktop.presenters.figures.words import counted
from bsuh_desktop.presenters.parts import Joined, Text
from bsuh_desktop.services.figures.values import Table, published_number


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
