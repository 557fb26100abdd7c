"""Holds a process where it writes, so that a kill finds it there and never comes too late."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from bsuh_desktop.register.archive import Archive
from bsuh_desktop.register.decisions import Decisions
from tests.helpers.command import CALL, environment

Step = Literal["begun", "decided", "named", "removed"]
"""A file has begun to be archived; a decision was written; a file is written and about to get its name; one is about to
go."""
Answer = TypeVar("Answer")

_CALLS: dict[str, tuple[type, str]] = {"begun": (Archive, "begin"), "decided": (Decisions, "append")}
_EVENTS: dict[str, tuple[tuple[str, ...], int]] = {
    "named": (("os.link", "os.rename"), 1),
    "removed": (("os.remove",), 0),
}
"""Python's audit events of a step, and which of the things they tell is the file's name."""
_HERE = b"here\n"
_HELD = (
    "import sys; from tests.helpers.held_process import hold;"
    " hold(sys.argv.pop(1), int(sys.argv.pop(1)), sys.argv.pop(1))\n"
)


def held(
    step: Step, number: int, words: Sequence[str | Path], call: str = CALL, ending: str = ""
) -> subprocess.Popen[bytes]:
    """A process that runs `call`, the command if none is given, with `words`; returns once it has done `step` so often,
    of files only those whose names have that `ending`. It waits there; what its other threads and its workers do
    meanwhile goes on. Raises AssertionError where it ends before."""
    program = [sys.executable, "-c", f"{_HELD}{call}", step, str(number), ending, *map(str, words)]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), bufsize=0)
    assert process.stdout is not None
    while (line := process.stdout.readline()) != _HERE:
        if not line:
            process.communicate()
            raise AssertionError(f"ended before it had {step} {ending or 'so often'}: {number}")
    return process


def hold(step: Step, number: int, ending: str) -> None:
    """In the process itself, before it begins."""
    count = _Count(number)
    if step in _CALLS:
        owner, name = _CALLS[step]
        setattr(owner, name, count.after(getattr(owner, name)))
    else:
        events, place = _EVENTS[step]

        def heard(event: str, given: tuple[Any, ...]) -> None:
            if event in events and str(given[place]).endswith(ending):
                count.down()

        sys.addaudithook(heard)


class _Count:
    """Says that it is here and waits, once it has come down to nothing."""

    def __init__(self, left: int) -> None:
        self._left = left

    def down(self) -> None:
        self._left -= 1
        if self._left == 0:
            sys.stdout.flush()
            sys.stdout.buffer.write(_HERE)
            sys.stdout.flush()
            sys.stdin.read()

    def after(self, done: Callable[..., Answer]) -> Callable[..., Answer]:
        """`done`, counted once it is over."""

        def counted(*given: Any, **more: Any) -> Answer:
            answer = done(*given, **more)
            self.down()
            return answer

        return counted
