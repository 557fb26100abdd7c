"""From a key press to changed pixels on the stage, against the least that a window can do, and against its peers."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from tests.benchmarks.peers import Peer, peers
from tests.benchmarks.pixel_watch import key_to_pixels, table
from tests.helpers.x_server import XServer

pytestmark = pytest.mark.benchmark

WIDTH, HEIGHT = 1920, 1080
LIMIT = 1.5
"""How many times the bare window's time the stage may take."""

PEERS_LIMIT = 0.5
"""How large a part of the fastest peer's time."""

TURNS = 3
KEYS = ["Right"] * 12 + ["Left"] * 12
STAGE, STILL, BARE = "stage", "stage without motion", "bare pixmaps"
PROGRAMS = {
    BARE: [sys.executable, "-m", "tests.benchmarks.bare_pixmaps"],
    STAGE: [sys.executable, "-m", "tests.benchmarks.stage_program"],
    STILL: [sys.executable, "-m", "tests.benchmarks.stage_program", "still"],
}


def test_a_key_press_is_seen_nearly_as_soon_as_on_a_bare_window() -> None:
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with XServer(WIDTH, HEIGHT) as server:
        for _ in range(TURNS):
            for name, command in PROGRAMS.items():
                seconds[name] += key_to_pixels(server, command, KEYS)
    print("\n" + table(seconds))
    bare = statistics.median(seconds[BARE])
    assert statistics.median(seconds[STAGE]) <= LIMIT * bare
    assert statistics.median(seconds[STILL]) <= LIMIT * bare


def test_a_key_press_is_seen_in_half_the_time_of_the_fastest_peer(qapp: QGuiApplication, tmp_path: Path) -> None:
    """On average over as many steps forward as back: who draws the next slide in advance, as Impress does, is quick
    forward alone, so the directions are also told apart in the table."""
    others = peers(tmp_path, QSize(WIDTH, HEIGHT))
    if not others:
        pytest.skip("no peer is installed: apt install pympress pdf-presenter-console libreoffice-impress")
    keys = ["Right"] * 10 + ["Left"] * 10
    seconds: dict[str, list[float]] = {}
    with XServer(WIDTH, HEIGHT) as server:
        for _ in range(TURNS):
            for name, peer in {STAGE: Peer(PROGRAMS[STAGE]), **others}.items():
                for key, took in zip(keys, key_to_pixels(server, peer.command, keys, peer.first), strict=True):
                    seconds.setdefault(f"{name} {key}", []).append(took)
    print("\n" + table(seconds))
    average = {name: statistics.fmean(seconds[f"{name} Right"] + seconds[f"{name} Left"]) for name in (STAGE, *others)}
    print({name: f"{took * 1000:.1f} ms" for name, took in average.items()})
    assert average[STAGE] <= PEERS_LIMIT * min(average[name] for name in others)
