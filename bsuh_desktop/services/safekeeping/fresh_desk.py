"""Creates a desk for an office or a new member of a programme, completely or not at all."""

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
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.vault import Vault

OFFICE = "কার্যালয় · Office"
"""The name of a desk whose owner gives none."""

_UNTOLD = "recovery-code-not-told"
"""An empty file in a new desk's folder until its recovery code was shown."""


@contextlib.contextmanager
def fresh_desk(folder: Path, wish: NewDesk, clock: Clock) -> Iterator[tuple[Desk, str]]:
    """Creates a desk in `folder`; yields it open, with its recovery code, which is stored nowhere else.

    If the body of the context fails, the desk is removed, because nobody has seen its recovery code. After a power cut
    it remains, and `untold_code` gives another code for it. Call `code_told` once the code was shown.
    Raises KnownError: the same as `first_run`.
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
    # A file left by a power cut before there was any key means the same for this desk.
    with raising_known_errors(), contextlib.suppress(FileExistsError):
        write_new_file(folder / _UNTOLD, b"", private=True)
    try:
        return first_run(folder, wish, clock)
    except BaseException:
        code_shown(folder)
        raise


def untold_code(folder: Path, passphrase: str) -> str | None:
    """A new recovery code for the desk in `folder` if its first one was never shown, because power was cut while the
    desk was created. None for every other desk.

    Raises KnownError: wrong_passphrase, vault_damaged, disk_full, read_only.
    """
    return Vault.new_code(folder, passphrase) if (folder / _UNTOLD).exists() else None


def code_shown(folder: Path) -> None:
    """Records that the recovery code of the desk in `folder` was shown to a person."""
    with contextlib.suppress(OSError):
        (folder / _UNTOLD).unlink()


def _clear(folder: Path, before: set[Path] | None) -> None:
    """Deletes what was not in `folder` before; also the folder itself if it did not exist (`before` is None)."""
    if before is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in sorted(set(folder.iterdir()) - before):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
