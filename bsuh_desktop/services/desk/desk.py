"""The open desk of one facilitator: vault, store, programme and clock, and who this device is."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol, cast

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.content.placeholders import pack_words
from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.shelf import find_pack
from bsuh_desktop.domain.clock import (
    SINCE_LAST,
    Anchors,
    Moment,
    anchors_of,
    day_of,
    doubt_between,
    doubts_at,
    doubts_since,
)
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.backup_thread import Backups, mark_covered
from bsuh_desktop.services.desk.earlier_devices import EarlierDevice, earlier_devices, keep_earlier_devices
from bsuh_desktop.services.desk.machine_binding import Machine, this_machine
from bsuh_desktop.services.desk.stored_programme import keep_programme, kept_file, kept_programme
from bsuh_desktop.store.facts import KEY_LEAVES, NEW_KEY_NEEDED, OWN_KEY, WENT_BACK
from bsuh_desktop.store.store import Store
from bsuh_desktop.trust.demonstration import (
    demonstration_identities,
    demonstration_programme,
    is_demonstration,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.grants import Grant, GrantTerms, decode_grants, encode_grants
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.root_key import recovery_identity
from bsuh_desktop.trust.signing import SigningKey
from bsuh_desktop.trust.vault import Vault

SessionStatus = Literal["practice", "waiting", "granted"]

NewKeyReason = Literal["", "copied", "restored", "mended"]
"""Why this data's old key signs no more; "" where it does."""

BUILD_DAY = datetime.date(2026, 1, 1)
"""No copy of this app is older than this day; a clock before it is in doubt. A packaged release may set a later one."""

_DEVICE, _GRANTS = "device_number", "grants"
_PARTNER, _ROOT, _OFFICE = "partner", "root_seed", "office_grant"
_GRANTED_MS = "granted_ms"
_RECOVERED = "root_recovered"


def programme_anchors(programme: Programme, last_ms: int | None = None) -> Anchors:
    """What a clock is held against under `programme`; `last_ms` is the newest event's wall time, where there is one."""
    return anchors_of(BUILD_DAY, programme.issued, programme.expires, programme.offset_minutes, last_ms)


class Covering(msgspec.Struct, frozen=True):
    """The days of the grant in use, `terms` None while there is none."""

    practising: bool
    terms: GrantTerms | None

    def covers(self, day: datetime.date, practice: bool) -> bool:
        """True if a class of that day is granted; a real one outside the days waits, as one before any grant does.
        Practice is signed under the demonstration, on whatever day."""
        if self.terms is None or practice or self.practising:
            return self.terms is not None
        return self.terms.covers(day)


class KeyMark(Protocol):
    """How far the desk's key has come, noted outside of the data folder."""

    @property
    def file(self) -> Path:
        """Where it is noted."""

    def is_ahead(self) -> bool:
        """True if another copy of this data has signed since this one was opened."""

    def keep(self) -> None:
        """Notes how far the store has come."""


class Desk:
    """One facilitator's file on one laptop, unlocked."""

    mark: KeyMark | None = None
    """None where its folder is not the one that it goes on in."""
    backups: Backups
    before_close: Callable[[], None] | None = None
    """What is done once while the store is still open. `services.safekeeping.opening` sets these three."""

    def __init__(
        self,
        folder: Path,
        vault: Vault,
        clock: Clock,
        resources: Path | None = None,
        run: str | None = None,
        suspect: bool = False,
        machine: Machine = this_machine,
    ) -> None:
        self.folder = folder
        self.machine = machine
        self.vault = vault
        self.clock = clock
        self.resources = resources or paths.resources()
        self._packs: dict[str, Pack] = {}
        self.store = Store(folder, vault.store_key, run, suspect)
        try:
            self.reread_programme()
        except BaseException:
            self.store.close()
            raise

    def reread_programme(self) -> None:
        """The programme as the store has it: at opening, and after a transaction that was taken back."""
        joined = kept_programme(self.store.facts)
        self.programme: Programme = joined or demonstration_programme(self.resources)

    @property
    def practising(self) -> bool:
        """True on the built-in demonstration programme: everything is practice and never counts."""
        return is_demonstration(self.programme)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """This device's grants, from the root's side; empty while it waits for them."""
        stored = self.store.facts.get(_GRANTS)
        return () if stored is None else decode_grants(stored)

    @property
    def granted_ms(self) -> int:
        """When its first grants came, in Unix milliseconds; what ended before had to wait for them. 0 while there are
        none."""
        return int.from_bytes(self.store.facts.get(_GRANTED_MS) or b"", "big")

    @property
    def root_key(self) -> SigningKey | None:
        """The programme's root key, where this is the desk that keeps it."""
        stored = self.store.facts.get(_ROOT)
        return None if stored is None else SigningKey.from_seed(stored)

    @property
    def office(self) -> Grant | None:
        """This desk's grant as a coordinator; None where it is none."""
        stored = self.store.facts.get(_OFFICE)
        return None if stored is None else decode_grants(stored)[0]

    @property
    def programme_file(self) -> bytes:
        """The joined programme's file as it was signed; no bytes while the desk practises."""
        return kept_file(self.store.facts)

    @property
    def device_number(self) -> int:
        """The number that the grant gave this device, the first four characters of its serials."""
        stored = self.store.facts.get(_DEVICE)
        if stored is None:
            raise LookupError("this device has no number yet")
        return int.from_bytes(stored, "big")

    @property
    def device(self) -> str:
        """The same as it is read out, four characters; "" while the device waits for its first grant."""
        return encode(self.device_number, DEVICE_LENGTH) if self.grants else ""

    @property
    def earlier(self) -> tuple[EarlierDevice, ...]:
        """The devices whose classes this one goes on with, the newest last."""
        return earlier_devices(self.store.facts)

    @property
    def signing_key(self) -> SigningKey:
        """The device's key, to sign with. Raises KnownError `new_key_needed` where it must not sign any more."""
        if self.store.facts.get(NEW_KEY_NEEDED) is not None or (self.mark is not None and self.mark.is_ahead()):
            raise new_key_needed(self)
        return self.vault.signing_key

    def keep_mark(self) -> None:
        """Notes outside of the data folder how far the desk has come: before what was signed leaves the laptop."""
        if self.mark is not None:
            self.mark.keep()

    @property
    def signer(self) -> bytes:
        """What `store.outgoing.Sealed.signer` says of files that this device seals now."""
        return self.vault.signing_key.public if self.earlier else b""

    def reread_vault(self) -> None:
        """Takes over what was changed in the vault's file meanwhile. Raises KnownError: no_vault, vault_damaged."""
        self.vault = self.vault.reread(self.folder)

    def take_new_key(self, vault: Vault, old: bytes) -> None:
        """From now on `vault`'s key signs in the place of the public key `old`: number and grants were that one's, and
        wait for new ones. The classes stay. `services.safekeeping.new_key` says when."""
        with self.store.transaction():
            earlier = (*self.earlier, EarlierDevice(old, self.store.facts.get(_GRANTS) or b""))
            self.store.outgoing.name_signer(old)
            keep_earlier_devices(self.store.facts, earlier)
            for name in (_DEVICE, _GRANTS, _GRANTED_MS, _OFFICE, NEW_KEY_NEEDED, KEY_LEAVES):
                self.store.facts.drop(name)
            self.store.facts.put(OWN_KEY, vault.signing_key.public)
        self.vault = vault

    @property
    def partner(self) -> int:
        """The partner's number that this device works for: by its grant; the one that was named at joining while it
        waits for it, 0 where nobody named any."""
        if self.grants:
            return self.grants[-1].terms.partner
        return int.from_bytes(self.store.facts.get(_PARTNER) or b"", "big")

    @property
    def identities(self) -> tuple[str, ...]:
        """The keys that open sealed files here: this device's own, the recovery's where the root key is kept, and the
        demonstration's public ones."""
        root = self.root_key
        recovery = (recovery_identity(root),) if root is not None else ()
        return (self.vault.age_identity, *recovery, *demonstration_identities(self.resources))

    def today(self) -> datetime.date:
        """The day that the laptop's clock says, at the programme's offset."""
        return day_of(self.clock.now().wall_ms, self.programme.offset_minutes)

    def doubts(self, now: Moment) -> tuple[str, ...]:
        """What speaks against the clock when a class is set up: the programme, the app, and the newest event here. A
        clock that was mended is held against the day that a person stated, and not against what it said before."""
        last = self.store.journal.last_header()
        anchors = programme_anchors(self.programme, last.wall_ms if last else None)
        found = set(doubts_at(now.wall_ms, anchors))
        if last is not None:
            before = Moment(last.wall_ms, last.mono_ms)
            found.add(doubt_between(before, now, same_run=last.run == self.store.journal.run) or "")
            stated = self._stated_day(last.session) if found & SINCE_LAST else None
            if stated is not None:
                found = (found - SINCE_LAST) | doubts_since(stated, now.wall_ms, self.programme.offset_minutes)
        return tuple(sorted(found - {""}))

    def _stated_day(self, session: str) -> datetime.date | None:
        """The day that a person stated of a class whose clock was in doubt; None of every other."""
        with contextlib.suppress(KnownError):
            state = self.store.journal.state(session)
            return state.stated_date if state.doubts else None
        return None

    @property
    def covering(self) -> Covering:
        """Which classes the grant in use covers."""
        grants = self.grants
        return Covering(self.practising, grants[-1].terms if grants else None)

    def standing(self, practice: bool, day: datetime.date | None = None) -> SessionStatus:
        """What a session of this desk counts as: one of that day, or one within the days of its grant."""
        if practice or self.practising:
            return "practice"
        granted = bool(self.grants) if day is None else self.covering.covers(day, practice)
        return "granted" if granted else "waiting"

    def pack(self, pack_id: str) -> Pack:
        """A module of the shelf, its helplines filled in from the programme. KnownError where there is none."""
        if pack_id not in self._packs:
            self._packs[pack_id] = find_pack(self.resources, pack_id, pack_words(self.programme, self.resources))
        return self._packs[pack_id]

    def join_demonstration(self) -> None:
        """Gives this device a number and a grant by the demonstration's public keys. Does nothing the second time."""
        if self.grants:
            return
        before = {device.number for device in self.earlier}
        number = next(one for one in iter(lambda: secrets.randbelow(32**DEVICE_LENGTH), None) if one not in before)
        self.take_grants(issue_demonstration_device_grant(self.resources, self.vault.signing_key.public, number))

    @property
    def recovered_root(self) -> bool:
        """True where the root key came from its sheet: what was given before by it is known only from its key list."""
        return self.store.facts.get(_RECOVERED) is not None

    def take_root(self, root: SigningKey, recovered: bool = False) -> None:
        """From now on the programme's root key is kept here, encrypted like everything in the store. `recovered`: it
        came from its sheet, and what it gave elsewhere is not known here."""
        with self.store.transaction():
            if recovered and self.root_key is None:
                self.store.facts.put(_RECOVERED, b"1")
            self.store.facts.put(_ROOT, root.seed)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all, a new programme in memory, too."""
        try:
            with self.store.transaction():
                yield
        except BaseException:
            self.reread_programme()
            raise

    def take_office(self, grant: Grant) -> None:
        """From now on this desk is a coordinator's; whether the grant holds, `grants.accepting` said."""
        self.store.facts.put(_OFFICE, grant.encode())

    def take_grants(self, grants: Sequence[Grant]) -> None:
        """From now on this device has its number and signs; whether the chain holds, `grants.accepting` said."""
        with self.store.transaction():
            if not self.grants:
                self.store.facts.put(_GRANTED_MS, max(0, self.clock.now().wall_ms).to_bytes(8, "big"))
            self.store.facts.put(_DEVICE, grants[-1].terms.serial_low.to_bytes(4, "big"))
            self.store.facts.put(_GRANTS, encode_grants(grants))

    def take_programme(self, programme: Programme, file: bytes, partner: int) -> None:
        """From now on this is a desk of `programme`, which was read from the signed `file`, for the partner of that
        number; `join` says whether it may be. Number and grants of another programme mean nothing in it."""
        with self.store.transaction():
            if programme.root_key != self.programme.root_key:
                for name in (_DEVICE, _GRANTS, _GRANTED_MS, _OFFICE):
                    self.store.facts.drop(name)
            keep_programme(self.store.facts, file, programme)
            self.store.facts.put(_PARTNER, partner.to_bytes(2, "big"))
        self.reread_programme()
        self._packs.clear()

    def forget_deleted(self) -> None:
        """What was deleted before leaves no bytes behind, in the log and in backups neither. Only outside of a
        transaction; a backup that is being made is waited for."""
        self.backups.wait()
        self.store.forget_deleted()
        self.backups.renew(self.clock.now())

    def close(self) -> None:
        """Locks the desk: the store is closed and the next copy may open it. A backup that is being made is waited
        for."""
        try:
            before, self.before_close = self.before_close, None
            if before is not None:
                before()
            covered = self.backups.close()
        finally:
            self.store.close()
        if covered:
            mark_covered(self.folder, self.store.file)


def why_new_key(desk: Desk) -> NewKeyReason:
    """Why this desk must go on with a new key: its data was *copied* to another computer, *restored* from a backup, or
    *mended* with a loss. "" where it need not."""
    kept = desk.store.facts.get(NEW_KEY_NEEDED)
    return "" if kept is None else cast(NewKeyReason, kept.decode("ascii"))


def new_key_needed(desk: Desk) -> KnownError:
    """Why nothing is signed here, and what to do. Where no reason is kept yet, another copy of this data has signed
    since it was opened."""
    why = why_new_key(desk)
    because = Message("This data comes from a copy or a backup, so its old key can no longer sign.")
    if not why or (why == "restored" and times_gone_back(desk)):
        because = Message("This laptop's data went back to an earlier day, so its old key can no longer sign.")
    return KnownError("new_key_needed", because, Message("Open the desk, and let it make a key of its own."))


def times_gone_back(desk: Desk) -> int:
    """How often this computer's data were found to have gone back to an earlier day."""
    return int.from_bytes(desk.store.facts.get(WENT_BACK) or b"", "big")
