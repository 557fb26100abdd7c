"""A projector's cable is pulled and put back at the worst moments: the stage comes back, and no key is lost."""

from __future__ import annotations

import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.packs import good_files, write_folder
from tests.helpers.sources import ROOT
from tests.helpers.two_screens import PROJECTOR_LEFT, TwoScreens
from tests.helpers.until import wait_for

IVORY, WELL, DARK = "#fff7ea", "#f6ead5", "#000000"
# Where every slide but the cover is bare paper, and the corners of its sheet.
PAPER = (PROJECTOR_LEFT + 20, 95)
CORNERS = {(PROJECTOR_LEFT, 0): IVORY, (2389, 0): IVORY, (PROJECTOR_LEFT, 767): WELL, (2389, 767): WELL}
LAPTOPS_EDGE = (PROJECTOR_LEFT - 1, 20)
TURNS = 10


class App:
    """The desk and its stage, running; what it says is gathered line by line."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._said = b""

    def hear(self) -> None:
        """What is said now, or in a moment."""
        assert self._process.stdout
        if select.select([self._process.stdout], [], [], 0.005)[0]:
            heard = os.read(self._process.stdout.fileno(), 65536)
            assert heard, "the desk has ended"
            self._said += heard

    def until(self, condition: Callable[[], bool], what: str) -> None:
        wait_for(condition, lambda: f"{what}; said {self.lines[-5:]}", self.hear)

    @property
    def lines(self) -> list[str]:
        return self._said.decode().splitlines()


@pytest.fixture
def screens() -> Iterator[TwoScreens]:
    with TwoScreens() as screens:
        yield screens


@pytest.fixture
def app(screens: TwoScreens, tmp_path: Path) -> Iterator[App]:
    pack = write_folder(tmp_path / "pack", good_files())
    command = [sys.executable, "-m", "tests.helpers.stage_app", str(pack)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=screens.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    app = App(process)
    app.until(lambda: "ready" in app.lines, "the desk is ready")
    yield app
    process.terminate()
    assert process.communicate()[1] == b""


def fills_the_projector_and_leaves_the_laptop_alone(screens: TwoScreens) -> None:
    assert {corner: screens.colour(*corner) for corner in CORNERS} == CORNERS
    assert screens.colour(*LAPTOPS_EDGE) == DARK


@pytest.mark.parametrize("seed", [1])
def test_gone_and_back_ten_times_without_a_lost_key(screens: TwoScreens, app: App, seed: int) -> None:
    chance = random.Random(seed)
    pressed = 0

    def press_some() -> None:
        nonlocal pressed
        for _ in range(chance.randint(1, 5)):
            screens.press("Left" if pressed % 2 else "Right")
            pressed += 1

    app.until(lambda: screens.colour(*PAPER) == IVORY, "the stage stands on the projector")
    fills_the_projector_and_leaves_the_laptop_alone(screens)
    for _ in range(TURNS):
        press_some()
        time.sleep(chance.uniform(0, 0.3))
        screens.unplug()
        press_some()
        app.until(lambda: screens.colour(*PAPER) == DARK, "the stage is gone")
        time.sleep(chance.uniform(0, 0.5))
        press_some()
        screens.plug()
        press_some()
        app.until(lambda: screens.colour(*PAPER) == IVORY, "the stage is back")
    slides = [f"slide {2 + place % 2}" for place in range(1, pressed + 1)]
    app.until(lambda: len(app.lines) > pressed, "all keys are heard")
    assert app.lines[1:] == slides
