"""The marks of what is never read of the lists in `tests/data/lists`: telephones, parents, addresses and the like."""

from __future__ import annotations

import json

from tests.helpers.reading_process import DATA

SHORTEST = 6
"""Bytes: a shorter mark stands somewhere by chance, the number of a day or a part of a hash."""
MARKS = [
    mark
    for marks in json.loads((DATA / "lists" / "forbidden.json").read_text("utf-8")).values()
    for mark in marks
    if len(mark.encode()) >= SHORTEST
]
