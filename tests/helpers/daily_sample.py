"""A quarter of the cases of a module that is marked `sampled`, another one each day: four days in a row see them all.

A case stands in the same quarter as long as it keeps its name, and the day says which quarter is tried, so that a run
is repeated by its seed. Of each test function one case stays at least. What is run on demand is never left out.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence

PARTS = 4
_ON_DEMAND = ("soak", "benchmark")


def seed_of(day: datetime.date) -> int:
    """The seed of a day: the next day has the next one."""
    return day.toordinal()


def number_of(case: str) -> int:
    """A number that depends on nothing but the name of the case."""
    return int.from_bytes(hashlib.sha256(case.encode()).digest()[:8], "big")


def chosen(functions: Mapping[str, Sequence[str]], seed: int) -> set[str]:
    """Of the cases of each function those of the quarter of `seed`, or the one with the least number."""
    taken = set[str]()
    for cases in functions.values():
        today = {case for case in cases if number_of(case) % PARTS == seed % PARTS}
        taken |= today or {min(cases, key=number_of)}
    return taken


def left_out(cases: Sequence[tuple[str, str, frozenset[str]]], seed: int) -> set[str]:
    """Of cases, each with its function and the names of its marks, those that are not tried with `seed`."""
    functions: dict[str, list[str]] = {}
    for case, function, marks in cases:
        if "sampled" in marks and not marks.intersection(_ON_DEMAND):
            functions.setdefault(function, []).append(case)
    return {case for of_one in functions.values() for case in of_one} - chosen(functions, seed)
