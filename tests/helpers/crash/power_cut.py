"""Rebuilds a folder as the disk holds it when the power went at one point of a recording.

What was synced is there. Of all else chance decides: nothing of it, everything, or any of it in any order, writes torn
at 512 bytes. Strict as POSIX is: syncing a file says nothing about its name; that stands in the folder, and is safe
when the folder was synced.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.helpers.crash.disk import Change, File, Recording

Unsynced = Literal["lost", "kept", "torn"]
SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


def rebuild(recording: Recording, point: int, to: Path, unsynced: Unsynced, chance: random.Random) -> None:
    """Writes into `to` what is left of the recording's home at line `point` of its trace."""
    names = _names(recording, point, unsynced, chance)
    folders = {path for path, file in names.items() if file.first is None}
    for path, file in sorted(names.items()):
        place = to / os.path.relpath(path, recording.home)
        if file.first is None:
            place.mkdir(exist_ok=True)
        elif os.path.dirname(path) in folders:
            place.write_bytes(_content(file, point, unsynced, chance))


def _names(recording: Recording, point: int, unsynced: Unsynced, chance: random.Random) -> dict[str, File]:
    names = dict(recording.first)
    begun = [naming for naming in recording.namings if naming.began <= point]
    folders = {path: file for path, file in recording.first.items() if file.first is None}
    folders |= {path: file for naming in begun for path, file in naming.names.items() if file and file.first is None}
    for naming in begun:
        parents = [folders[os.path.dirname(path)] for path in naming.names]
        if all(naming.ended < _last_sync(parent, point) for parent in parents) or _happened(unsynced, chance):
            for path, named in naming.names.items():
                names.pop(path, None)
                names |= {path: named} if named is not None else {}
    return names


def _last_sync(file: File, point: int) -> int:
    """The line where the last sync began that had ended at `point`: whatever had ended before it is safe."""
    return max((sync.began for sync in file.syncs if sync.ended <= point), default=0)


def _happened(unsynced: Unsynced, chance: random.Random) -> bool:
    return unsynced == "kept" or (unsynced == "torn" and chance.random() < 0.5)


def _content(file: File, point: int, unsynced: Unsynced, chance: random.Random) -> bytes:
    begun, synced = [change for change in file.changes if change.began <= point], _last_sync(file, point)
    safe = [change for change in begun if change.ended < synced]
    pending = [change for change in begun if change.ended >= synced and _happened(unsynced, chance)]
    if unsynced == "torn":
        chance.shuffle(pending)
        pending = [part for change in pending for part in _torn(change, chance)]
    content = bytearray(file.first or b"")
    for change in (*safe, *pending):
        _apply(content, change)
    return bytes(content)


def _torn(change: Change, chance: random.Random) -> Sequence[Change]:
    """The sectors of a write that came to the disk."""
    if change.data is None or chance.random() < 0.5:
        return [change]
    parts, at, end = [], change.at, change.at + len(change.data)
    while at < end:
        following = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            parts.append(Change(change.began, change.ended, at, change.data[at - change.at : following - change.at]))
        at = following
    return parts


def _apply(content: bytearray, change: Change) -> None:
    end = change.at + len(change.data or b"")
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if change.data is None:
        del content[change.at :]
    else:
        content[change.at : end] = change.data
