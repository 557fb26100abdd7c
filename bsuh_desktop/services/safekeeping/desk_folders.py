"""The desks of one laptop: each facilitator has a folder, a vault and keys, and cannot read the others.

`desk.json` in the folder says whose desk it is, so that the unlock page can show it. It contains nothing personal.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.paths import DESKS_FOLDER, further_desks, has_profile
from bsuh_desktop.services.safekeeping.values import MARKS, DeskFolder, Emblem
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.folders import make_folder

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

CARD = "desk.json"
_LARGEST = 4096


class _Card(msgspec.Struct, frozen=True):
    """The contents of `desk.json`."""

    code: str = ""
    device: str = ""
    mark: str = ""


def desks(root: Path) -> tuple[DeskFolder, ...]:
    """The desks of this laptop whose data folder is `root`. The first one is in `root` itself, each further one in a
    subfolder; folders without a vault are skipped."""
    first = [root] if has_profile(root) else []
    return tuple(desk_of(folder) for folder in (*first, *further_desks(root)))


def desk_of(folder: Path) -> DeskFolder:
    """The desk in `folder` as its `desk.json` describes it; an unreadable file gives empty values, so that it never
    keeps anybody from unlocking."""
    card = _card(folder)
    mark = card.mark if card.mark in MARKS else ""
    return DeskFolder(folder, card.code, card.device, mark)


def new_desk_folder(root: Path) -> Path:
    """A free folder for another facilitator's desk; `root` itself if it is unused. Creates nothing."""
    if not has_profile(root):
        return root
    number = 2
    while (root / DESKS_FOLDER / str(number)).exists():
        number += 1
    return root / DESKS_FOLDER / str(number)


def choose_mark(folder: Path, mark: Emblem) -> None:
    """Stores the drawing that the unlock page shows for the desk in `folder`. Raises KnownError: disk_full,
    read_only."""
    _write(folder, msgspec.structs.replace(_card(folder), mark=mark))


def write_card(desk: Desk) -> None:
    """Writes code and number of the open `desk` to its `desk.json` if they changed. Disk errors are ignored: the desk
    must open anyway."""
    from bsuh_desktop.services.desk.staff import own_code

    before = _card(desk.folder)
    now = _Card(own_code(desk), desk.device, before.mark)
    if now != before:
        with contextlib.suppress(OSError):
            write_over(desk.folder / CARD, canonical_json(now), private=True)


def _card(folder: Path) -> _Card:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode((folder / CARD).read_bytes()[:_LARGEST], type=_Card)
    return _Card()


def _write(folder: Path, card: _Card) -> None:
    make_folder(folder, private=True)
    with raising_known_errors():
        write_over(folder / CARD, canonical_json(card), private=True)
