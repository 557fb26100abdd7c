"""What a driven desk says through the pipe: before each command what it begins, after its commit what is acknowledged.

One JSON object a line. `{"begin": "mark 7 late", "session": "…", "most": 1}` says how many events at most the command
adds; `{"done": "mark 7 late", "session": "…", "seq": 12, "head": "…"}` that the journal ends with event 12, and the
chain up to it in these bytes; beside them stand what a command has promised: a file with its hash, serials, a tally.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

Line = dict[str, Any]


def tell(**line: object) -> None:
    """One line, at once: nothing of it waits in a buffer when the process dies."""
    os.write(1, json.dumps(line).encode() + b"\n")


def heard(lines: Iterable[bytes]) -> list[Line]:
    """The lines that came through whole."""
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def in_flight(said: list[Line]) -> Line | None:
    """The command that was begun and not acknowledged when the last word came."""
    last: Line | None = said[-1] if said else None
    return last if last is not None and "begin" in last else None
