"""How far the desk's key has come, to notice data that went back to an earlier day; and a new key for such data.

A mark outside of the data folder is written after the data it describes was stored, so that no power cut leaves it
ahead of the store, and before that data leaves the laptop. A missing mark means nothing: the folder may have been
moved, or opened by another user. The same position is written to sticks beside the desk's files, to notice a whole
disk that went back. Nothing is recorded for practice. The file is for this desk alone; all others skip it.

Data that was copied, restored or repaired with a loss gets a new key: the old one has signed things that this data
does not contain. Vault and store are two files: the store first records which key is leaving, then the vault gets the
new key, then the store adopts it. After a power cut the next opening finds the old key, which signs nothing, or
completes the change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.paths import marks_folder
from bsuh_desktop.services.desk import hand_over_status
from bsuh_desktop.services.desk.desk import Desk, NewKeyReason, new_key_needed, times_gone_back, why_new_key
from bsuh_desktop.services.desk.grant_status import REQUESTS_MADE
from bsuh_desktop.services.desk.hand_over_status import may_be_outside
from bsuh_desktop.services.desk.machine import is_another, is_settled, settle_on
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.safekeeping.desk_folders import write_card
from bsuh_desktop.store.facts import KEY_LEAVES, MENDED, NEW_KEY_NEEDED, OWN_KEY, WENT_BACK
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.system.atomic_file import clear_left, replace_file, write_over
from bsuh_desktop.system.files import open_plain
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.key_position import LARGEST_POSITION, Position, position_name, read_position, write_position
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


def start_new_key(desk: Desk) -> None:
    """Gives the desk a new key, which has to request its own grant; a practice desk gets one at once.

    The classes remain, and what the old key signed remains valid. Does nothing if no new key is needed.
    Raises KnownError: disk_full, read_only, store_read_only; then the old key remains and signs nothing.
    """
    if not why_new_key(desk):
        return
    old = desk.store.facts.get(OWN_KEY) or desk.vault.signing_key.public
    with desk.store.transaction():
        desk.store.facts.put(KEY_LEAVES, old)
        if is_another(desk.store.facts, desk.machine()):
            # The count is about the other computer.
            desk.store.facts.drop(WENT_BACK)
        # A copy made after a power cut then knows that it comes from this computer.
        settle_on(desk.store.facts, desk.machine())
    _take(desk, desk.vault.with_new_key(desk.folder), old)


def settle_key(desk: Desk) -> None:
    """Checks at opening, before anything is signed, that store and vault agree on the key and that the computer is the
    one the data belongs to; otherwise the key must not sign any more."""
    facts, public = desk.store.facts, desk.vault.signing_key.public
    own = facts.get(OWN_KEY)
    if own is not None and own != public:
        _disagreed(desk, own, public)
    elif own is None:
        facts.put(OWN_KEY, public)
    if is_another(facts, desk.machine()):
        _need(desk, "copied")
    elif not is_settled(facts, desk.machine()):
        settle_on(facts, desk.machine())


def _disagreed(desk: Desk, own: bytes, public: bytes) -> None:
    """Handles a vault whose key is not the one in the store. Either power was cut between the two writes, or one of the
    files was restored alone from a backup; then the key may have signed what is not in this store."""
    if public in {one.key for one in desk.earlier}:
        _need(desk, "restored")
        return
    if desk.store.facts.get(KEY_LEAVES) == own and not is_another(desk.store.facts, desk.machine()):
        _take(desk, desk.vault, own)
        return
    why = why_new_key(desk) or "restored"
    with desk.store.transaction():
        _go_on(desk, desk.vault, own)
        need_new_key(desk.store.db, why)


def _take(desk: Desk, vault: Vault, old: bytes) -> None:
    with desk.store.transaction():
        _go_on(desk, vault, old)
        settle_on(desk.store.facts, desk.machine())
        for name in desk.store.facts.all_of(REQUESTS_MADE):
            desk.store.facts.drop(REQUESTS_MADE + name)
        if desk.practising:
            desk.join_demonstration()
    write_card(desk)
    log("command", code="new_key", device=vault.signing_key.key_id.hex())


def _go_on(desk: Desk, vault: Vault, old: bytes) -> None:
    """Adopts the new key. Files sealed by the old key that never left are withdrawn and their classes sealed again: the
    same key may have sealed another version of them elsewhere."""
    hand_over_status.take_all_back(desk, old if desk.earlier else b"")
    desk.take_new_key(vault, old)


def _need(desk: Desk, why: NewKeyReason) -> None:
    if not why_new_key(desk):
        need_new_key(desk.store.db, why)
        log("command", code=f"key_{why}", device=desk.vault.signing_key.key_id.hex())
