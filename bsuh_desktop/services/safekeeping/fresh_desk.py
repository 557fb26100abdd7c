"""A fresh desk of a programme's office or of somebody who joins: there with all that was wanted, or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import check_name
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.system.atomic_file import write_new_file
from bsuh_desktop.system.disk_errors import known_disk_error
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.vault import Vault

OFFICE = "কার্যালয় · Office"
"""How a desk is called whose owner gives no name."""

_UNTOLD = "recovery-code-not-told"
"""An empty file that stands in a fresh desk's folder until its recovery code was said."""


@contextlib.contextmanager
def fresh_desk(folder: Path, wish: NewDesk, clock: Clock) -> Iterator[tuple[Desk, str]]:
    """A new desk in `folder`, open as long as the context lasts, and its recovery code, which is kept nowhere else. If
    what is done in it fails, nothing of it stays: nobody was told its recovery code. After a power cut it stays, and
    `untold_code` has another code for it; whoever has said the code calls `code_told`.

    Raises KnownError: what `first_run` raises.
    """
    before = set(folder.iterdir()) if folder.is_dir() else None
    desk, code = _marked(folder, wish, clock)
    try:
        yield desk, code
    except BaseException:
        desk.close()
        _clear(folder, before)
        raise
    desk.close()


def _marked(folder: Path, wish: NewDesk, clock: Clock) -> tuple[Desk, str]:
    check_passphrase(wish.passphrase)
    check_name(wish.facilitator)
    make_folder(folder, private=True)
    try:
        # Left from a cut before there was any key, it says the same of this desk.
        with contextlib.suppress(FileExistsError):
            write_new_file(folder / _UNTOLD, b"", private=True)
    except OSError as error:
        raise known_disk_error(error) or error from error
    try:
        return first_run(folder, wish, clock)
    except BaseException:
        code_told(folder)
        raise


def untold_code(folder: Path, passphrase: str) -> str | None:
    """Another recovery code for the desk in `folder`, where its own was never said: the laptop was cut off while it was
    made. None for every other desk. Raises KnownError: wrong_passphrase, vault_damaged, disk_full, read_only."""
    return Vault.new_code(folder, passphrase) if (folder / _UNTOLD).exists() else None


def code_told(folder: Path) -> None:
    """The recovery code of the desk in `folder` was said to a person."""
    with contextlib.suppress(OSError):
        (folder / _UNTOLD).unlink()


def _clear(folder: Path, before: set[Path] | None) -> None:
    """Takes away what was not in `folder` before; the folder itself where it was not there."""
    if before is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in sorted(set(folder.iterdir()) - before):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
