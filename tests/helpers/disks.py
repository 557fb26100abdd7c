"""Disks of one's own to fill, to write-protect and to pull out: small ones in memory, for as long as a test runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHUNK = 4096


class Disk:
    """What is mounted at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def remount(self, options: str) -> None:
        """Read-only, or of another size, from now on."""
        _mount("-o", f"remount,{options}", str(self.path))

    def fill(self) -> None:
        """Not one more page has room on it."""
        with (self.path / "filler").open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(_CHUNK))
        assert shutil.disk_usage(self.path).free < _CHUNK

    def make_room(self) -> None:
        """What filled it is taken away."""
        (self.path / "filler").unlink()

    def pull_out(self) -> None:
        """Gone, and its folder with it, whatever is written there just now."""
        subprocess.run(["umount", "--lazy", str(self.path)], check=True, capture_output=True)
        self.path.rmdir()


@contextlib.contextmanager
def disk_at(folder: Path, options: str = "size=8m") -> Iterator[Disk]:
    """An empty disk at `folder`, which is made. Skips where this system lets nobody mount."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield Disk(folder)
    finally:
        if os.path.ismount(folder):
            subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


@contextlib.contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """`folder` with all that is in it can be read and not written, by root neither."""
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,ro,bind", str(folder))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


def _mount(*words: str) -> None:
    try:
        subprocess.run(["mount", *words], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here: that takes root on Linux")
