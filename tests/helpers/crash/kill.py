"""The parent of a driven desk: draws the instant, keeps what it was told until then, and kills with SIGKILL."""

from __future__ import annotations

import dataclasses
import os
import random
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from tests.helpers.command import ROOT
from tests.helpers.crash.installation import Laptop
from tests.helpers.crash.wire import Line, heard

DESK, WINDOW = "desk_driver.py", "window_driver.py"


@dataclasses.dataclass(frozen=True)
class Aim:
    """When to kill: after `turns` acknowledgements; `in_flight` while the next command has begun, and if it writes a
    file, while that stands half-written under its temporary name."""

    turns: int
    in_flight: bool


def call(laptop: Laptop, driver: str, *words: str) -> list[str]:
    """The words that start a driver."""
    return [sys.executable, str(ROOT / "tests" / "helpers" / "crash" / driver), str(laptop.home), *words]


def killed(laptop: Laptop, driver: str, phase: str, aim: Aim, chance: random.Random) -> list[Line]:
    """Drives a desk until the instant that is drawn here; returns what it got to say."""
    environment = laptop.environment()
    if driver == DESK:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            call(laptop, driver, phase), stdout=subprocess.PIPE, stderr=errors, env=environment
        ) as child:
            assert child.stdout is not None
            said = _listen(child.stdout, aim.turns)
            if aim.in_flight:
                said += _await_flight(child.stdout, laptop, _usual(said), chance)
            else:
                time.sleep(chance.random() * 2 * _usual(said).get("", 0.01))
            os.kill(child.pid, signal.SIGKILL)
            said += [(time.monotonic(), line) for line in child.stdout.readlines()]
        errors.seek(0)
        assert child.returncode == -signal.SIGKILL, f"{driver} died by itself: {errors.read().decode()}"
    return heard(line for _, line in said)


Timed = list[tuple[float, bytes]]


def _listen(pipe: IO[bytes], turns: int) -> Timed:
    said: Timed = []
    while turns and (line := pipe.readline()):
        said.append((time.monotonic(), line))
        turns -= line.startswith(b'{"done"')
    return said


def _usual(said: Timed) -> dict[str, float]:
    """How many seconds a command of each kind has taken so far; under "" any."""
    taken: dict[str, list[float]] = {"": []}
    for (begun, line), (done, _) in zip(said[::2], said[1::2], strict=False):
        kind = str(heard([line])[0].get("begin", "")).split(" ")[0]
        taken.setdefault(kind, []).append(done - begun)
        taken[""].append(done - begun)
    return {kind: statistics.median(times) for kind, times in taken.items() if times}


def _await_flight(pipe: IO[bytes], laptop: Laptop, usual: dict[str, float], chance: random.Random) -> Timed:
    """Waits for the beginning of the next command, then for an instant of it."""
    said: Timed = []
    while not said or not said[-1][1].startswith(b'{"begin"'):
        line = pipe.readline()
        if not line:
            return said
        said.append((time.monotonic(), line))
    kind = str(heard([said[-1][1]])[0]["begin"]).split(" ")[0]
    folder = {"certificates": laptop.papers, "attendance": laptop.stick}.get(kind)
    if folder is None or chance.random() < 0.25:
        time.sleep(chance.random() * 0.8 * usual.get(kind, usual.get("", 0.0)))
    else:
        _await_temporary(folder, len(os.listdir(folder)), pipe)
        if chance.random() < 0.3:
            time.sleep(chance.random() * 0.0005)
    return said


def _await_temporary(folder: Path, before: int, pipe: IO[bytes]) -> None:
    """Until a file that has no name yet stands in `folder`, or one that got its name meanwhile; or until more is said,
    for the command wrote none."""
    while len(os.listdir(folder)) == before and not select.select([pipe], [], [], 0)[0]:
        pass
