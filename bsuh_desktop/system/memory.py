"""Memory that must not reach a disk (crash dumps, swap, hibernation), and freed blocks returned to the system at once.

A crash dump would contain names and keys: it is prevented. Whether swap is encrypted is only checked."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

_PR_SET_DUMPABLE = 4
"""From Linux's prctl.h."""
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 1, 2
"""From Windows' errhandlingapi.h."""


def leave_no_dump() -> None:
    """Keeps this process's memory, with names and keys in it, out of files and crash collectors if it crashes. Each
    process must call this before it has a secret, because Linux resets it on exec. Afterwards other processes of the
    same user cannot read its memory either."""
    if sys.platform == "win32":
        import ctypes

        # Disables Windows' error box and its error report, which would contain memory; children inherit this.
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return
    import resource

    # With a core limit of 0 Linux still pipes the memory to a crash collector; with 1 it does neither (core(5), "Piping
    # core dumps to a program").
    most, hard = int(sys.platform == "linux"), resource.getrlimit(resource.RLIMIT_CORE)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (bound, bound))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


Swap = Literal["none", "encrypted", "plain", "unknown"]


def swap(root: Path = Path("/")) -> Swap:
    """The state of swap; `plain` if any of it is written unencrypted. `root` is where Linux's `proc`, `sys` and `dev`
    are; other systems give `unknown`."""
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
    """The kernel's name of the block device at `place`, or of the device with the file system that contains the file;
    "" if there is none."""
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
    # A file system on several devices (btrfs) has a device number of its own.
    return by_number.resolve().name if by_number.exists() else _inside(root, _plain(source)).resolve().name


def _is_encrypted(root: Path, device: str) -> bool:
    """True for dm-crypt, and for devices that are backed only by it, such as an LVM volume."""
    block = root / "sys/class/block" / device
    try:
        if (block / "dm/uuid").read_text("ascii", "replace").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    slaves = [slave.name for slave in (block / "slaves").glob("*")]
    return bool(device and slaves) and all(_is_encrypted(root, slave) for slave in slaves)


def _is_compressed_memory(root: Path, device: str) -> bool:
    """True for zram without a backing disk."""
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


_LARGE_PIECES, _LARGE = -3, 128 * 1024
"""`M_MMAP_THRESHOLD` of mallopt(3), and glibc's initial value in bytes."""


def give_back_large_pieces() -> None:
    """Fixes glibc's mmap threshold for the rest of this process. By default glibc raises it with each large block that
    is freed; batches of files would then fragment a heap that never shrinks. Does nothing on other systems."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_LARGE_PIECES, _LARGE)


@contextlib.contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Makes Python's garbage collector run far less often inside: facts and rows of sixty thousand files live long and
    form no cycles, and scanning them repeatedly took a twentieth of the total time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
