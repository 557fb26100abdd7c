"""Of which archived files the names' time is over.

That is N days after the last class of the same learners was received, or after the programme's end. A laptop counts
from the day of its receipt, the office from the day on which it took the file in, as its signed decisions have it. A
class that still waits, or contradicts another, holds its learners' names until the programme's end.
"""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.dates import later
from bsuh_desktop.register.decided import Judged, Received, Reduced
from bsuh_desktop.register.folder import Register
from bsuh_desktop.trust.programme import Programme

_COUNTING = ("merged", "newer")
_HOLDING = ("waiting", "conflict")


def names_due(register: Register, programme: Programme, day: datetime.date) -> list[bytes]:
    """The files whose names may not be kept any longer on `day`, in the order in which they were received. Raises
    KnownError `register_damaged`."""
    keep = datetime.timedelta(days=programme.retention_days)
    received, done = _received(register, programme.offset_minutes)
    named = [file for file in register.standing.files if file not in done]
    if day >= later(programme.expires, keep):
        return named
    standing = register.standing.files
    old = {file for file in named if received[file] + keep <= day and standing[file].verdict not in _HOLDING}
    if not old:
        return []
    young = {file: until for file in standing if (until := received[file] + keep) > day}
    waiting = {file for file, one in standing.items() if one.verdict in _HOLDING}
    held = register.rows.held_back(old, young.keys() | waiting, day - keep)
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
