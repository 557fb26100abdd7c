"""A Windows of one's own in a folder, by wine: for tests, not for people."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from windows_tree import HERE

_ENOUGH_S = 300
"""Seconds for one programme: on a shared machine a demonstration takes a twentieth of it."""


class WinePrefix:
    """The Windows in `folder`, with the stick E:. Programs draw on the display of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stick = folder / "stick"
        self.environment = {**os.environ, "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all"}

    def make(self) -> None:
        """Makes it anew. Raises subprocess.SubprocessError."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.stick.mkdir(parents=True)
        self._run("wineboot", "--init")
        icu = self.drive_c / "windows" / "system32" / "icuuc.dll"
        source = str(HERE / "wine" / "icuuc.c")
        subprocess.run(["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-s", "-o", str(icu), source], check=True)
        (self.folder / "wine" / "dosdevices" / "e:").symlink_to(self.stick)
        self.run("reg", "add", r"HKLM\Software\Wine\Drives", "/v", "e:", "/d", "floppy", "/f")
        self.end()

    @property
    def drive_c(self) -> Path:
        """Where its drive C: stands on this computer."""
        return self.folder / "wine" / "drive_c"

    @property
    def local_data(self) -> Path:
        """%LOCALAPPDATA% of its only person."""
        [users] = [path for path in (self.drive_c / "users").iterdir() if path.name != "Public"]
        return users / "AppData" / "Local"

    def run(self, program: str | Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a Windows program to its end; what it says is captured. Raises subprocess.TimeoutExpired."""
        return self._run("wine", str(program), *words, check=False)

    def call(self, program: str | Path, *words: str, folder: Path) -> int:
        """Runs a Windows program in `folder`, as long as it likes, with this process's output; its exit status."""
        return subprocess.run(["wine", str(program), *words], cwd=folder, env=self.environment).returncode

    @contextmanager
    def running(self, program: str | Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """A Windows program that runs until the end of the block."""
        process = subprocess.Popen(["wine", str(program), *words], env=self.environment, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            self.end()
            process.wait(_ENOUGH_S)

    def end(self) -> None:
        """Ends whatever runs in it."""
        self._run("wineserver", "-k", check=False)
        self._run("wineserver", "-w", check=False)

    def _run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        how: dict[str, Any] = {"capture_output": True, "encoding": "utf-8", "errors": "replace", "timeout": _ENOUGH_S}
        return subprocess.run(command, env=self.environment, check=check, stdin=subprocess.DEVNULL, **how)


def windows_path(path: Path) -> str:
    """How Windows' programs in wine name a path of this computer."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
