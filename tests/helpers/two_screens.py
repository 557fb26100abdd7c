"""A laptop with a projector that is plugged in and out: an X server with a window manager and a keyboard of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from types import TracebackType

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from tests.helpers.display import SCREEN

LAPTOP, PROJECTOR = "1366/361x768/203+0+0", "1024/271x768/203+1366+0"
PROJECTOR_LEFT = 1366
NEEDED = ("Xvfb", "xrandr", "openbox")


class TwoScreens:
    """The server, from `with` to its end; `name` is its display. Raises RuntimeError if a program is missing."""

    def __init__(self) -> None:
        missing = [program for program in NEEDED if shutil.which(program) is None]
        if missing:
            raise RuntimeError(f"not installed: {missing}")
        self._processes: list[subprocess.Popen[str]] = []
        self.name = ""

    def __enter__(self) -> TwoScreens:
        server = self._start("Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-noreset", "-nolisten", "tcp")
        self.name = f":{(server.stdout.readline() if server.stdout else '').strip()}"
        self._display = Display(self.name)
        self._root = self._display.screen().root
        self._xrandr("--setmonitor", "LAPTOP", LAPTOP, "screen")
        self.plug()
        self._start_manager()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()
        for process in reversed(self._processes):
            process.terminate()
            process.communicate()

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to open its windows here."""
        return {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def plug(self) -> None:
        """The projector is plugged in."""
        self._xrandr("--setmonitor", "PROJECTOR", PROJECTOR, "none")

    def unplug(self) -> None:
        """The projector's cable is pulled."""
        self._xrandr("--delmonitor", "PROJECTOR")

    def press(self, key: str) -> None:
        """A key goes down and up on the keyboard: "Right", "b"."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        xtest.fake_input(self._display, X.KeyPress, code)
        xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def colour(self, x: int, y: int) -> str:
        """What is seen at a point of both screens side by side: "#fff7ea"."""
        blue, green, red, _ = self._root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data
        return f"#{red:02x}{green:02x}{blue:02x}"

    def _xrandr(self, *words: str) -> None:
        # xrandr says that it knows no such output, and does what it is asked.
        subprocess.run(["xrandr", "--display", self.name, *words], check=False, capture_output=True)

    def _start_manager(self) -> None:
        """Returns when windows are managed: then the root window says so."""
        self._root.change_attributes(event_mask=X.PropertyChangeMask)
        managed = self._display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        self._start("openbox", "--sm-disable")
        while self._display.next_event().atom != managed:
            pass
        self._root.change_attributes(event_mask=X.NoEventMask)

    def _start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "DISPLAY": self.name},
        )
        self._processes.append(process)
        return process
