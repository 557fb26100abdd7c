"""Damages files as disks do: a bit flipped, an end cut off."""

from __future__ import annotations

from pathlib import Path


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Turns one bit of the byte at `place` round."""
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    with path.open("r+b") as file:
        file.write(data)


def cut(path: Path, length: int) -> None:
    """Cuts a file off behind `length` bytes."""
    with path.open("r+b") as file:
        file.truncate(length)
