"""Holds a process that collects where it stands, so that a kill finds it there and never comes too late."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from bsuh_desktop.register.archive import Archive
from bsuh_desktop.register.decisions import Decisions
from tests.helpers.command import environment

Step = Literal["begun", "decided"]
Answer = TypeVar("Answer")

_STEPS: dict[Step, tuple[type, str]] = {"begun": (Archive, "begin"), "decided": (Decisions, "append")}
"""A file begins to be archived; a decision is written."""
_COMMAND = "import sys; from bsuh_desktop.cli.main import main; sys.exit(main())"
_HERE = b"here\n"
_HELD = "import sys; from tests.helpers.holding import hold; hold(sys.argv.pop(1), int(sys.argv.pop(1)))\n"


def held(step: Step, number: int, words: Sequence[str | Path], call: str = _COMMAND) -> subprocess.Popen[bytes]:
    """A process that runs `call`, the command if none is given, with `words`; returns once it has done `step` so often.
    It waits there; what its other threads and its workers do meanwhile goes on. Raises AssertionError where it ends
    before."""
    program = [sys.executable, "-c", f"{_HELD}{call}", step, str(number), *map(str, words)]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), bufsize=0)
    assert process.stdout is not None
    assert process.stdout.readline() == _HERE, f"never so often {step}: {number}"
    return process


def hold(step: Step, number: int) -> None:
    """In the process itself, before it begins."""
    owner, name = _STEPS[step]
    setattr(owner, name, _counting(getattr(owner, name), number))


def _counting(done: Callable[..., Answer], left: int) -> Callable[..., Answer]:
    def counted(*given: Any) -> Answer:
        nonlocal left
        answer = done(*given)
        left -= 1
        if left == 0:
            sys.stdout.buffer.write(_HERE)
            sys.stdout.flush()
            sys.stdin.read()
        return answer

    return counted
