"""A country of classes made straight as columns, the same each time: no file, no key, no name."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from bsuh_desktop.domain.districts import DISTRICTS
from bsuh_desktop.register.arrow_rows import CLASSES, LEARNERS, Tables
from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
from bsuh_desktop.register.dimension_tables import place_table
from bsuh_desktop.register.facts import WORDS

SIZE = 40
"""Learners of a class."""

FIRST_DAY = datetime.date(2025, 8, 1)
MODULES = ("taps-traps-taka", "talk", "truth", "time", "trust", "team")
_CHANNELS = ("hands", "cards", "shared", "mixed", "none")
_LISTED = 0.97


def many_tables(classes: int, seed: int = 1, first: int = 0) -> Tables:
    """Rows of `classes` classes of SIZE learners, numbered from `first`: groups that come again, some on another
    laptop, some unknown."""
    chance = np.random.default_rng(seed)
    groups = chance.integers(0, max(classes * 4 // 5, 1), classes)
    return Tables(_classes(chance, groups + first, first), _learners(chance, groups + first))


def _classes(chance: np.random.Generator, groups: Any, first: int) -> pa.Table:
    count = len(groups)
    places = groups % max(count // 12, 1)
    hashes = [number.to_bytes(32, "big") for number in range(first, first + count)]
    made: dict[str, Any] = {
        "file": hashes,
        "session": [f"S{number}" for number in range(first, first + count)],
        "key": [b"key"] * count,
        "manifest": hashes,
        "prev": [b""] * count,
        "chain_head": hashes,
        "day": [FIRST_DAY + datetime.timedelta(int(day)) for day in chance.integers(0, 365, count)],
        "place": [f"eiin:{place}" for place in places],
        "place_name": [""] * count,
        "partner": 1 + places % 5,
        "facilitator": [f"{place % 4000:016x}" for place in places],
        "module": np.array(MODULES)[chance.integers(0, len(MODULES), count)],
        "channel": np.array(_CHANNELS)[chance.integers(0, len(_CHANNELS), count)],
        "minutes": chance.integers(30, 60, count),
        "entered_later": chance.random(count) < 0.05,
        "doubts": [[]] * count,
    }
    columns = [pa.array(made.get(field.name, [1] * count), field.type) for field in CLASSES]
    return pa.Table.from_arrays(columns, schema=CLASSES)


def _learners(chance: np.random.Generator, groups: Any) -> pa.Table:
    count = len(groups) * SIZE
    person = np.repeat(groups, SIZE) * SIZE + np.tile(np.arange(SIZE), len(groups))
    laptop = (chance.random(count) < 0.1).astype(np.int64)
    learner = mixed(person * 2 + laptop)
    learner[chance.random(count) < 0.02] = 0
    status = chance.choice(len(WORDS["status"]), count, p=(0.85, 0.04, 0.02, 0.08, 0.01)).astype(np.uint8)
    made: dict[str, Any] = {
        "row": np.repeat(np.arange(len(groups), dtype=np.int32), SIZE),
        "learner": learner,
        "seat": np.where(chance.random(count) < 0.9, mixed(person * 2 + 10**12), 0),
        "serial": np.zeros(count, np.int64),
        "status": status,
        "sex": (person % 7 % 3).astype(np.uint8),
        "age": (person % 11 % 4).astype(np.uint8),
        "disability": np.where(person % 50 == 0, 0, 2).astype(np.uint8),
        "grade": np.repeat(6 + groups % 5, SIZE).astype(np.uint8),
        "record_key": (mixed(person + 10**13).view(np.uint64) >> np.uint64(1)).view(np.int64),
        "awarded": (status < 3) & (chance.random(count) < 0.8),
    }
    ones = np.ones(count, np.int16)
    columns = [pa.array(made.get(field.name, ones)).cast(field.type) for field in LEARNERS]
    return pa.Table.from_arrays(columns, schema=LEARNERS)


def mixed(numbers: Any) -> Any:
    """Different 64-bit numbers of different numbers, without any order, as pseudonyms are: splitmix64."""
    made = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        made = (made ^ (made >> np.uint64(shift))) * np.uint64(factor)
    return made.view(np.int64)


def places_of(classes: int) -> pa.Table:
    """Nearly all places of `many_tables`, below the 64 districts; the others are on no list."""
    count = max(classes // 12, 1)
    listed = range(int(count * _LISTED)) if count > 1 else range(1)
    return place_table(
        (f"eiin:{place}", f"{district.code}{place // 64 % 8:02}", district.code, district.code[:2])
        for place in listed
        for district in (DISTRICTS[place % len(DISTRICTS)],)
    )


def all_count(tables: Tables) -> ArchiveStatus:
    """Every class counts."""
    pairs = list(zip(tables.classes["session"].to_pylist(), tables.classes["file"].to_pylist(), strict=True))
    files = {file: FileStatus(session, 1, "merged") for session, file in pairs}
    return ArchiveStatus(files=files, current=dict(pairs), conflicts={}, places={}, withdrawn={})
