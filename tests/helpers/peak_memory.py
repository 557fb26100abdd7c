"""The most memory that a piece of work ever takes, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
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
