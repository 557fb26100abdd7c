"""A screen of one's own for each process that runs tests, so that two of them never fight for the keyboard's focus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SCREEN = "2390x768x24"
"""A laptop of 1366x768 and beside it a projector of 1024x768, on one screen."""

MONITORS = {"LAPTOP": "1366/361x768/203+0+0", "PROJECTOR": "1024/271x768/203+1366+0"}
"""Sizes in pixels and millimetres, and places, as xrandr writes them."""

# The shell waits on a pipe that breaks when the process ends, however it ends, and takes the server with it. A server
# that was stopped while a QApplication still stands would end the process in its turn.
_SERVE = f'"$0" -displayfd 1 -screen 0 {SCREEN} -noreset -nolisten tcp & exec >&-; read -r _; kill $!'
_servers: list[subprocess.Popen[str]] = []
_plugged: list[str] = []


def own_display(always: bool = False) -> str | None:
    """Starts an X server that lives as long as this process and makes it the display; its name, ":101" say.

    None where no display was given (unless `always`), or where there is no Xvfb: then the given one is used. Raises
    OSError if the server does not start.
    """
    program = shutil.which("Xvfb") if sys.platform != "win32" else None
    if program is None or not (always or os.environ.get("DISPLAY")):
        return None
    server = subprocess.Popen(
        ["sh", "-c", _SERVE, program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    _servers.append(server)
    number = server.stdout.readline().strip() if server.stdout else ""
    if not number.isdigit():
        raise OSError(f"{program} did not start")
    os.environ["DISPLAY"] = f":{number}"
    return os.environ["DISPLAY"]


def show_on(*monitors: str) -> bool:
    """From now on the own server has just these of `MONITORS`. What is plugged in already stays so: each is another
    process, and all windows hear of it.

    A display that is somebody else's stays as it is: then False.
    """
    if not _servers or shutil.which("xrandr") is None:
        return False
    for name in [name for name in _plugged if name not in monitors]:
        _xrandr("--delmonitor", name)
    for name in [name for name in monitors if name not in _plugged]:
        # One of them must be tied to the server's only output, the others to none.
        _xrandr("--setmonitor", name, MONITORS[name], "screen" if name == monitors[0] else "none")
    _plugged[:] = monitors
    return True


def _xrandr(*words: str) -> None:
    # It says that it knows no output of that name, and does what it is asked.
    subprocess.run(["xrandr", *words], check=False, capture_output=True)
