"""What whole stories share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.command import Done, bsuh, bsuh_here, write_script
from tests.helpers.demonstration import Demonstration, hold
from tests.helpers.scripts import FOUR, Step


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Done]:
    """Plays a script of the given steps; further lists are given by name. `four.csv` is always there."""

    def play(*steps: Step, **lists: str) -> Done:
        for name, text in {"four": FOUR, **lists}.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        script = write_script(tmp_path / "script.jsonl", steps)
        # A script that kills itself, or is to be killed, needs a process of its own.
        run = bsuh if any("kill" in step for step in steps) else bsuh_here
        return run("rehearse", script, "--out", tmp_path / "out", "--json")

    return play


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration class of 58, held once by the command itself."""
    return hold(tmp_path_factory.mktemp("demonstration"), "--learners", "58", "--lang", "bn", "--json")


@pytest.fixture(scope="session")
def small_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """One of three learners on another laptop, told in English sentences."""
    return hold(tmp_path_factory.mktemp("small"), "--learners", "3", "--lang", "en")
