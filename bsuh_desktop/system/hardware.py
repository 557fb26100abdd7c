"""What is there to use later: a webcam for cards, Wi-Fi for phones. Found without opening either."""

from __future__ import annotations

import sys
from pathlib import Path

_WIRELESS = ("wl", "wi-fi", "wifi", "wlan")
"""How the names of wireless interfaces begin: on Linux, on Windows."""


def webcams(system: Path = Path("/sys/class/video4linux")) -> int | None:
    """How many webcams Linux knows; None on a system that does not tell without opening one.

    One webcam has several entries, of which the first (`index` 0) takes pictures.
    """
    if not sys.platform.startswith("linux"):
        return None
    return sum(_index(entry) == 0 for entry in system.glob("video*"))


def _index(entry: Path) -> int:
    try:
        return int((entry / "index").read_text("ascii"))
    except (OSError, ValueError):
        return 0


def has_wireless() -> bool:
    """Whether a wireless network card is there, switched on or not."""
    import psutil

    return any(is_wireless(name) for name in psutil.net_if_stats())


def is_wireless(name: str, system: Path = Path("/sys/class/net")) -> bool:
    """Whether the network card `name` is a wireless one."""
    return name.lower().startswith(_WIRELESS) or (system / name / "wireless").exists()
