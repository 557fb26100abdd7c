"""A laptop with a projector that is plugged in and out, on an X server of its own."""

from __future__ import annotations

import subprocess

from tests.helpers.x_server import NEEDED, XServer

LAPTOP, PROJECTOR = "1366/361x768/203+0+0", "1024/271x768/203+1366+0"
"""Their sizes in pixels and millimetres and their places, as xrandr writes them."""

PROJECTOR_LEFT = 1366


class TwoScreens(XServer):
    """A laptop's screen, and at its right a projector's."""

    needed = (*NEEDED, "xrandr")

    def __init__(self) -> None:
        super().__init__(PROJECTOR_LEFT + 1024, 768)

    def prepare(self) -> None:
        """Both screens are there."""
        self._xrandr("--setmonitor", "LAPTOP", LAPTOP, "screen")
        self.plug()

    def plug(self) -> None:
        """The projector is plugged in."""
        self._xrandr("--setmonitor", "PROJECTOR", PROJECTOR, "none")

    def unplug(self) -> None:
        """The projector's cable is pulled."""
        self._xrandr("--delmonitor", "PROJECTOR")

    def _xrandr(self, *words: str) -> None:
        # xrandr says that it knows no output of that name, and does what it is asked.
        subprocess.run(["xrandr", "--display", self.name, *words], check=False, capture_output=True)
