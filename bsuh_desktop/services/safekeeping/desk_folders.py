"""The desks of one laptop: each facilitator has a folder, a vault and keys of their own, and cannot read the others.

Which desk a folder is stands in its `desk.json` for the door, before anything is unlocked: nothing personal.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.paths import DESKS_FOLDER, further_desks, has_profile
from bsuh_desktop.services.safekeeping.values import MARKS, DeskFolder, Mark
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import known_disk_error
from bsuh_desktop.system.folders import make_folder

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

CARD = "desk.json"
_LARGEST = 4096


class _Card(msgspec.Struct, frozen=True):
    """`desk.json`."""

    code: str = ""
    device: str = ""
    mark: str = ""


def desks(root: Path) -> tuple[DeskFolder, ...]:
    """The desks of this laptop whose data folder is `root`: the first one stands in it, each further one in a folder of
    its own below; those of folders without a vault are none."""
    first = [root] if has_profile(root) else []
    return tuple(desk_of(folder) for folder in (*first, *further_desks(root)))


def desk_of(folder: Path) -> DeskFolder:
    """What `desk.json` in `folder` says; a file that says nothing is no reason to keep anybody out."""
    card = _card(folder)
    mark = card.mark if card.mark in MARKS else ""
    return DeskFolder(folder, card.code, card.device, mark)


def new_desk_folder(root: Path) -> Path:
    """A free folder for another facilitator's desk; `root` itself while nobody has set it up. Nothing is made."""
    if not has_profile(root):
        return root
    number = 2
    while (root / DESKS_FOLDER / str(number)).exists():
        number += 1
    return root / DESKS_FOLDER / str(number)


def choose_mark(folder: Path, mark: Mark) -> None:
    """The drawing for the desk in `folder` at the door. Raises KnownError: disk_full, read_only."""
    _write(folder, msgspec.structs.replace(_card(folder), mark=mark))


def write_card(desk: Desk) -> None:
    """Keeps code and number of the open `desk` for its door, where they have changed. A disk that refuses is no reason
    to keep anybody out."""
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
    try:
        write_over(folder / CARD, canonical_json(card), private=True)
    except OSError as error:
        raise known_disk_error(error) or error from error
