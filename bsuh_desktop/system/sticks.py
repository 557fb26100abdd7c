"""The USB sticks that are plugged in, to which attendance files or certificates can be written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

_MOUNT_FOLDERS = ("/media/", "/run/media/", "/Volumes/")
"""Where desktops mount what a person plugs in: udisks on Linux, and macOS. Other mounts are not sticks."""


class Stick(msgspec.Struct, frozen=True):
    """A stick: its mount folder, its label, and whether it can be written to at all."""

    path: Path
    label: str
    writable: bool


Mounts = Callable[[], Iterable[Path]]
"""Lists the mount folders of removable disks."""


def sticks(mounts: Mounts | None = None) -> tuple[Stick, ...]:
    """The sticks that are plugged in now, by label; one that is pulled out meanwhile is left out."""
    found = [_stick(path) for path in (mounts or _removable)()]
    return tuple(sorted((stick for stick in found if stick is not None), key=lambda stick: stick.label))


def _stick(path: Path) -> Stick | None:
    try:
        # A stick that was just pulled out raises an error.
        shutil.disk_usage(path)
    except OSError:
        return None
    return Stick(path, path.name or str(path).rstrip("\\/"), os.access(path, os.W_OK))


def _removable() -> Iterable[Path]:
    import psutil

    for disk in psutil.disk_partitions():
        options = disk.opts.split(",")
        if "removable" in options if sys.platform == "win32" else disk.mountpoint.startswith(_MOUNT_FOLDERS):
            yield Path(disk.mountpoint)
