"""Work that is counted instead of timed: the same number on every machine, however slow or busy it is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python this thread runs for `work`, and functions it calls: each turn of a loop counts, also
    of one within a line; what a function written in C does inside does not. Lines take some ten times as long
    meanwhile."""
    counted = 0

    def look(_: FrameType, event: str, __: Any) -> Any:
        nonlocal counted
        counted += event in ("line", "call")
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


def calls(work: Callable[[], object]) -> Counter[str]:
    """How often this thread calls each Python function for `work`, by the functions' qualified names."""
    called = Counter[str]()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called[frame.f_code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(before)
    return called


def sql_steps(conn: Any, work: Callable[[], object]) -> int:
    """How many instructions of its virtual machine SQLite takes on this connection for `work`."""
    counted = 0

    def look() -> int:
        nonlocal counted
        counted += 1
        return 0

    conn.set_progress_handler(look, 1)
    try:
        work()
    finally:
        conn.set_progress_handler(None, 1)
    return counted
