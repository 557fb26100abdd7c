"""What the page of this laptop shows: which desk it is, the state of its backups, and the desks' drawings."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import further_desks
from bsuh_desktop.services.desk.desk import NewKeyReason, times_gone_back, why_new_key
from bsuh_desktop.services.desk.facilitator import own_code
from bsuh_desktop.services.desk.grant_status import request_made
from bsuh_desktop.services.safekeeping import desk_folders
from bsuh_desktop.services.safekeeping.backup_file import BackupStatus, backup_standing
from bsuh_desktop.services.safekeeping.recovery import change_passphrase, new_code
from bsuh_desktop.services.safekeeping.stick_backups import FOLDER, stick_standing
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

MOST_FOUND = 20
"""How many backup files of one stick are examined."""
_SHOWN_ON_HOME = ("stale", "full", "failed")


class LaptopView(msgspec.Struct, frozen=True):
    """The desk and the state of its backups, for the page of this laptop."""

    code: str
    """The desk's code, 5-5-4 characters."""
    device: str
    """The device number, four characters; "" while there is no grant."""
    mark: desk_folders.Emblem
    """The drawing of this desk on the unlock page."""
    several: bool
    """There are several desks on this laptop."""
    backups: BackupStatus
    """The state of the backups on this laptop."""
    stick: desk_folders.StickStatus
    """The state of the backup on the stick."""
    why_new_key: NewKeyReason
    """Why the key must not sign any more; "" if it may."""
    went_back: bool = False
    """The reason is that the data went back to an earlier day."""


class LaptopDue(msgspec.Struct, frozen=True):
    """What Home shows about this laptop because somebody has to act."""

    key: Literal["", "new_key", "grant"] = ""
    """*new_key*: a new key is needed. *grant*: the new key still has to request its grant."""
    stick: desk_folders.StickStatus | None = None
    """A problem with the backup on the stick and its remedy."""
    forgets: bool = False
    """This computer loses what is written to it: its data went back more than once."""

    @property
    def anything(self) -> bool:
        """True if there is something to show."""
        return bool(self.key) or self.stick is not None or self.forgets


def laptop_due(desk: Desk) -> LaptopDue:
    """The present state of everything in `LaptopDue`."""
    stick = stick_standing(desk, ())
    told = stick if stick.state in _SHOWN_ON_HOME else None
    forgets = times_gone_back(desk) > 1
    if why_new_key(desk):
        return LaptopDue("new_key", told, forgets)
    waits = not desk.practising and bool(desk.earlier) and not desk.grants
    return LaptopDue("grant" if waits and not request_made(desk, "device") else "", told, forgets)


def laptop_view(desk: Desk, root: Path, there: Iterable[Stick]) -> LaptopView:
    """The present state; `root` is the data folder of this laptop, `there` are the sticks that are plugged in."""
    return LaptopView(
        code=own_code(desk),
        device=desk.device,
        mark=desk_folders.desk_of(desk.folder).emblem,
        several=bool(further_desks(root)),
        backups=backup_standing(desk),
        stick=stick_standing(desk, there),
        why_new_key=why_new_key(desk),
        went_back=times_gone_back(desk) > 0,
    )


def give_marks(root: Path) -> None:
    """Gives each desk without a drawing one of its own if the laptop has several desks. Disk errors are ignored."""
    if not further_desks(root):
        return
    there = desk_folders.desks(root)
    free = [mark for mark in desk_folders.MARKS if mark not in {one.emblem for one in there}]
    for one in there:
        if not one.emblem and free:
            with contextlib.suppress(KnownError):
                desk_folders.choose_mark(one.folder, free.pop(0))


def choose_passphrase(desk: Desk, old: str, new: str) -> None:
    """Changes the passphrase of the open desk. Raises KnownError as `recovery.change_passphrase`."""
    change_passphrase(desk.folder, old, new)
    desk.reread_vault()


def choose_code(desk: Desk, passphrase: str) -> str:
    """A new recovery code for the open desk. The old one stops working, and the new one is sent to the coordinator with
    the next hand-over.

    Raises KnownError as `services.safekeeping.recovery.new_code`.
    """
    code = new_code(desk.folder, passphrase)
    desk.reread_vault()
    return code


def find_backups(folders: Iterable[Path]) -> tuple[desk_folders.BackupLook, ...]:
    """The backups in the top folder or the backup folder of these sticks, newest first. Other files are skipped."""
    from bsuh_desktop.services.safekeeping.backup_layout import BackupSandbox
    from bsuh_desktop.services.safekeeping.restore import look_at_one

    found = []
    with BackupSandbox() as sandbox:
        for path in _files(folders, file_endings.BACKUP):
            with contextlib.suppress(KnownError, OSError):
                found.append(look_at_one(path, sandbox))
    return tuple(sorted(found, key=lambda look: look.made, reverse=True))


def _files(folders: Iterable[Path], ending: str) -> Iterable[Path]:
    for folder in folders:
        for place in (folder / FOLDER, folder):
            with contextlib.suppress(OSError):
                yield from sorted(place.glob(f"*{ending}"))[:MOST_FOUND]
