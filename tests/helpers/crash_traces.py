"""Where every thread of a test process stood when it crashed, told at the end of the run.

pytest itself lets a crashing worker say it on its error stream, far above what a summary shows.
"""

from __future__ import annotations

import faulthandler
import tempfile
import uuid
from pathlib import Path
from typing import TextIO

import pytest

_SHOWN = 6_000
_OF_NO_USE = ("/_pytest/", "/pluggy/", "/xdist/", "/execnet/")
"""Every crash stands on these; without them the places that matter are seen where only a run's end is shown."""

_FILE = pytest.StashKey[TextIO]()


def name_run(config: pytest.Config) -> None:
    """In the process that starts the workers, before it does: the run gets a name that they hear of."""
    if hasattr(config.option, "testrunuid") and not hasattr(config, "workerinput"):
        config.option.testrunuid = config.option.testrunuid or uuid.uuid4().hex


def listen(config: pytest.Config) -> None:
    """In a worker, when its session starts: from here on a crash is written to a file of the run."""
    inputs = getattr(config, "workerinput", None)
    if inputs is not None:
        folder = _folder(inputs["testrunuid"])
        folder.mkdir(exist_ok=True)
        config.stash[_FILE] = (folder / inputs["workerid"]).open("w")
        faulthandler.enable(config.stash[_FILE])


def told(config: pytest.Config) -> list[str]:
    """In the process that started the workers, at the end: what they said. Nothing of it is left behind."""
    folder = _folder(getattr(config.option, "testrunuid", None) or "none")
    if hasattr(config, "workerinput") or not folder.is_dir():
        return []
    files = sorted(folder.iterdir())
    texts = [_shortened(file.read_text(errors="replace")) for file in files]
    for file in files:
        file.unlink()
    folder.rmdir()
    return [text for text in texts if text]


def _shortened(text: str) -> str:
    lines = [line for line in text.splitlines() if not any(part in line for part in _OF_NO_USE)]
    return "\n".join(lines)[:_SHOWN]


def _folder(run: str) -> Path:
    return Path(tempfile.gettempdir()) / f"bsuh-last-words-{run}"
