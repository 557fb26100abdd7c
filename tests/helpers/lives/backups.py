"""Backups and what begins again from them: on another computer, in a new folder, in the desk itself, or a copy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

from bsuh_desktop.services.desk.desk import why_new_key
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.restore import restore
from bsuh_desktop.services.safekeeping.stick_backups import FOLDER, keep_on_stick, register_stick
from bsuh_desktop.store.forgotten import LIST_NAME
from bsuh_desktop.store.store import LOCK_NAME
from bsuh_desktop.system.sticks import Stick
from bsuh_desktop.trust.vault import Vault
from tests.helpers.desks import PASSPHRASE
from tests.helpers.lives.laptop import Laptop
from tests.helpers.lives.model import Copy, Known

Where = Literal["file", "stick", "laptop"]
Kind = Literal["stolen", "new folder", "merged"]


def back_up(laptop: Laptop, where: Where) -> None:
    """A backup is made: a file of its own, the one on the laptop's stick, or that on the laptop."""
    desk, world = laptop.desk, laptop.world
    if where == "laptop":
        desk.backups.make_now(desk.clock.now())
    elif where == "file":
        _keep(laptop, write_backup(desk, world.folder / "kept apart").path)
    else:
        register_stick(desk, laptop.stick)
        keep_on_stick(desk, [Stick(laptop.stick, "stick", True)])
        # An older one may lie there if the disk lost which stick it was.
        path = max(laptop.stick.glob(f"{FOLDER}/*.bsuhb"), key=lambda path: path.stat().st_mtime_ns)
        world.copies = [one for one in world.copies if one.path != path]
        _keep(laptop, path)
    laptop.backed = laptop.known.copied()


def _keep(laptop: Laptop, path: Path) -> None:
    laptop.world.copies.append(Copy(path, laptop.family, laptop.known.copied()))


def bring_back(old: Laptop, copy: Copy, kind: Kind) -> None:
    """A backup of the family comes back: into the laptop itself, or in its place; then the old one is gone, or in the
    hands of a thief."""
    if kind == "merged":
        _merge(old, copy)
        return
    world, gone = old.world, old.key
    known, folder = copy.known.copied(), world.folder / f"profile-{world.step}"
    name = old.name if kind == "new folder" else f"{old.family}-{world.step}"
    if kind == "stolen":
        old.thief = True
    else:
        old.close()
        world.laptops.remove(old)
        if world.step % 2:
            folder = _only_list_is_left(old, known)
    restore(copy.path, folder, PASSPHRASE, world.clock, machine=lambda: name)
    laptop = world.add(name, old.family, folder, Vault.unlock(folder, PASSPHRASE), known)
    assert why_new_key(laptop.desk) == ""
    assert laptop.key != gone
    laptop.known.mixed = True
    laptop.settle_names()
    if all(one.key != gone for one in world.honest):
        # Else it was a copy that had not begun with a key of its own: the other one goes on with that.
        world.gone_keys.append(gone)


def _only_list_is_left(old: Laptop, known: Known) -> Path:
    """The data is gone from the laptop's own folder, and the list of the forgotten stands there still: what comes back
    must forget them, too."""
    for path in old.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LIST_NAME:
            path.unlink()
    known.withdrew |= old.known.withdrew
    for number in old.known.gone:
        known.forget(number)
    return old.folder


def _merge(laptop: Laptop, copy: Copy) -> None:
    world = laptop.world
    laptop.close()
    done = restore(copy.path, laptop.folder, PASSPHRASE, world.clock, machine=laptop.machine)
    assert done.report is not None
    laptop.known.unite(copy.known)
    laptop.reopen(Vault.unlock(laptop.folder, PASSPHRASE))
    laptop.settle_names()


def copy_folder(laptop: Laptop) -> Laptop:
    """The closed data folder is copied to another computer; both go on."""
    world = laptop.world
    laptop.close()
    name, folder = f"{laptop.family}-{world.step}", world.folder / f"profile-{world.step}"
    shutil.copytree(laptop.folder, folder, ignore=shutil.ignore_patterns(LOCK_NAME))
    laptop.reopen()
    copy = world.add(name, laptop.family, folder, laptop.desk.vault, laptop.known.copied())
    assert why_new_key(copy.desk)
    return copy
