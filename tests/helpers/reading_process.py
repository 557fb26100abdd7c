"""Processes that only play the one that reads lists, and what must not be left of any."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.sandbox.reader import LIMITS, read_class_list
from bsuh_desktop.system.launcher import start_child
from bsuh_desktop.system.process_limits import Limits
from tests.helpers.until import PATIENCE_S

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "class-6-kha.csv"


PATIENT = msgspec.structs.replace(LIMITS, seconds=5 * PATIENCE_S, cpu_seconds=round(5 * PATIENCE_S))
"""As much memory as in the app; the clock ends nothing, however slow the machine is."""


def playing(program: str) -> Callable[[], subprocess.Popen[bytes]]:
    """Starts `program`, lines of Python, in place of the process that reads."""
    return lambda: start_child([sys.executable, "-c", program])


def refusal(path: Path, limits: Limits = PATIENT, program: str | None = None) -> str:
    """The code with which the list at `path` is refused, by the real process or one that plays it."""
    with pytest.raises(KnownError) as caught:
        read_class_list(path, limits=limits, start=None if program is None else playing(program))
    return caught.value.code


@contextmanager
def nothing_left(folder: Path) -> Iterator[None]:
    """No process, running or dead, and no file in `folder` beyond those that were there before. The folder is where
    temporary files go meanwhile, and where the system puts the memory of processes that died."""
    with pytest.MonkeyPatch.context() as patch, _cores_wanted():
        patch.chdir(folder)
        patch.setenv("TMPDIR", str(folder))
        children, files = set(psutil.Process().children(recursive=True)), set(_files(folder))
        yield
        assert set(psutil.Process().children(recursive=True)) <= children
        assert set(_files(folder)) == files


def _files(folder: Path) -> Iterator[Path]:
    """What is in `folder`, but the socket at which an app that was killed could be asked to come forward, and the empty
    file of its lock."""
    return (path for path in folder.rglob("*") if not path.is_socket() and not path.with_suffix("").is_socket())


@contextmanager
def _cores_wanted() -> Iterator[None]:
    if os.name != "posix":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
