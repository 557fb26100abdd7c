"""An X server with a window manager, a keyboard and an eye: a computer to try programs on from outside."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from types import TracebackType
from typing import TypeVar

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no X server", allow_module_level=True)

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import damage, xtest

NEEDED = ("Xvfb", "openbox")
Server = TypeVar("Server", bound="XServer")


class XServer:
    """The server, from `with` to its end; `name` is its display. Raises RuntimeError if a program is missing."""

    needed: tuple[str, ...] = NEEDED

    def __init__(self, width: int, height: int) -> None:
        missing = [program for program in self.needed if shutil.which(program) is None]
        if missing:
            raise RuntimeError(f"not installed: {missing}")
        self.width, self.height = width, height
        self._processes: list[subprocess.Popen[str]] = []
        self._watched = False
        self.name = ""

    def __enter__(self: Server) -> Server:
        size = f"{self.width}x{self.height}x24"
        server = self._start("Xvfb", "-displayfd", "1", "-screen", "0", size, "-noreset", "-nolisten", "tcp")
        self.name = f":{(server.stdout.readline() if server.stdout else '').strip()}"
        self._display = Display(self.name)
        self._root = self._display.screen().root
        self.prepare()
        self._start_manager()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()
        for process in reversed(self._processes):
            process.terminate()
            process.communicate()

    def prepare(self) -> None:
        """What is done to the server before windows are managed."""

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to open its windows here."""
        return {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def press(self, key: str) -> None:
        """A key goes down and up on the keyboard: "Right", "b"."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        xtest.fake_input(self._display, X.KeyPress, code)
        xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def press_with_control(self, key: str) -> None:
        """The same while the control key is held."""
        control = self._display.keysym_to_keycode(XK.XK_Control_L)
        xtest.fake_input(self._display, X.KeyPress, control)
        self.press(key)
        xtest.fake_input(self._display, X.KeyRelease, control)
        self._display.sync()

    def type(self, text: str) -> None:
        """Letters and blanks, one after the other."""
        for letter in text:
            self.press({" ": "space"}.get(letter, letter))

    def in_front(self) -> int:
        """The id of the process whose window has the keyboard; 0 where none has."""
        found = self._root.get_full_property(self._display.intern_atom("_NET_ACTIVE_WINDOW"), X.AnyPropertyType)
        if found is None or not found.value[0]:
            return 0
        window = self._display.create_resource_object("window", found.value[0])
        try:
            owner = window.get_full_property(self._display.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
        except XError:
            # It is gone, and nobody has said so yet.
            return 0
        return int(owner.value[0]) if owner is not None else 0

    def clear(self) -> None:
        """Wipes what programs that have ended left on the screen."""
        self._root.change_attributes(background_pixel=self._display.screen().black_pixel)
        self._root.clear_area()
        self._display.sync()

    def watch(self) -> None:
        """From now on `wait` hears when anything is drawn."""
        if self._watched:
            return
        self._watched = True
        damage.query_version(self._display)
        damage.damage_create(self._root, damage.DamageReportRawRectangles)
        self._display.sync()

    def wait(self, seconds: float) -> None:
        """Waits until something is drawn, `seconds` at most."""
        if not self._display.pending_events():
            select.select([self._display], [], [], max(0.0, seconds))
        for _ in range(self._display.pending_events()):
            self._display.next_event()

    def pixels(self, x: int, y: int, width: int, height: int) -> bytes:
        """What is seen in a rectangle: blue, green, red and one idle byte a pixel."""
        return bytes(self._root.get_image(x, y, width, height, X.ZPixmap, 0xFFFFFFFF).data)

    def colour(self, x: int, y: int) -> str:
        """What is seen at a point: "#fff7ea"."""
        blue, green, red, _ = self.pixels(x, y, 1, 1)
        return f"#{red:02x}{green:02x}{blue:02x}"

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
