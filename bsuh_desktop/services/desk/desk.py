"""The open desk of one facilitator: vault, store, programme, clock, and the identity of this device.

Of earlier devices, a replaced laptop or the origin of copied or restored data, it continues the classes. Of the joined
programme it stores the signed file, and what was read from it, which loads at once: checking a file with all schools
of a country takes a third of a second and is done once, when the desk joins. The result is kept in the encrypted
store, where nobody else can change it."""

from __future__ import annotations

import contextlib
import datetime
import secrets
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol, cast

import msgspec
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.content.placeholders import pack_words
from bsuh_desktop.content.reader import Pack, find_pack
from bsuh_desktop.domain import clock
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.desk.backup_thread import Backups, mark_covered
from bsuh_desktop.services.desk.machine import require_practice, this_machine
from bsuh_desktop.store.facts import KEY_LEAVES, NEW_KEY_NEEDED, OWN_KEY, WENT_BACK, Facts
from bsuh_desktop.store.store import Store
from bsuh_desktop.trust import demonstration
from bsuh_desktop.trust.grants import Grant, GrantTerms, decode_grants, encode_grants
from bsuh_desktop.trust.programme import Place, PlaceList, Programme, pack_places, read_programme
from bsuh_desktop.trust.root_key import recovery_identity
from bsuh_desktop.trust.signing import SigningKey
from bsuh_desktop.trust.vault import Vault

_EARLIER = "earlier_devices"


class EarlierDevice(msgspec.Struct, frozen=True):
    """A device whose classes this one continues: its public key, and its grants encoded as in QR 2 (empty if it never
    had any)."""

    key: bytes
    grants: bytes

    @property
    def number(self) -> int | None:
        """Its device number; None if it had none."""
        return decode_grants(self.grants)[-1].terms.serial_low if self.grants else None


def earlier_devices(facts: Facts) -> tuple[EarlierDevice, ...]:
    """The devices whose classes a desk with these facts continues, newest last."""
    stored = facts.get(_EARLIER)
    return () if stored is None else msgspec.json.decode(stored, type=tuple[EarlierDevice, ...])


def keep_earlier_devices(facts: Facts, earlier: tuple[EarlierDevice, ...]) -> None:
    """Stores the earlier devices of a desk."""
    facts.put(_EARLIER, msgspec.json.encode(earlier))


_FILE, _HEAD, _PLACES = "programme", "programme/head", "programme/places"
_JSON = b"{"


def keep_programme(facts: Facts, file: bytes, programme: Programme) -> None:
    """Stores the signed `file`, and `programme` that was read from it."""
    facts.put(_FILE, zlib.compress(file))
    facts.put(_HEAD, msgspec.json.encode(replace(programme, places=())))
    facts.put(_PLACES, pack_places(programme.places))


def joined_programme(facts: Facts) -> Programme | None:
    """The joined programme; None while the desk practises. Raises KnownError: unreadable, altered."""
    head, places = facts.get(_HEAD), facts.get(_PLACES)
    if head is None or places is None:
        file = joined_programme_file(facts)
        return read_programme(file) if file else None
    programme = msgspec.json.decode(head, type=Programme)
    return replace(programme, places=cast("tuple[Place, ...]", PlaceList(places)))


def joined_programme_file(facts: Facts) -> bytes:
    """The signed file of the joined programme; empty while the desk practises."""
    stored = facts.get(_FILE) or b""
    # Version 0.1.0 stored the file uncompressed.
    return stored if stored[:1] in (b"", _JSON) else zlib.decompress(stored)


SessionStatus = Literal["practice", "waiting", "granted"]

NewKeyReason = Literal["", "copied", "restored", "mended"]
"""Why this data's old key must not sign any more; "" if it may."""

BUILD_DAY = datetime.date(2026, 1, 1)
"""No copy of this app is older than this day; a clock before it is in doubt. A packaged release may set a later one."""

_DEVICE, _GRANTS = "device_number", "grants"
_PARTNER, _ROOT, _OFFICE = "partner", "root_seed", "office_grant"
_GRANTED_MS = "granted_ms"
_RECOVERED = "root_recovered"


def programme_anchors(programme: Programme, last_ms: int | None = None) -> clock.Anchors:
    """The days with which a clock is compared under `programme`; `last_ms` is the wall time of the newest event, if
    there is one."""
    return clock.anchors_of(BUILD_DAY, programme.issued, programme.expires, programme.offset_minutes, last_ms)


class Covering(msgspec.Struct, frozen=True):
    """The days that the grant in use covers; `terms` is None while there is no grant."""

    practising: bool
    terms: GrantTerms | None

    def covers(self, day: datetime.date, practice: bool) -> bool:
        """True if a class of that day is granted. A real class outside the days waits, as it does before any grant;
        practice is signed by the demonstration's grant on any day."""
        if self.terms is None or practice or self.practising:
            return self.terms is not None
        return self.terms.covers(day)


class KeyMark(Protocol):
    """The mark outside of the data folder that records how far the desk's key has come."""

    @property
    def file(self) -> Path:
        """The path of the mark."""

    def is_ahead(self) -> bool:
        """True if another copy of this data has signed since this one was opened."""

    def keep(self) -> None:
        """Notes how far the store has come."""


class Desk:
    """One facilitator's file on one laptop, unlocked."""

    key_mark: KeyMark | None = None
    """None for a desk in a temporary folder."""
    backups: Backups
    before_close: Callable[[], None] | None = None
    """Called once while the store is still open. `services.safekeeping.opening` sets these three."""
    last_folder: Path | None = None
    """The folder in which something was last chosen since it was unlocked, unless something was erased since."""

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
        self._packs: dict[tuple[str, int | None], Pack] = {}
        self.store = Store(folder, vault.store_key, run, suspect)
        try:
            self.reread_programme()
        except BaseException:
            self.store.close()
            raise

    def reread_programme(self) -> None:
        """Loads the programme from the store: at opening, and after a transaction was rolled back."""
        joined = joined_programme(self.store.facts)
        self.programme: Programme = joined or demonstration.demonstration_programme(self.resources)

    @property
    def practising(self) -> bool:
        """True on the built-in demonstration programme: everything is practice and never counts."""
        return demonstration.is_demonstration(self.programme)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """This device's grants, from the root's side; empty while it waits for them."""
        stored = self.store.facts.get(_GRANTS)
        return () if stored is None else decode_grants(stored)

    @property
    def granted_ms(self) -> int:
        """When its first grants came, in Unix milliseconds; classes that ended before had to wait. 0 while there are
        none."""
        return int.from_bytes(self.store.facts.get(_GRANTED_MS) or b"", "big")

    @property
    def root_key(self) -> SigningKey | None:
        """The programme's root key if this desk keeps it, else None."""
        stored = self.store.facts.get(_ROOT)
        return None if stored is None else SigningKey.from_seed(stored)

    @property
    def coordinator_grant(self) -> Grant | None:
        """This desk's grant as a coordinator; None if it has none."""
        stored = self.store.facts.get(_OFFICE)
        return None if stored is None else decode_grants(stored)[0]

    @property
    def programme_file(self) -> bytes:
        """The signed file of the joined programme; empty while the desk practises."""
        return joined_programme_file(self.store.facts)

    @property
    def device_number(self) -> int:
        """The number that the grant gave this device, the first four characters of its serials. Raises LookupError
        while it has none."""
        stored = self.store.facts.get(_DEVICE)
        if stored is None:
            raise LookupError("this device has no number yet")
        return int.from_bytes(stored, "big")

    @property
    def device(self) -> str:
        """The device number as it is read out, four characters; "" while the device waits for its first grant."""
        return encode(self.device_number, DEVICE_LENGTH) if self.grants else ""

    @property
    def earlier(self) -> tuple[EarlierDevice, ...]:
        """The devices whose classes this one continues, newest last."""
        return earlier_devices(self.store.facts)

    @property
    def signing_key(self) -> SigningKey:
        """The device's key, to sign with. Raises KnownError `new_key_needed` if it must not sign any more."""
        if self.store.facts.get(NEW_KEY_NEEDED) is not None or (self.key_mark is not None and self.key_mark.is_ahead()):
            raise new_key_needed(self)
        return self.vault.signing_key

    def keep_mark(self) -> None:
        """Records outside of the data folder how far the desk has come. Call it before anything signed leaves the
        laptop."""
        if self.key_mark is not None:
            self.key_mark.keep()

    @property
    def signer(self) -> bytes:
        """The value of `store.outgoing.SealedFile.signer` for files that this device seals now."""
        return self.vault.signing_key.public if self.earlier else b""

    def reread_vault(self) -> None:
        """Loads the vault's file again, which may have changed. Raises KnownError: no_vault, vault_damaged."""
        self.vault = self.vault.reread(self.folder)

    def take_new_key(self, vault: Vault, old: bytes) -> None:
        """Replaces the public key `old` with the key of `vault`.

        Number and grants belonged to the old key, so the desk waits for new ones. The classes stay.
        `services.safekeeping.desk_key` decides when.
        """
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
        """The number of the partner that this device works for: from its grant, or while it waits for one, the partner
        chosen at joining; 0 if none was chosen."""
        if self.grants:
            return self.grants[-1].terms.partner
        return int.from_bytes(self.store.facts.get(_PARTNER) or b"", "big")

    @property
    def identities(self) -> tuple[str, ...]:
        """The age identities that open sealed files here: this device's own, the recovery one if the root key is kept
        here, and the demonstration's public ones."""
        root = self.root_key
        recovery = (recovery_identity(root),) if root is not None else ()
        return (self.vault.age_identity, *recovery, *demonstration.demonstration_identities(self.resources))

    def today(self) -> datetime.date:
        """The day that the laptop's clock says, at the programme's offset."""
        return clock.day_of(self.clock.now().wall_ms, self.programme.offset_minutes)

    def doubts(self, now: clock.Moment) -> tuple[str, ...]:
        """Why the clock is in doubt when a class is set up, compared with the programme, the app and the newest event.

        If a person stated the day of the newest class, a clock that was corrected since is compared with that day and
        not with the wrong time before.
        """
        last = self.store.journal.last_header()
        anchors = programme_anchors(self.programme, last.wall_ms if last else None)
        found = set(clock.doubts_at(now.wall_ms, anchors))
        if last is not None:
            before = clock.Moment(last.wall_ms, last.mono_ms)
            found.add(clock.doubt_between(before, now, same_run=last.run == self.store.journal.run) or "")
            stated = self._stated_day(last.session) if found & clock.SINCE_LAST else None
            if stated is not None:
                found = (found - clock.SINCE_LAST) | clock.doubts_since(
                    stated, now.wall_ms, self.programme.offset_minutes
                )
        return tuple(sorted(found - {""}))

    def _stated_day(self, session: str) -> datetime.date | None:
        """The day that a person stated for a class whose clock was in doubt; None for every other class."""
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
        """The status of a session on `day`; without a day, of one that the grant covers."""
        if practice or self.practising:
            return "practice"
        granted = bool(self.grants) if day is None else self.covering.covers(day, practice)
        return "granted" if granted else "waiting"

    def pack(self, pack_id: str, version: int | None = None) -> Pack:
        """A module of the shelf, the newest version or `version`, with the programme's helplines filled in. Raises
        KnownError if there is none."""
        key = (pack_id, version)
        if key not in self._packs:
            words = pack_words(self.programme, self.resources)
            self._packs[key] = find_pack(self.resources, pack_id, words, version)
        return self._packs[key]

    def pack_of(self, state: SessionState) -> Pack:
        """The module of a class, in the version with which it was begun: its questions and their keys are of that
        version alone. Raises KnownError if it is not on this laptop."""
        opened = state.opened
        return self.pack("") if opened is None else self.pack(opened.pack, opened.pack_version)

    def join_demonstration(self) -> None:
        """Gives this device a number and a grant by the demonstration's public keys. Does nothing the second time."""
        if self.grants:
            return
        before = {device.number for device in self.earlier}
        number = next(one for one in iter(lambda: secrets.randbelow(32**DEVICE_LENGTH), None) if one not in before)
        self.take_grants(
            demonstration.issue_demonstration_device_grant(self.resources, self.vault.signing_key.public, number)
        )

    @property
    def recovered_root(self) -> bool:
        """True if the root key was recovered from its sheet: earlier grants are then known only from its key list."""
        return self.store.facts.get(_RECOVERED) is not None

    def take_root(self, root: SigningKey, recovered: bool = False) -> None:
        """Stores the programme's root key, encrypted like everything in the store.

        `recovered`: it came from its sheet, and the grants it gave elsewhere are not known here.
        """
        with self.store.transaction():
            if recovered and self.root_key is None:
                self.store.facts.put(_RECOVERED, b"1")
            self.store.facts.put(_ROOT, root.seed)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits everything inside or nothing; on failure the programme in memory is restored too."""
        try:
            with self.store.transaction():
                yield
        except BaseException:
            self.reread_programme()
            raise

    def take_office(self, grant: Grant) -> None:
        """Makes this desk a coordinator's. `grants.accept` has checked the grant."""
        self.store.facts.put(_OFFICE, grant.encode())

    def take_grants(self, grants: Sequence[Grant]) -> None:
        """Stores this device's number and grants, so that it can sign. `grants.accept` has checked the chain."""
        with self.store.transaction():
            if not self.grants:
                self.store.facts.put(_GRANTED_MS, max(0, self.clock.now().wall_ms).to_bytes(8, "big"))
            self.store.facts.put(_DEVICE, grants[-1].terms.serial_low.to_bytes(4, "big"))
            self.store.facts.put(_GRANTS, encode_grants(grants))

    def take_programme(self, programme: Programme, file: bytes, partner: int) -> None:
        """Makes this a desk of `programme`, which was read from the signed `file`, for the partner with that number.

        `join` checks whether that is allowed. Number and grants of another programme are dropped.
        Raises KnownError: portable_copy.
        """
        require_practice(programme)
        with self.store.transaction():
            if programme.root_key != self.programme.root_key:
                for name in (_DEVICE, _GRANTS, _GRANTED_MS, _OFFICE):
                    self.store.facts.drop(name)
            keep_programme(self.store.facts, file, programme)
            self.store.facts.put(_PARTNER, partner.to_bytes(2, "big"))
        self.reread_programme()
        self._packs.clear()

    def forget_deleted(self) -> None:
        """Removes the bytes of deleted data from the write-ahead log and from backups. Must not be called inside a
        transaction; waits for a backup that is being made."""
        self.backups.wait()
        self.store.forget_deleted()
        self.backups.renew(self.clock.now())

    def close(self) -> None:
        """Locks the desk: closes the store, so that another process may open it. Waits for a backup that is being
        made."""
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
    """Why this desk needs a new key: its data was *copied* to another computer, *restored* from a backup, or *mended*
    with a loss; "" if it does not."""
    kept = desk.store.facts.get(NEW_KEY_NEEDED)
    return "" if kept is None else cast(NewKeyReason, kept.decode("ascii"))


def new_key_needed(desk: Desk) -> KnownError:
    """The error that says why nothing is signed here, and what to do. If no reason is stored, another copy of this data
    has signed since it was opened."""
    why = why_new_key(desk)
    because = Message("This data comes from a copy or a backup, so its old key can no longer sign.")
    if not why or (why == "restored" and times_gone_back(desk)):
        because = Message("This laptop's data went back to an earlier day, so its old key can no longer sign.")
    return KnownError("new_key_needed", because, Message("Open the desk, and let it make a key of its own."))


def times_gone_back(desk: Desk) -> int:
    """How often this computer's data was found to have gone back to an earlier day."""
    return int.from_bytes(desk.store.facts.get(WENT_BACK) or b"", "big")
