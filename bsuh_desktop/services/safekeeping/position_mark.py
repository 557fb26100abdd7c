"""A mark outside of the data folder that records how far the desk's key has come, to notice a folder that went back.

It is written after the data it describes was stored, so that no power cut leaves it ahead of the store, and before that
data leaves the laptop. A missing mark means nothing: the folder may have been moved, or opened by another user.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.paths import marks_folder
from bsuh_desktop.services.desk.desk import Desk, times_gone_back
from bsuh_desktop.services.desk.unsent_files import may_be_outside
from bsuh_desktop.store.facts import MENDED, NEW_KEY_NEEDED, WENT_BACK
from bsuh_desktop.store.given_grants import need_new_key
from bsuh_desktop.system.atomic_file import clear_left, replace_file
from bsuh_desktop.system.log import log
from bsuh_desktop.system.plain_file import open_plain
from bsuh_desktop.trust.key_position import (
    LARGEST_POSITION,
    Position,
    position_name,
    read_position,
    write_position,
)

if TYPE_CHECKING:
    from bsuh_desktop.trust.vault import Vault


class KeyProgress(msgspec.Struct, frozen=True):
    """How far a store has come: its position, and the manifests of its key by sequence number."""

    position: Position
    manifests: Mapping[int, bytes]

    def lacks(self, other: Position) -> bool:
        """True if at position `other` the key had signed something that is not in this store."""
        return self.position.lacks(other, self.manifests.get(other.sealed, b""))


def reached(desk: Desk) -> KeyProgress:
    """How far the open store has come, including an open transaction."""
    manifests, last = desk.store.outgoing.manifests(desk.signer), may_be_outside(desk)
    position = Position(
        sealed=last,
        manifest=manifests.get(last, b""),
        serials=desk.store.outgoing.next_counter() - 1,
        went_back=times_gone_back(desk),
        events=desk.store.journal.length(),
        given=desk.store.office.extent(),
        repairs=int.from_bytes(desk.store.facts.get(MENDED) or b"", "big"),
    )
    return KeyProgress(position, manifests)


def note_gone_back(desk: Desk, shown_by: Path | None = None) -> None:
    """Records that the data went back to an earlier day, and stops its key from signing.

    The position at `shown_by`, or a receipt, has shown it. The number of times is recorded in the store, and also in
    that position and in the mark, because the store may go back again.
    """
    if desk.store.facts.get(NEW_KEY_NEEDED) is not None:
        return
    paths = [path for path in (shown_by, desk.key_mark.file if desk.key_mark else None) if path is not None]
    there = {path: found for path in paths if (found := read_at(path, desk.vault)) is not None}
    times = max((times_gone_back(desk), *(one.went_back for one in there.values()))) + 1
    with desk.store.transaction():
        desk.store.facts.put(WENT_BACK, times.to_bytes(4, "big"))
        need_new_key(desk.store.db, "restored")
    log("command", code="key_went_back", device=desk.vault.signing_key.key_id.hex(), count=times)
    for path, position in there.items():
        with contextlib.suppress(OSError):
            _write(path, replace(position, went_back=times), desk.vault)


def has_mark(vault: Vault) -> bool:
    """True if a desk with this vault's key was open under this user account; False if that cannot be read."""
    return read_at(marks_folder() / _name(vault), vault) is not None


class PositionMark:
    """The mark of one open desk; used on the desk's thread. Disk errors are ignored."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._folder = desk, marks_folder()
        self._at: tuple[Vault, Path] | None = None
        self._seen: tuple[int, int] | None = None
        """The file's state when it was last read or written; it is read again only after a change."""

    def settle(self) -> None:
        """At opening, stops the key from signing if the store is behind its mark."""
        there, now = self._read(), reached(self._desk)
        if there is not None and (now.lacks(there) or now.position.lacks_unsigned(there)):
            note_gone_back(self._desk, self.file)
        else:
            self.keep()

    def is_ahead(self) -> bool:
        """True if another copy of this data has signed since this one was opened. Takes some microseconds if the file
        has not changed."""
        if self._seen == _like(self.file):
            return False
        there = self._read()
        if there is None or not reached(self._desk).lacks(there):
            return False
        # Read the file again at the next call.
        self._seen = None
        return True

    def keep(self) -> None:
        """Records how far the store has come; call it after signed data was stored and before it leaves the laptop. A
        mark that is ahead is not overwritten."""
        desk = self._desk
        if desk.store.db.conn.in_transaction or desk.store.facts.get(NEW_KEY_NEEDED) is not None:
            return
        there, now = self._read(), reached(desk)
        if there == now.position or (there is not None and now.lacks(there)):
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(self.file, now.position, desk.vault)
            self._seen = _like(self.file)

    @property
    def file(self) -> Path:
        """The path of the mark; it changes when the desk gets another key."""
        vault = self._desk.vault
        if self._at is None or self._at[0] is not vault:
            self._at = vault, self._folder / _name(vault)
        return self._at[1]

    def _read(self) -> Position | None:
        self._seen = _like(self.file)
        return read_at(self.file, self._desk.vault)


def read_at(path: Path, vault: Vault) -> Position | None:
    """The position of this vault's desk in the file at `path`; None if there is none."""
    with contextlib.suppress(OSError, ValueError):
        file = open_plain(path)
        if file is not None:
            with file:
                data = file.read(LARGEST_POSITION + 1)
            return read_position(data, vault.signing_key.public, vault.store_key)
    return None


def _write(path: Path, position: Position, vault: Vault) -> None:
    """Writes the file completely or not at all. It is not read back and its folder is not synced: an older mark does no
    harm, and callers who export a file wait for this. Raises OSError."""
    clear_left(path)
    replace_file(path, write_position(position, vault.signing_key.public, vault.store_key), private=True)


def _name(vault: Vault) -> str:
    return f"{position_name(vault.signing_key.public, vault.store_key)}{file_endings.POSITION}"


def _like(path: Path) -> tuple[int, int] | None:
    """Values that change when the file does; None if there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
