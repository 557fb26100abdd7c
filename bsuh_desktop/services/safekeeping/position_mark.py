"""The mark outside of the data folder: how far the desk's key has come, so that a folder that goes back is noticed.

It is written after what it tells of was kept, so that no power cut leaves it ahead of the store; and before that leaves
the laptop. No mark is no sign: the folder was moved, or another person's account opens it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bsuh_desktop.paths import POSITION_ENDING, marks_folder
from bsuh_desktop.services.desk.desk import Desk, times_gone_back
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.desk.unsent_files import may_be_outside
from bsuh_desktop.store.facts import MENDED, NEW_KEY_NEEDED, WENT_BACK
from bsuh_desktop.store.given_grants import need_new_key
from bsuh_desktop.system.atomic_file import clear_left, temporary_name, write_through
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
    """How far a store has come: its position, and the manifests of its key by their place in the row."""

    position: Position
    manifests: Mapping[int, bytes]

    def lacks(self, other: Position) -> bool:
        """True if the key has signed something by the `other` position that is not in this store."""
        return self.position.lacks(other, self.manifests.get(other.sealed, b""))


def reached(desk: Desk) -> KeyProgress:
    """How far the open store has come, with what stands in an open transaction."""
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
    """The desk's data went back to an earlier day, as the position at the path `shown_by` shows, or a receipt: its key
    signs nothing more. How often this happened is noted in the store, which may go back once more, and beside that
    position and the mark."""
    if desk.store.facts.get(NEW_KEY_NEEDED) is not None:
        return
    paths = [path for path in (shown_by, desk.mark.file if desk.mark else None) if path is not None]
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
    """True if a desk with this vault's key was open under this account; False where nobody may look."""
    return read_at(marks_folder() / _name(vault), vault) is not None


class PositionMark:
    """The mark of one open desk, on that desk's thread. A disk that refuses it is no reason to stop anything."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._folder = desk, marks_folder()
        self._at: tuple[Vault, Path] | None = None
        self._seen: tuple[int, int] | None = None
        """What the file was like when it was last read or written: it is looked into where that changes."""

    def settle(self) -> None:
        """At opening: where the store is behind its mark, its key signs no more."""
        there, now = self._read(), reached(self._desk)
        if there is not None and (now.lacks(there) or now.position.lacks_unsigned(there)):
            note_gone_back(self._desk, self.file)
        else:
            self.keep()

    def is_ahead(self) -> bool:
        """True if another copy of this data has signed since this one was opened. Takes some microseconds where nothing
        has changed."""
        if self._seen == _like(self.file):
            return False
        there = self._read()
        if there is None or not reached(self._desk).lacks(there):
            return False
        # It is looked into again the next time.
        self._seen = None
        return True

    def keep(self) -> None:
        """Notes how far the store has come: after what was signed is kept, and before it leaves the laptop. A mark that
        is ahead stays."""
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
        """Where it is: another one once the desk has another key."""
        vault = self._desk.vault
        if self._at is None or self._at[0] is not vault:
            self._at = vault, self._folder / _name(vault)
        return self._at[1]

    def _read(self) -> Position | None:
        self._seen = _like(self.file)
        return read_at(self.file, self._desk.vault)


def read_at(path: Path, vault: Vault) -> Position | None:
    """The position of this vault's desk in the file at `path`; None where there is none."""
    with contextlib.suppress(OSError, ValueError):
        file = open_plain(path)
        if file is not None:
            with file:
                data = file.read(LARGEST_POSITION + 1)
            return read_position(data, vault.signing_key.public, vault.store_key)
    return None


def _write(path: Path, position: Position, vault: Vault) -> None:
    """Whole or not at all. Neither read back nor is its folder synced: an earlier mark does no harm, and whoever waits
    for a file waits for this one, too. Raises OSError."""
    clear_left(path)
    temporary = temporary_name(path)
    try:
        write_through(temporary, write_position(position, vault.signing_key.public, vault.store_key), 0o600)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _name(vault: Vault) -> str:
    return f"{position_name(vault.signing_key.public, vault.store_key)}{POSITION_ENDING}"


def _like(path: Path) -> tuple[int, int] | None:
    """None where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
