"""From a key press to changed pixels on the stage, against the least that a window can do, and against its peers."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from tests.benchmarks.peers import Peer, peers
from tests.benchmarks.pixel_watch import STARTED_S, key_to_pixels, table
from tests.benchmarks.sizes import Size
from tests.helpers.x_server import XServer

WIDTH, HEIGHT = 1920, 1080
LIMIT = 1.5
"""How many times the bare window's time the stage may take."""

PEERS_LIMIT = 0.5
"""How large a part of the fastest peer's time."""

TURNS = 3
SOON_S = 0.7
"""Calm before the first key where nothing is timed."""
KEYS = ["Right"] * 12 + ["Left"] * 12
STAGE, STILL, BARE = "stage", "stage without motion", "bare pixmaps"
PROGRAMS = {
    BARE: [sys.executable, "-m", "tests.benchmarks.bare_pixmaps"],
    STAGE: [sys.executable, "-m", "tests.benchmarks.stage_program"],
    STILL: [sys.executable, "-m", "tests.benchmarks.stage_program", "still"],
}


def test_a_key_press_is_seen_nearly_as_soon_as_on_a_bare_window(size: Size) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    keys, started_s = size.of(KEYS, KEYS[:1]), size.of(STARTED_S, SOON_S)
    with XServer(WIDTH, HEIGHT) as server:
        for _ in range(size.of(TURNS, 1)):
            for name in size.of((BARE, STAGE, STILL), (BARE, STAGE)):
                seconds[name] += key_to_pixels(server, PROGRAMS[name], keys, started_s=started_s)
    seconds = {name: each for name, each in seconds.items() if each}
    print("\n" + table(seconds))
    bare = statistics.median(seconds[BARE])
    for name, each in seconds.items():
        size.at_most(statistics.median(each), LIMIT * bare, name)


def test_a_key_press_is_seen_in_half_the_time_of_the_fastest_peer(
    size: Size, qapp: QGuiApplication, tmp_path: Path
) -> None:
    """On average over as many steps forward as back: who draws the next slide in advance, as Impress does, is quick
    forward alone, so the directions are also told apart in the table."""
    others = peers(tmp_path, QSize(WIDTH, HEIGHT))
    if not others:
        pytest.skip("no peer is installed: apt install pympress pdf-presenter-console libreoffice-impress")
    each = size.of(10, 1)
    keys = ["Right"] * each + ["Left"] * each
    started_s = size.of(STARTED_S, SOON_S)
    programs = size.of({STAGE: Peer(PROGRAMS[STAGE]), **others}, dict(list(others.items())[:1]))
    seconds: dict[str, list[float]] = {}
    with XServer(WIDTH, HEIGHT) as server:
        for _ in range(size.of(TURNS, 1)):
            for name, peer in programs.items():
                for key, took in zip(
                    keys, key_to_pixels(server, peer.command, keys, peer.first, started_s), strict=True
                ):
                    seconds.setdefault(f"{name} {key}", []).append(took)
    print("\n" + table(seconds))
    average = {name: statistics.fmean(seconds[f"{name} Right"] + seconds[f"{name} Left"]) for name in programs}
    print({name: f"{took * 1000:.1f} ms" for name, took in average.items()})
    fastest = min(took for name, took in average.items() if name != STAGE)
    size.at_most(average.get(STAGE, fastest), PEERS_LIMIT * fastest)
