"""From the start of the process to the painted unlock screen, the second time, and to the first pixels of its peers."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from bsuh_desktop.paths import has_profile
from tests.benchmarks.peers import peers
from tests.benchmarks.pixel_watch import start_to_pixels, table
from tests.benchmarks.sizes import Size
from tests.helpers.desks import practice_desk
from tests.helpers.x_server import XServer

WIDTH, HEIGHT = 1366, 768
TURNS = 11
DESK = "desk"


@pytest.mark.usefixtures("compiled_once")
def test_the_desk_is_there_as_soon_as_its_peers(size: Size, qapp: QGuiApplication, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    practice_desk(tmp_path).close()
    assert has_profile(profile), "without one the first run opens, which has more to show"
    programs = {DESK: [str(Path(sys.executable).parent / "bsuh"), "--profile", str(profile)]}
    programs |= {name: list(peer.command) for name, peer in peers(tmp_path, QSize(WIDTH, HEIGHT)).items()}
    # Its starter shows a window of its own and leaves processes behind, which the next program would pay for.
    programs.pop("Impress", None)
    programs = size.of(programs, {name: programs[name] for name in (DESK, "pympress") if name in programs})
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    with XServer(WIDTH, HEIGHT) as server:
        for turn in range(size.of(TURNS, 0) + 1):
            # Whoever comes second has the first one's last breath in its ear: they take turns at it.
            for name, command in list(programs.items())[:: 1 if turn % 2 else -1]:
                took = start_to_pixels(server, command)
                # Only who has started before has its files at hand.
                seconds[name] += [took] if turn or not size.full else []
    print("\n" + table(seconds))
    if "pympress" not in programs:
        pytest.skip("pympress is not installed")
    size.at_most(statistics.median(seconds[DESK]), statistics.median(seconds["pympress"]))
