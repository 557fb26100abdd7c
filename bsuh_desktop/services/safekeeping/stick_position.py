"""The position of this desk's key, written to sticks beside its files, to notice a whole disk that went back.

Nothing is recorded for practice, which is never counted. The file is for this desk alone; all others skip it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.services.desk.desk import Desk, new_key_needed, why_new_key
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.safekeeping.position_mark import KeyProgress, note_gone_back, reached, read_at
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.trust.key_position import write_position
from bsuh_desktop.trust.vault import Vault


class StickPosition(msgspec.Struct, frozen=True):
    """How far the desk had come when this was made; may be compared and written to sticks on any thread."""

    vault: Vault
    now: KeyProgress

    def ahead(self, folders: Iterable[Path]) -> Path | None:
        """The first file in one of `folders` whose position is ahead of the store; None if there is none."""
        for folder in folders:
            path = folder / self._name
            there = read_at(path, self.vault)
            if there is not None and self.now.lacks(there):
                return path
        return None

    def write(self, folder: Path) -> None:
        """Writes the position into `folder`, replacing an earlier one. Errors are ignored: the files that matter were
        written and read back before."""
        position = replace(self.now.position, events=0, given=0, repairs=0)
        path = folder / self._name
        if read_at(path, self.vault) != position:
            with contextlib.suppress(OSError):
                write_over(path, write_position(position, self.vault.signing_key.public, self.vault.store_key))

    @property
    def _name(self) -> str:
        return f"position-{code_of(self.vault.signing_key.public)}{file_endings.POSITION}"


def stick_position(desk: Desk) -> StickPosition | None:
    """The position to compare with sticks; None for a desk that practises or whose key must not sign."""
    return None if desk.practising or why_new_key(desk) else StickPosition(desk.vault, reached(desk))


def look_at(desk: Desk, folders: Iterable[Path]) -> None:
    """Stops the key from signing if a stick shows that the desk's data went back."""
    position = stick_position(desk)
    found = position.ahead(folders) if position is not None else None
    if found is not None:
        note_gone_back(desk, found)


def require_newest(desk: Desk, folder: Path) -> None:
    """Raises KnownError `new_key_needed` if this desk's data went back to an earlier day, which a position in `folder`
    may show."""
    look_at(desk, [folder])
    if why_new_key(desk) == "restored" or (desk.key_mark is not None and desk.key_mark.is_ahead()):
        raise new_key_needed(desk)


def note_on(desk: Desk, folder: Path) -> None:
    """Writes the position beside the files that were handed over into `folder`."""
    position = stick_position(desk)
    if position is not None:
        position.write(folder)
