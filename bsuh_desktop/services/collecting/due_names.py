"""Of which archived files the names' time is over: N days after the last class of the same learners was received, or
after the programme's end.

A laptop counts from the day of its receipt, the office from the day on which it took the file in, as its signed
decisions have it. A class that still waits, or contradicts another, holds its learners' names until the programme's
end.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.register.decided import Judged, Received, Reduced
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.parts import require_parts
from bsuh_desktop.trust.programme import Programme

_COUNTING = ("merged", "newer")
_HOLDING = ("waiting", "conflict")


def names_due(register: Register, programme: Programme, day: datetime.date) -> list[bytes]:
    """The files whose names may not be kept any longer on `day`, in the order in which they were received. Raises
    KnownError: no_coordinator_parts, register_damaged."""
    keep = datetime.timedelta(days=programme.retention_days)
    received, done = _received(register, programme.offset_minutes)
    named = [file for file in register.standing.files if file not in done]
    if day >= programme.expires + keep:
        return named
    standing = register.standing.files
    old = {file for file in named if received[file] + keep <= day and standing[file].verdict not in _HOLDING}
    if not old:
        return []
    require_parts()
    young = {file: until for file in standing if (until := received[file] + keep) > day}
    waiting = {file for file, one in standing.items() if one.verdict in _HOLDING}
    held = _held_back(register, old, young.keys() | waiting, day - keep)
    return [file for file in named if file in old and file not in held]


def _received(register: Register, offset_minutes: int) -> tuple[dict[bytes, datetime.date], set[bytes]]:
    """The day on which each file was received, or first counted, and the files whose names are gone."""
    days: dict[bytes, datetime.date] = {}
    counted: set[bytes] = set()
    done: set[bytes] = set()
    for line in register.decisions.lines():
        decision = line.decision
        if isinstance(decision, Received | Judged):
            day = day_of(line.wall_ms, offset_minutes)
            for one in decision.files:
                if one.file not in days or (one.verdict in _COUNTING and one.file not in counted):
                    days[one.file] = day
                if one.verdict in _COUNTING:
                    counted.add(one.file)
        elif isinstance(decision, Reduced) and decision.why == "retention":
            done.add(decision.file)
    return days, done


def _held_back(
    register: Register, old: Collection[bytes], young: Collection[bytes], since: datetime.date
) -> frozenset[bytes]:
    """Those of the `old` files in which somebody stands who sits in a `young` one as well, and those whose class is of
    a day after `since`: nothing was received before it was held, and that clock was wrong."""
    import numpy as np

    people: dict[bytes, Any] = {}
    younger: list[Any] = []
    late: set[bytes] = set()
    for tables in register.segments.each():
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
