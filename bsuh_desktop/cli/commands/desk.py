"""`bsuh` without a command opens the desk, and `bsuh FILE` shows a file in it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from bsuh_desktop import paths
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.launcher import typed_command


def run(options: Namespace) -> int:
    """Opens the windows and returns when they are closed. Raises KnownError("no_display") if there is no screen."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise KnownError(
            "no_display",
            Message("There is no screen on which the desk could open."),
            Message("Hold a demonstration class with: {command}", command=typed_command("demo", "--out", "FOLDER")),
        )
    from bsuh_desktop.qt.application.startup_memory import collect_later, lean_imports, one_heap

    collect_later()
    one_heap()
    lean_imports()
    from bsuh_desktop.qt.application.run import run as open_desk

    return open_desk(options.profile or paths.profile_folder(), SystemClock(), options.lang, options.shown)
