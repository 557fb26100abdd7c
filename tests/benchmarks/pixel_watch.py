"""Programs watched from outside: from a key on the keyboard, or from their start, to the first pixel that changes."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tests.helpers.sources import ROOT
from tests.helpers.x_server import XServer

PATIENCE_S = 30.0
"""How long a program may take before it counts as hanging."""

# So long nothing must move before the next key is pressed: fades are over, neighbours drawn.
CALM_S = 0.35

# So long after its first pixel a program has shown all its windows, and has the keyboard.
STARTED_S = 2.0


class Watch:
    """The eye on one row of pixels across the middle of the screen, through which every slide differs from the next."""

    def __init__(self, server: XServer) -> None:
        self._server = server
        server.watch()

    def row(self) -> bytes:
        """What is seen now."""
        return self._server.pixels(0, self._server.height // 2, self._server.width, 1)

    def until_changed(self, before: bytes, began: float) -> float:
        """Seconds from `began` (time.monotonic) to when the row is not as `before` any more."""
        while self.row() == before:
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError("nothing changed")
            self._server.wait(1.0)
        return time.monotonic() - began

    def until_calm(self, seconds: float = CALM_S) -> bytes:
        """The row, once it has stood still for a while."""
        seen, since, began = self.row(), time.monotonic(), time.monotonic()
        while (left := since + seconds - time.monotonic()) > 0:
            self._server.wait(left)
            now = self.row()
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError("it never stands still")
        return seen


@contextmanager
def running(server: XServer, command: Sequence[str]) -> Iterator[None]:
    """The program, running on `server` until the end of the block."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        server.clear()


def key_to_pixels(
    server: XServer,
    command: Sequence[str],
    keys: Sequence[str],
    first: Sequence[str] = (),
    started_s: float = STARTED_S,
) -> list[float]:
    """Seconds from each of `keys` to the first changed pixel; the keys `first` only bring the program to where it
    should be."""
    seconds = []
    watch = Watch(server)
    empty = watch.row()
    with running(server, command):
        watch.until_changed(empty, time.monotonic())
        watch.until_calm(started_s)
        for key in first:
            server.press(key)
            watch.until_calm()
        for key in keys:
            before = watch.until_calm()
            began = time.monotonic()
            server.press(key)
            seconds.append(watch.until_changed(before, began))
    return seconds


def start_to_pixels(server: XServer, command: Sequence[str]) -> float:
    """Seconds from the start of a program to its first pixel."""
    watch = Watch(server)
    empty = watch.until_calm()
    began = time.monotonic()
    with running(server, command):
        return watch.until_changed(empty, began)


def table(seconds: Mapping[str, Sequence[float]]) -> str:
    """A small table: median, nine in ten, and the longest, in milliseconds."""
    rows = [f"{'program':<28}{'n':>5}{'median ms':>11}{'9 in 10':>9}{'longest':>9}"]
    for name, each in seconds.items():
        ordered = sorted(each)
        most = ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
        median = statistics.median(ordered)
        rows.append(f"{name:<28}{len(ordered):>5}{median * 1000:>11.1f}{most * 1000:>9.1f}{ordered[-1] * 1000:>9.1f}")
    return "\n".join(rows)
