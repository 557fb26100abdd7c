"""Starts child processes that run a module of this programme, and the programme itself anew."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bsuh_desktop

_FLAGS = ("-B", "-P", "-s", "-X", "utf8")
"""No compiled file is written; nothing is imported from the folder in which the app was started, nor from the
person's own libraries; paths and texts are UTF-8."""


def our_command(module: str) -> list[str]:
    """The command line that runs `module` of this programme. An app that is frozen into one program has no interpreter
    to give a module to: there it has to start itself with a word that only this place and its beginning know."""
    return [sys.executable, *_FLAGS, "-m", module]


def start_child(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Starts `command` with its standard input and output as unbuffered pipes. Standard error is discarded: a traceback
    of Python's own could hold a name. Raises OSError where the system starts no process any more."""
    return subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        # On Windows a black console window would open else.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def restart_programme() -> None:
    """Puts this programme, called with the same words, in the place of this process: nothing of its memory is left, and
    whoever waits for it goes on waiting. Files and connections that Python, Qt and SQLite opened are closed by that.

    On Windows, where no process can take another's place, one is started beside this one, which ends when its caller
    lets it: this returns there. Raises OSError where the system starts no process any more.
    """
    for stream in (sys.stdout, sys.stderr):
        # Closed, full, or never there: nobody is told of that, and the app must come back all the same.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    # The words as the system got them: Python's own, such as -P, too.
    command = [sys.executable, *sys.orig_argv[1:]]
    if sys.platform == "win32":
        subprocess.Popen(command)
    else:
        os.execv(sys.executable, command)


def _environment() -> dict[str, str]:
    """This process's own, with the same programme to run and nobody's wishes about Python or Rust, which would spend
    the time on a trace of a panic that nobody sees."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RUST_"))}
    return {**plain, "PYTHONPATH": str(Path(bsuh_desktop.__file__).parents[1])}
