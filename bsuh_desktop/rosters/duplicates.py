"""Finds learners of one list who share a roll or a name: they are reported, never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from bsuh_desktop.domain.roster import RosterRow, roll_key
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.remarks import Remark

_MARKS = re.compile(r"[\s.:ঃ,'’\-]+")
_SAME_TITLE = {
    **dict.fromkeys(("মোহাম্মদ", "মোহাম্মাদ", "মুহাম্মদ", "মুহাম্মাদ", "মো"), "মো"),
    **dict.fromkeys(("মোসাম্মৎ", "মোছাম্মৎ", "মোসা", "মোছা"), "মোছা"),
    **dict.fromkeys(("mohammad", "mohammed", "muhammad", "mohd", "md"), "md"),
    **dict.fromkeys(("mosammat", "mossammat", "mst", "most"), "mst"),
}


def duplicate_remarks(learners: Sequence[RosterRow]) -> list[Remark]:
    """A remark on each row after the first that has another's roll or name, naming all the rows."""
    said = []
    rolls = {one.row: one.roll for one in learners if one.roll is not None}
    for rows in _groups({row: roll_key(roll) for row, roll in rolls.items()}):
        said += [remarks.duplicate_roll(row, rolls[row], rows) for row in rows[1:]]
    bangla = {one.row: name_key(one.name_bn) for one in learners}
    english = {one.row: name_key(one.name_en) for one in learners}
    same = {row: rows for rows in (*_groups(english), *_groups(bangla)) for row in rows[1:]}
    return said + [remarks.same_name(row, rows) for row, rows in same.items()]


def name_key(name: str | None) -> str:
    """A name without punctuation and with common titles normalised: মোঃ, মো: and মোহাম্মদ give the same key."""
    words = [word for word in _MARKS.split((name or "").casefold()) if word]
    return " ".join(_SAME_TITLE.get(word, word) for word in words)


def _groups(keys: Mapping[int, Hashable]) -> list[tuple[int, ...]]:
    """The rows that share a key with another row; an empty key is never shared."""
    rows = defaultdict(list)
    for row, key in keys.items():
        if key != "":
            rows[key].append(row)
    return [tuple(shared) for shared in rows.values() if len(shared) > 1]
