"""Who sits in which file, by pseudonyms alone: asked where names or answers are to be forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.columns import Tables


def held_back(
    segments: Iterable[Tables], old: Collection[bytes], young: Collection[bytes], since: datetime.date
) -> frozenset[bytes]:
    """Those of the `old` files in which somebody stands who sits in a `young` one as well, and those whose class is of
    a day after `since`: nothing was received before it was held, and that clock was wrong."""
    people: dict[bytes, np.ndarray] = {}
    younger: list[np.ndarray] = []
    late: set[bytes] = set()
    for tables in segments:
        learners = tables.learners["learner"].to_numpy()
        rows = tables.learners["row"].to_numpy()
        days = tables.classes["day"].to_pylist()
        for row, file in enumerate(tables.classes["file"].to_pylist()):
            first, last = np.searchsorted(rows, [row, row + 1])
            own = learners[first:last]
            if file in young or days[row] > since:
                younger.append(own[own != 0])
                late.add(file)
            elif file in old:
                people[file] = own
    sit = np.unique(np.concatenate(younger)) if younger else np.empty(0, np.int64)
    return frozenset(late | {file for file, own in people.items() if np.isin(own, sit).any()})


def seats_of(tables: Tables, learners: Mapping[int, str]) -> list[tuple[bytes, bytes, str]]:
    """Where the `learners` (their ids by pseudonym) stand in one segment: file, public key of its device, and id."""
    theirs = tables.learners.filter(pc.is_in(tables.learners["learner"], pa.array(list(learners), pa.int64())))
    if not theirs.num_rows:
        return []
    classes = tables.classes.take(theirs["row"])
    found = zip(classes["file"].to_pylist(), classes["key"].to_pylist(), theirs["learner"].to_pylist(), strict=True)
    return [(file, key, learners[learner]) for file, key, learner in found]
