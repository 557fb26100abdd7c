"""Starts the process that reads one list."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bsuh_desktop

CHILD = "bsuh_desktop.rosters.apart.child"

_FLAGS = ("-B", "-P", "-s", "-X", "utf8")
"""No compiled file is written; nothing is imported from the folder in which the app was started, nor from the
person's own libraries; paths and texts are UTF-8."""


def our_command(module: str = CHILD) -> list[str]:
    """The one place that says how a process of our own starts, such as the reading. An app that is frozen into one
    program has no interpreter to give a module to: there it has to start itself with a word that only this place and
    its beginning know."""
    return [sys.executable, *_FLAGS, "-m", module]


def start_child(command: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """The process, its input and output in our hands. What it says on standard error goes nowhere: a traceback of
    Python's own could hold a name. Raises OSError where the computer starts no process any more."""
    return subprocess.Popen(
        command or our_command(),
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        # On Windows a black console window would open else.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _environment() -> dict[str, str]:
    """This process's own, with the same programme to run and nobody's wishes about Python or Rust, which would spend
    the time on a trace of a panic that nobody sees."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RUST_"))}
    return {**plain, "PYTHONPATH": str(Path(bsuh_desktop.__file__).parents[1])}
