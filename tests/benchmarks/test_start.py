"""How soon the command line is there, against Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size

LIMIT = 8


def started(*words: str) -> Way:
    return Way(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))


def test_help_is_there_at_once(size: Size) -> None:
    ways = {
        "python -I -c pass": started(sys.executable, "-I", "-c", "pass"),
        "bsuh --help": started(str(Path(sys.executable).parent / "bsuh"), "--help"),
    }
    seconds = size.measured(ways, turns=15, clock=time.perf_counter)
    print("\n" + table(seconds, "python -I -c pass"))
    size.at_most(ratio(seconds, "bsuh --help", "python -I -c pass"), LIMIT)
