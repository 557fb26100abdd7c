"""How much memory the desk settles at with a class open: what an old laptop of 4 GB has to give."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.sizes import Size
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk
from tests.helpers.sources import ROOT

MOST_MIB = 60
"""Of memory that belongs to the process alone. How many pages of libraries are resident beside it depends on the Python
and on what the system has in its cache: with the same code 63 MiB under one Python, 72 under another."""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.usefixtures("windows")
def test_a_class_is_taught_in_little_memory(size: Size, tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    prepared.at_teach(desk)
    desk.close()
    settled_ms = size.of("4000", "0")
    command = [sys.executable, "-m", "tests.benchmarks.desk_program", str(tmp_path / "profile"), PASSPHRASE, settled_ms]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
    resident, own = (int(kib) / 1024 for kib in done.stdout.split())
    print(f"\nresident {resident:.1f} MiB, of which {own:.1f} MiB are its own")
    size.at_most(own, MOST_MIB)
