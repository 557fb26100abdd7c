"""The folders in which something was last chosen or saved: the dialog that asks for a file offers them.

They are in the encrypted store, since a folder may be called after a school or a child.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.services.desk.desk import Desk

MOST = 10
"""More are kept than are offered: some may be on a stick that is not plugged in."""
_RECENT = "recent_folders"


def recent_folders(desk: Desk) -> tuple[Path, ...]:
    """The folders, the last one first, whether they exist or not."""
    kept = desk.store.facts.get(_RECENT)
    try:
        return () if kept is None else tuple(map(Path, msgspec.json.decode(kept, type=list[str])))
    except msgspec.DecodeError:
        return ()


def note_folder(desk: Desk, folder: Path) -> None:
    """Something was chosen or saved in `folder`: the next dialog begins there until the desk is locked. One whose name
    is no text, as sticks from old computers may have, is not kept longer."""
    desk.last_folder = folder
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        return
    before = recent_folders(desk)
    if before[:1] != (folder,):
        folders = list(dict.fromkeys((folder, *before)))[:MOST]
        desk.store.facts.put(_RECENT, msgspec.json.encode([str(one) for one in folders]))


def forget_folders(desk: Desk) -> None:
    """Drops them all."""
    desk.last_folder = None
    desk.store.facts.drop(_RECENT)
