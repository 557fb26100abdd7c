"""Hiding in a country's tables takes no more work a row, and hides little where classes are large."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bsuh_desktop.register.asked import Counts, Group
from bsuh_desktop.register.hiding import Shown, coarser, hide
from tests.helpers.sampled import few_or_all
from tests.helpers.small_countries import By
from tests.helpers.work import steps

AREAS = tuple(
    (f"{one % 8}", f"{one % 8}{one:02}", f"{one % 8}{one:02}{two}", f"eiin:{one:02}{two}{three:02}")
    for one in range(64)
    for two in range(8)
    for three in range(39)
)
"""8 divisions, 64 districts, 512 upazilas, 19,968 places."""
LEVELS = ("division", "district", "upazila", "place", "month")


def country(by: By, places: int) -> list[tuple[By, list[Group]]]:
    """Classes in every nth place, one in twenty of them small; the tables that go with `by`."""
    chance = random.Random(7)
    classes = []
    for path in AREAS[:: len(AREAS) // places]:
        people = chance.randint(30, 60) if chance.random() > 0.05 else chance.randint(1, 12)
        there = people - min(people, chance.choice((0, 1, 3)))
        classes.append(((*path, f"2026-{chance.randint(1, 12):02}"), people, there, there * 9 // 10))
    tables = []
    for one in coarser(by):
        sums: dict[tuple[str, ...], Counter[str]] = {}
        for values, people, there, earned in classes:
            key = tuple(values[LEVELS.index(dimension)] for dimension in one)
            sums.setdefault(key, Counter()).update(classes=1, total=people, present=there, earned=earned)
        tables.append((one, [Group(key, _counts(sums[key])) for key in sorted(sums)]))
    return tables


def _counts(sums: Counter[str]) -> Counts:
    people, there = sums["total"], sums["present"]
    return Counts(sums["classes"], people, people, there, there, sums["earned"], 40 * sums["classes"], 0)


def hidden(by: By, places: int) -> tuple[Counter[Shown], int]:
    """What is shown of the finest table's rows, and how many of these are small."""
    tables = country(by, places)
    shown = hide(tables, AREAS, 10)[-1]
    small = sum(0 < group.counts.present < 10 for group in tables[-1][1])
    return Counter(shown), small


@pytest.mark.parametrize("by", [("district", "month"), ("place",)], ids=["districts and months", "places"])
def test_a_row_of_a_large_country_takes_no_more_work(by: By) -> None:
    def work(places: int) -> float:
        """Steps a row."""
        tables, areas = country(by, places), AREAS[:: len(AREAS) // places]
        return steps(lambda: hide(tables, areas, 10)) / sum(len(groups) for _, groups in tables)

    few, many = work(250), work(2_000)
    print(f"\nsteps a row: {few:.0f} in 250 places, {many:.0f} in 2,000")
    assert many < 2 * few


def test_most_districts_and_months_are_told() -> None:
    shown, _ = hidden(("district", "month"), 2_000)
    print(f"\n{dict(shown)}")
    assert shown[Shown.TOLD] > 0.8 * shown.total()


@few_or_all("places", len(AREAS) // 4, len(AREAS))
def test_of_many_places_few_but_small_ones_are_hidden(places: int) -> None:
    shown, small = hidden(("place",), places)
    print(f"\n{dict(shown)}, {small} small")
    assert shown.total() == places
    assert small <= shown[Shown.HIDDEN] + shown[Shown.UNLISTED] < 2.5 * small
