"""Copies the newest good backup to a stick of the facilitator's, which is stored separately from the laptop.

A stick is recognised by a random id in a folder on it, never by its name. The backup there is replaced only after the
newer one was read back completely. Once names were deleted here, the backup on the stick is stale, and this is shown
until it is replaced.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.desk import new_key_needed
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.safekeeping.backup_file import BackupParts, BackupStopped, day_and_time, parts_of, write_zip
from bsuh_desktop.services.safekeeping.desk_folders import StickStatus
from bsuh_desktop.services.safekeeping.desk_key import look_at, stick_position
from bsuh_desktop.store.backups import Backup, backups
from bsuh_desktop.store.facts import DELETIONS
from bsuh_desktop.system.atomic_file import write_new_file
from bsuh_desktop.system.export_file import raising_known_errors
from bsuh_desktop.system.folders import refuse_own_folder
from bsuh_desktop.system.log import log
from bsuh_desktop.system.sticks import Stick, name_of, sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

FOLDER, MARKER = "bsuh-backup", "stick.txt"
_STICK, _KEPT, _FAILED = "stick_backup/stick", "stick_backup/kept", "stick_backup/failed"
_ID_BYTES = 8


class _Registered(msgspec.Struct, frozen=True):
    """The registered stick.

    `id` is the random id on it, `label` the name it had, `file` the name of this desk's file on it, which stays the
    same when the desk gets another key.
    """

    id: str
    label: str
    file: str


class StoredStickCopy(msgspec.Struct, frozen=True):
    """The backup that is on the stick."""

    made_ms: int
    """When the data was copied, in Unix milliseconds."""
    number: int
    """The number of the backup that was copied."""
    sessions: int
    """The number of classes in it."""
    deletions: int
    """How often names had been deleted by then."""
    vault: str = ""
    """The SHA-256 of the vault in it, in hexadecimal."""


def register_stick(desk: Desk, folder: Path) -> None:
    """Registers the stick at `folder`: from now on the backup is also copied there whenever it is plugged in.

    Raises KnownError: own_folder, disk_full, read_only, stick_removed.
    """
    refuse_own_folder(folder, desk.folder, Message("A backup in the app's own folder is lost with the laptop."))
    place = folder / FOLDER
    with raising_known_errors():
        place.mkdir(exist_ok=True)
        stick_id = _id_of(folder)
        if not stick_id:
            stick_id = secrets.token_hex(_ID_BYTES)
            (place / MARKER).unlink(missing_ok=True)
            write_new_file(place / MARKER, stick_id.encode("ascii"))
    before = _registered(desk)
    if before is not None and before.id == stick_id:
        return
    file = f"backup-{code_of(desk.vault.signing_key.public)}{file_endings.BACKUP}"
    with desk.store.transaction():
        forget_stick(desk)
        desk.store.facts.put(_STICK, msgspec.json.encode(_Registered(stick_id, name_of(folder), file)))


def forget_stick(desk: Desk, there: Iterable[Stick] = ()) -> None:
    """Unregisters the stick. If it is among the sticks `there`, this desk's backup is deleted from it."""
    registered = _registered(desk)
    for name in (_STICK, _KEPT, _FAILED):
        desk.store.facts.drop(name)
    found = _find(registered, there) if registered else None
    if registered is not None and found is not None:
        with contextlib.suppress(OSError):
            (found.path / FOLDER / registered.file).unlink()


def keep_on_stick(desk: Desk, there: Iterable[Stick]) -> bool:
    """Copies the newest backup to the registered stick if it is among the sticks `there`.

    Makes a backup first if something was written since the last one, and returns after the copy was read back. False if
    the stick is not there or already has it.
    Raises KnownError: disk_full, read_only, stick_removed, stick_altered, backup_failed, store_damaged; new_key_needed
    if a stick shows that this desk's data went back.
    """
    desk.backups.make_now(desk.clock.now())
    copies = StickCopies(desk, lambda: there)
    work = copies.prepare()
    outcome = work(threading.Event()) if work is not None else None
    if outcome is None:
        return False
    desk.backups.written_aside(lambda: copies.note(outcome))
    if isinstance(outcome, Path):
        raise new_key_needed(desk)
    if isinstance(outcome, KnownError):
        raise outcome
    return True


def follow(desk: Desk, there: Callable[[], Iterable[Stick]] = sticks) -> None:
    """From now on copies each new backup to the registered stick too, on the backup thread."""
    desk.backups.copies = StickCopies(desk, there)


def stick_standing(desk: Desk, there: Iterable[Stick]) -> StickStatus:
    """The state of the backup on the stick; `there` are the sticks that are plugged in."""
    registered = _registered(desk)
    if registered is None:
        return StickStatus(
            "none",
            Message("No stick is chosen for backups."),
            Message("Choose one that you keep away from the laptop. The backup is sealed."),
        )
    kept, label = _stored_copy(desk), registered.label
    made = local(kept.made_ms, desk.programme.offset_minutes) if kept else None
    found = _judged(desk, registered, kept)
    return replace(found, label=label, plugged_in=_find(registered, there) is not None, made=made)


def _judged(desk: Desk, registered: _Registered, stored: StoredStickCopy | None) -> StickStatus:
    label = registered.label
    failed = desk.store.facts.get(_FAILED)
    again = Message("Plug the stick in. The app then writes the new backup.")
    if stored is not None and stored.deletions != _deletions(desk):
        text = Message("The backup on {label} still has names that were deleted here.", label=label)
        return StickStatus("stale", text, again)
    if stored is not None and stored.vault != _vault_in(desk):
        text = Message("The backup on {label} was made under an older passphrase, code or key.", label=label)
        return StickStatus("stale", text, again)
    if failed == b"disk_full":
        text = Message("There is no room on {label} for the backup.", label=label)
        return StickStatus("full", text, Message("Remove some files from it, or choose another stick."))
    if failed is not None:
        text = Message("The newest backup could not be written to {label}.", label=label)
        return StickStatus("failed", text, Message("Plug it in again, or choose another stick."))
    if stored is None:
        return StickStatus("absent", Message("No backup has been written to {label} yet.", label=label), again)
    day, time = day_and_time(local(stored.made_ms, desk.programme.offset_minutes))
    text = Message("The backup on {label} is from {day}, {time}.", label=label, day=day, time=time)
    if stored.sessions == len(desk.store.journal.sessions()):
        return StickStatus("ok", text)
    return StickStatus("behind", Message("{backup} Classes were held since then.", backup=text), again)


Outcome = StoredStickCopy | KnownError | Path
"""The backup now on the stick; why it could not be copied; or a file on a stick that was ahead of the desk."""


class StickCopies:
    """Copies the newest backup to the stick. Call `prepare` and `note` on the desk's thread; what `prepare` returns may
    run on any."""

    def __init__(self, desk: Desk, there: Callable[[], Iterable[Stick]]) -> None:
        self._desk = desk
        self._there = there

    def prepare(self, coming: bool = False) -> Callable[[threading.Event], Outcome | None] | None:
        """The work to do, or None if there is nothing to do.

        There is nothing to do if no copy is due (no stick is registered, or it has the newest backup and none is
        `coming`) and the desk has no key whose position a stick could show. The work returns what is on the stick now,
        or why not; None if the stick is not plugged in; or the path of a file on a stick that shows that this desk's
        data went back. In that case the newer backup on the stick is not overwritten.
        """
        desk, registered, kept = self._desk, _registered(self._desk), _stored_copy(self._desk)
        newest = next(iter(backups(desk.folder)), None)
        vault, deletions = _vault_in(desk), _deletions(desk)
        due = registered is not None and (coming or (newest and not _has(kept, newest, deletions, vault)))
        position = stick_position(desk)
        if not due and position is None:
            return None
        parts = parts_of(desk) if due else None

        def work(stop: threading.Event) -> Outcome | None:
            there = list(self._there())
            places = (place for stick in there for place in (stick.path, stick.path / FOLDER))
            if position is not None and (shows := position.ahead(places)) is not None:
                return shows
            if registered is None or parts is None:
                return None
            made, found = next(iter(backups(desk.folder)), None), _find(registered, there)
            if found is None or made is None or _has(kept, made, deletions, vault):
                return None
            place = found.path / FOLDER
            copied = _copy(place / registered.file, parts.of(made), made.number, deletions, stop)
            if position is not None and isinstance(copied, StoredStickCopy):
                position.write(place)
            return copied

        return work

    def note(self, outcome: Outcome) -> None:
        """Records the outcome, so that it can be shown. A position that a stick showed is checked again: files may have
        been handed over to the stick since the work was prepared."""
        if isinstance(outcome, Path):
            look_at(self._desk, [outcome.parent])
            return
        with self._desk.store.transaction():
            if isinstance(outcome, StoredStickCopy):
                self._desk.store.facts.put(_KEPT, msgspec.json.encode(outcome))
                self._desk.store.facts.drop(_FAILED)
            else:
                self._desk.store.facts.put(_FAILED, outcome.code.encode("ascii"))
        code = "on_stick" if isinstance(outcome, StoredStickCopy) else outcome.code
        log("backup", code=code)


def _has(stored: StoredStickCopy | None, made: Backup, deletions: int, vault: str) -> bool:
    return stored is not None and (stored.number, stored.deletions, stored.vault) == (made.number, deletions, vault)


def _vault_in(desk: Desk) -> str:
    """The SHA-256 of the vault file. If it changed, the backup on the stick still opens with the old passphrase or
    code."""
    with contextlib.suppress(OSError):
        return hashlib.sha256((desk.folder / VAULT_FILE).read_bytes()).hexdigest()
    return ""


def _copy(
    path: Path, parts: BackupParts, number: int, deletions: int, stop: threading.Event
) -> StoredStickCopy | KnownError | None:
    try:
        write_zip(path, parts, stop=stop)
    except BackupStopped:
        return None
    except FileNotFoundError:
        # A newer backup has replaced this one; that is copied next.
        return None
    except KnownError as error:
        return error
    vault = hashlib.sha256(parts.vault).hexdigest()
    return StoredStickCopy(parts.about.made_ms, number, parts.about.sessions, deletions, vault)


def _registered(desk: Desk) -> _Registered | None:
    stored = desk.store.facts.get(_STICK)
    return None if stored is None else msgspec.json.decode(stored, type=_Registered)


def _stored_copy(desk: Desk) -> StoredStickCopy | None:
    stored = desk.store.facts.get(_KEPT)
    return None if stored is None else msgspec.json.decode(stored, type=StoredStickCopy)


def _deletions(desk: Desk) -> int:
    return int.from_bytes(desk.store.facts.get(DELETIONS) or b"", "big")


def _find(registered: _Registered, there: Iterable[Stick]) -> Stick | None:
    return next((stick for stick in there if _id_of(stick.path) == registered.id), None)


def _id_of(folder: Path) -> str:
    """The random id on a stick; "" if there is none."""
    with contextlib.suppress(OSError, ValueError):
        text = (folder / FOLDER / MARKER).read_text("ascii").strip()
        return text if len(bytes.fromhex(text)) == _ID_BYTES else ""
    return ""
