"""Detects hardware for later features, a webcam for cards and Wi-Fi for phones, without opening it."""

from __future__ import annotations

import sys
from pathlib import Path

_WIRELESS = ("wl", "wi-fi", "wifi", "wlan")
"""Prefixes of the names of wireless interfaces on Linux and Windows."""


def webcams(system: Path = Path("/sys/class/video4linux")) -> int | None:
    """The number of webcams on Linux; None on a system that can only tell by opening one.

    One webcam has several entries; the first (`index` 0) takes pictures.
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
    """True if there is a wireless network card, switched on or not."""
    import psutil

    return any(is_wireless(name) for name in psutil.net_if_stats())


def is_wireless(name: str, system: Path = Path("/sys/class/net")) -> bool:
    """True if the network card `name` is wireless."""
    return name.lower().startswith(_WIRELESS) or (system / name / "wireless").exists()
