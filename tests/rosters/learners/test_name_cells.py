"""Names that stay whole, and cells of names that hold somebody else: written by somebody who had not read the code."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from bsuh_desktop.rosters.files.table import written_cell
from bsuh_desktop.rosters.learners.name_cells import without_numbers, without_others
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow

CELLS = Path(__file__).parents[2] / "data" / "name_cells"
WHOLE = (CELLS / "whole.txt").read_text("utf-8").splitlines()
BESIDE = [json.loads(line) for line in (CELLS / "others_beside.jsonl").read_text("utf-8").splitlines()]
FEWEST_WHOLE, FEWEST_BESIDE = 200, 250


def taken(cell: str) -> tuple[str, bool]:
    """The name that is kept of a cell, and whether something was said to be left out."""
    short = without_numbers([LearnerRow(2, {"name": [written_cell(cell)]}, False)])
    (row,), said = without_others(short.learners)
    return " ".join(one.text for one in row.cells["name"]), bool(short.dropped or said)


def test_whole_names_stay() -> None:
    assert len(WHOLE) >= FEWEST_WHOLE
    assert [name for name in WHOLE if taken(name) != (unicodedata.normalize("NFC", name), False)] == []


def test_nobody_else_is_kept_and_it_is_said() -> None:
    assert len(BESIDE) >= FEWEST_BESIDE
    for one in BESIDE:
        name, said = taken(one["cell"])
        assert [word for word in one["private"] if word in name] == [], one["cell"]
        assert said, one["cell"]
        # Where the parent stands first without brackets, nobody knows where the child begins.
        assert name in (one["keep"], ""), one["cell"]
    assert sum(taken(one["cell"])[0] == "" for one in BESIDE) <= 3
