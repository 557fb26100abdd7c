"""The most memory that a piece of work ever takes, in a process of its own."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.command import environment

linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="told by Linux alone")

_TELLS = """
def _peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
_before = _peak()
"""


def megabytes_of(before: str, work: str, *words: str | Path) -> tuple[int, str]:
    """The megabytes by which `work` (Python, with `words` in sys.argv) raises the peak of a process that has done
    `before`, and what it printed."""
    program = f"import sys\n{before}\n{_TELLS}\n{work}\nprint(_peak() - _before)"
    command = [sys.executable, "-c", program, *map(str, words)]
    said = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout
    *printed, grown = said.splitlines()
    return int(grown), "\n".join(printed)


@contextmanager
def grows_by_less_than(megabytes: int) -> Iterator[None]:
    """At its peak this process takes fewer than so many megabytes beyond those that it has now; nothing is held to
    that where the system does not count them."""
    before = reset_peak()
    yield
    assert peak() - before < megabytes


def reset_peak() -> int:
    """The megabytes that this process has now; what is its peak counts from here on."""
    with contextlib.suppress(OSError):
        # proc(5): the peak begins anew.
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return _told("VmRSS")


def peak() -> int:
    """The most megabytes that this process has had since."""
    return _told("VmHWM")


def _told(name: str) -> int:
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{name}:"))
