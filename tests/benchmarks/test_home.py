"""From the passphrase to the painted Home, on a desk that has held 200 classes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.sizes import Size
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.many_classes import hold_many
from tests.helpers.sources import ROOT

CLASSES, TURNS = 200, 5
LIMIT = 3.0
"""How many times the key derivation alone, which nobody can shorten."""


@pytest.mark.usefixtures("windows", "compiled_once")
def test_home_stands_soon_after_the_passphrase(size: Size, tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    hold_many(desk, size.of(CLASSES, 1))
    desk.close()
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.home_program",
        str(tmp_path / "profile"),
        PASSPHRASE,
        size.of("2500", "0"),
    ]
    ratios = []
    for turn in range(size.of(TURNS, 0) + 1):
        done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
        home, derivation = (float(word) for word in done.stdout.split())
        print(f"\nHome {home * 1000:.0f} ms, key derivation alone {derivation * 1000:.0f} ms")
        # Only who has started before has its files at hand.
        ratios += [home / derivation] if turn or not size.full else []
    print("times the key derivation:", [round(ratio, 2) for ratio in ratios])
    size.at_most(statistics.median(ratios), LIMIT)
