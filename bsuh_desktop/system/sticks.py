"""The USB sticks that are plugged in, to which attendance files or certificates can be written."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

_MOUNT_FOLDERS = ("/media/", "/run/media/", "/Volumes/")
"""Where desktops mount what a person plugs in: udisks on Linux, and macOS. Other mounts are not sticks."""


class Stick(msgspec.Struct, frozen=True):
    """A stick: its mount folder, its label (on Windows with the letter of its drive, as Explorer shows it), and whether
    it can be written to at all."""

    path: Path
    label: str
    writable: bool


Mounts = Callable[[], Iterable[Path]]
"""Lists the mount folders of removable disks."""

_PLUGGED_IN = {7, 12, 13}
"""STORAGE_BUS_TYPE of Windows: USB, SD and MMC. A hard disk in a USB case calls itself fixed."""
_FLOPPIES = ("A:\\", "B:\\")
"""Asking for one that is not there takes seconds."""


class Drive(msgspec.Struct, frozen=True):
    """A drive with a letter on Windows."""

    root: str
    """As `E:\\`."""
    removable: bool
    bus: int
    """STORAGE_BUS_TYPE of a disk that is not removable; 0 if it does not tell."""
    disk: int
    """The number of that disk on this computer; -1 if it does not tell."""


def sticks(mounts: Mounts | None = None) -> tuple[Stick, ...]:
    """The sticks that are plugged in now, by label; one that is pulled out meanwhile is left out."""
    found = [_stick(path) for path in (mounts or _removable)()]
    return tuple(sorted((stick for stick in found if stick is not None), key=lambda stick: stick.label))


def stick_roots(drives: Iterable[Drive], system: str) -> list[str]:
    """The roots of those of Windows' `drives` that a person plugged in. Never a part of the disk with the root
    `system`, which in cheap laptops is an MMC."""
    drives = list(drives)
    own = {drive.disk for drive in drives if drive.root == system}
    return [
        drive.root
        for drive in drives
        if drive.root not in (system, *_FLOPPIES)
        and (drive.removable or (drive.bus in _PLUGGED_IN and drive.disk not in own))
    ]


def name_of(place: Path) -> str:
    """What a person calls the stick or folder at `place`, wherever it is plugged in the next time. A Windows drive
    without a name has its letter."""
    if sys.platform == "win32" and not place.name:
        from bsuh_desktop.system.kernel32 import volume_at

        with contextlib.suppress(OSError):
            return volume_at(place.anchor).label or place.drive
    return place.name or place.drive or str(place)


def _stick(path: Path) -> Stick | None:
    try:
        if sys.platform == "win32" and not path.name:
            from bsuh_desktop.system.kernel32 import volume_at

            volume = volume_at(path.anchor)
            # Without a name the letter alone: sentences put a colon of their own behind it.
            label = f"{volume.label} ({path.drive})" if volume.label else path.drive.rstrip(":")
            return Stick(path, label, volume.writable)
        # A stick that was just pulled out raises an error.
        shutil.disk_usage(path)
    except OSError:
        return None
    return Stick(path, name_of(path), os.access(path, os.W_OK))


def _removable() -> Iterable[Path]:
    if sys.platform == "win32":
        from bsuh_desktop.system.kernel32 import system_volume

        return map(Path, stick_roots(_drives(), system_volume()))
    import psutil

    return [Path(disk.mountpoint) for disk in psutil.disk_partitions() if disk.mountpoint.startswith(_MOUNT_FOLDERS)]


if sys.platform == "win32":

    def _drives() -> Iterator[Drive]:
        from bsuh_desktop.system.kernel32 import DRIVE_FIXED, DRIVE_REMOVABLE, disk_behind, drive_kind, drive_roots

        for root in drive_roots():
            kind, bus, disk = drive_kind(root), 0, -1
            if kind == DRIVE_FIXED:
                with contextlib.suppress(OSError):
                    bus, disk = disk_behind(root)
            yield Drive(root, kind == DRIVE_REMOVABLE, bus, disk)
