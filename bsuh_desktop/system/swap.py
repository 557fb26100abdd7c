"""Memory that the operating system writes to a disk (swap, and with it hibernation): is it encrypted there?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Swap = Literal["none", "encrypted", "plain", "unknown"]


def swap(root: Path = Path("/")) -> Swap:
    """What becomes of memory now; `plain` where any of it is written as it is. `root` is where Linux's `proc`, `sys`
    and `dev` stand; other systems tell nothing (`unknown`)."""
    try:
        lines = (root / "proc/swaps").read_text("utf-8", "surrogateescape").splitlines()[1:]
        devices = [_device(root, _plain(line.split()[0])) for line in lines if line.strip()]
    except OSError:
        return "unknown"
    on_disk = [device for device in devices if not _is_compressed_memory(root, device)]
    if not on_disk:
        return "none"
    return "encrypted" if all(_is_encrypted(root, device) for device in on_disk) else "plain"


def _device(root: Path, place: str) -> str:
    """The kernel's name of the block device at `place`, or of the one below the file system that the file lies in; ""
    where there is none."""
    name = _inside(root, place).resolve().name
    if (root / "sys/class/block" / name).exists():
        return name
    mounts = (root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    # man 5 proc: number, parent, device, root, mount point, options …, "-", type, source.
    found = [(_plain(before[4]), before[2], after[1]) for before, after in map(_halves, mounts)]
    around = [one for one in found if Path(place).is_relative_to(one[0])]
    if not around:
        return ""
    _, number, source = max(around, key=lambda one: len(one[0]))
    by_number = root / "sys/dev/block" / number
    # A file system of several devices (btrfs) has a number of its own.
    return by_number.resolve().name if by_number.exists() else _inside(root, _plain(source)).resolve().name


def _is_encrypted(root: Path, device: str) -> bool:
    """True for dm-crypt, and for what lies on nothing but that, as a volume of LVM may."""
    block = root / "sys/class/block" / device
    try:
        if (block / "dm/uuid").read_text("ascii", "replace").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    slaves = [slave.name for slave in (block / "slaves").glob("*")]
    return bool(device and slaves) and all(_is_encrypted(root, slave) for slave in slaves)


def _is_compressed_memory(root: Path, device: str) -> bool:
    """True for zram that writes nothing to a disk."""
    try:
        backing = (root / "sys/class/block" / device / "backing_dev").read_text("utf-8", "surrogateescape").strip()
    except OSError:
        backing = "none"
    return re.fullmatch(r"zram\d+", device) is not None and backing == "none"


def _halves(mount: str) -> tuple[list[str], list[str]]:
    before, _, after = mount.partition(" - ")
    return before.split(" "), after.split(" ")


def _plain(word: str) -> str:
    r"""The kernel writes blanks and the like as \040."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)


def _inside(root: Path, place: str) -> Path:
    return root / place.lstrip("/")
