"""A desk for one command of a face that waits: opened by the same session as windows open it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import InlineFace
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.repair import StoreDamaged
from bsuh_desktop.settings import Settings
from bsuh_desktop.store.database_errors import damaged


@contextlib.contextmanager
def desk_for_one_command(folder: Path, passphrase: str, clock: Clock) -> Iterator[Desk]:
    """The desk in `folder`, open as long as the context lasts. A damaged one is not mended: a person decides that at
    the door. Raises KnownError: no_vault, wrong_passphrase, vault_damaged, in_use, store_damaged, newer_store,
    store_read_only; and at the end what closing raises."""
    session = DeskSession(folder, clock, Settings(), InlineFace())
    errors: list[BaseException] = []
    session.error_reported.connect(errors.append)
    session.crashed.connect(errors.append)
    try:
        session.unlock(passphrase)
        _raise_first(errors)
        opened: list[Desk] = []
        session.query(lambda desk: desk, opened.append)
        # A backup that finds damage later ends no command half way: the next opening finds it, too.
        opened[0].backups.heard = lambda _: None
        yield opened[0]
    finally:
        session.close()
    _raise_first(errors)


def _raise_first(errors: list[BaseException]) -> None:
    if not errors:
        return
    error = errors.pop(0)
    raise damaged() if isinstance(error, StoreDamaged) else error
