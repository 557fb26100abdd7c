"""Starts this programme: the command that a person types, child processes, a restart, and a box when a start fails."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

import bsuh_desktop

_NAME = "bsuh"
_INSTALLED, _CONSOLE = "bsuh.exe", "bsuh-console.exe"
"""The app as it is installed on Windows, by its icon and at a prompt: what the first prints, nobody sees."""


def typed_command(*words: str) -> str:
    """The line that runs this programme with `words`, in quotation marks where the system's prompt needs them."""
    line = [*_start(), *words]
    if sys.platform == "win32":
        from subprocess import list2cmdline

        return list2cmdline(line)
    return shlex.join(line)


def _start() -> list[str]:
    """The words before the first argument; `bsuh` where it cannot be told, such as in a test."""
    starter = PureWindowsPath(sys.executable)
    if starter.name.lower() in (_INSTALLED, _CONSOLE):
        return [str(starter.with_name(_CONSOLE))]
    module = sys.modules["__main__"].__spec__
    if module is not None and module.parent == "bsuh_desktop":
        return [sys.orig_argv[0], "-m", "bsuh_desktop"]
    script = shutil.which(sys.argv[0]) if Path(sys.argv[0]).stem.lower() == _NAME else None
    found = shutil.which(_NAME)
    if script is None or (found is not None and os.path.samefile(found, script)):
        return [_NAME]
    return [script]


_FLAGS = ("-B", "-P", "-s", "-X", "utf8")
"""Writes no compiled files; imports nothing from the current folder or the user's own site-packages; uses UTF-8."""


def our_command(module: str) -> list[str]:
    """The command line that runs `module` of this programme. A frozen app has no interpreter to give a module to, so it
    would have to start itself with an option that only this function and its entry point know."""
    return [sys.executable, *_FLAGS, "-m", module]


def start_child(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Starts `command` with unbuffered pipes for standard input and output. Standard error is discarded, because a
    Python traceback could contain a name. The child ends when its pipe is closed; on Windows also if it does not look
    any more, whichever way this process ended. Raises OSError if the system cannot start a process."""
    child = subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        # Otherwise Windows opens a black console window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if sys.platform == "win32":
        from bsuh_desktop.system.kernel32 import end_with_this_process

        # It may have ended already, or this process may be in a job that allows no other.
        with contextlib.suppress(OSError):
            end_with_this_process(child.pid)
    return child


def restart_programme() -> None:
    """Replaces this process by a new run of this programme with the same arguments: nothing of its memory is left, and
    a waiting parent process keeps waiting. Files and connections opened by Python, Qt and SQLite are closed by that.

    Windows cannot replace a process: a second one is started, and this function returns so that its caller can exit.
    Raises OSError if the system cannot start a process.
    """
    for stream in (sys.stdout, sys.stderr):
        # Standard output may be closed, full or missing: there is nobody to report it to, and the app must restart
        # anyway.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    # The original arguments, including Python's own such as -P.
    command = [sys.executable, *sys.orig_argv[1:]]
    if sys.platform == "win32":
        subprocess.Popen(command)
    else:
        os.execv(sys.executable, command)


def _environment() -> dict[str, str]:
    """This process's environment with our own programme path, but without the user's settings for Python or Rust:
    printing a Rust panic backtrace would take time and nobody would see it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RUST_"))}
    return {**plain, "PYTHONPATH": str(Path(bsuh_desktop.__file__).parents[1])}


TITLE = "Be Smart Use Heart"
_STOP, _TO_FRONT = 0x10, 0x10000
"""`MB_ICONERROR` and `MB_SETFOREGROUND` of MessageBoxW."""


def show_refusal(text: str) -> None:
    """Shows what went wrong, and returns once a person has closed the box. Windows only: elsewhere an app that was
    started by its icon has standard error, and the system's own journal has what it wrote there."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, _STOP | _TO_FRONT)
