"""A fresh desk of a programme's office or of somebody who joins: there with all that was wanted, or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.first_run import NewDesk, first_run

OFFICE = "কার্যালয় · Office"
"""How a desk is called whose owner gives no name."""


@contextlib.contextmanager
def fresh_desk(folder: Path, wish: NewDesk, clock: Clock) -> Iterator[tuple[Desk, str]]:
    """A new desk in `folder`, open as long as the context lasts, and its recovery code, which is kept nowhere else. If
    what is done in it fails, nothing of it stays: nobody was told its recovery code.

    Raises KnownError: what `first_run` raises.
    """
    before = set(folder.iterdir()) if folder.is_dir() else None
    desk, code = first_run(folder, wish, clock)
    try:
        yield desk, code
    except BaseException:
        desk.close()
        _clear(folder, before)
        raise
    desk.close()


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
