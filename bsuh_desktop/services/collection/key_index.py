"""Which file of a key was the first to claim a place in the order of its files.

It is found from the register alone, so that an interrupted run ends like one that was not. How far a sequence leads
back (`exchange.manifest_order`) is found from all that the desk remembers, in whatever order it came.
"""

from __future__ import annotations


class FileSequenceIndex:
    """Which manifest of a key was the first to claim a place: by its number, and by its predecessor."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, dict[int, bytes]] = {}
        self._behind: dict[bytes, dict[bytes, bytes]] = {}

    def claim(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> None:
        """Claims a place for a manifest of that key; an earlier claim stays."""
        self._numbers.setdefault(key, {}).setdefault(nth, manifest)
        self._behind.setdefault(key, {}).setdefault(prev, manifest)

    def rival(self, key: bytes, manifest: bytes, nth: int, prev: bytes) -> bool:
        """True if another manifest of the key claimed the same place before."""
        numbered = self._numbers.get(key, {}).get(nth, manifest)
        behind = self._behind.get(key, {}).get(prev, manifest)
        return numbered != manifest or behind != manifest
