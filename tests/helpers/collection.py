"""A coordinator's desk with its register, and devices whose classes come to it: real keys, real files."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, journal_line, make_entry
from bsuh_desktop.domain.events import SlideShown, kind_of
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.attendance_facts import AttendanceRow
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collect import collect
from bsuh_desktop.services.collection.collected_files import Collected, CollectedObservations
from bsuh_desktop.services.collection.collector import Collector, collector_of
from bsuh_desktop.services.collection.observations import record_collected
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.issuers import given_of
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KeyList, Revocation, sign_key_list
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import attendance, programme_desks
from tests.helpers.classes import NINE
from tests.helpers.collected import files_in
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.keys import chain_for, key

DAY = datetime.date(2026, 8, 3)
REGISTER = "register"


class Office:
    """A coordinator's desk in `folder`, and a register beside it."""

    def __init__(
        self, folder: Path, make: Callable[[Desk], None] = programme_desks.coordinator, number: int = 0
    ) -> None:
        """Desks of another `number` have other keys."""
        self.folder, self.register = folder, folder / REGISTER
        self.desk = copied_desk(folder, clock_at(), number)
        make(self.desk)
        self.recipients = (recipient_of(self.desk.vault.age_identity),)

    @property
    def collector(self) -> Collector:
        """What the desk knows now."""
        return collector_of(self.desk)

    def open(self) -> Register:
        """The register; the caller closes it."""
        return Register.open(self.register, self.collector.keys)

    def collect(self, *sources: Path, workers: int | None = 0, stop: Stop | None = None) -> Collected:
        """Collects the sources; the desk remembers what was seen with each batch."""
        with self.open() as register:
            return collect(self.collector, register, sources, workers=workers, stop=stop, keep=self.keep)

    def keep(self, seen: CollectedObservations) -> None:
        """The desk remembers what was seen."""
        record_collected(self.desk, seen)

    def revoke(self, revocation: Revocation, version: int = 1) -> None:
        """The root key's list that names a key is known from now on."""
        root, programme = key("root"), self.desk.programme
        listed = KeyList(
            programme=programme.id,
            issuer=root.public,
            above=b"",
            version=version,
            issued=DAY,
            expires=DAY + datetime.timedelta(days=90),
            revoked=(revocation,),
        )
        kept = StoredKeyList(root.public, version, sign_key_list(listed, root), DAY.isoformat())
        self.desk.store.known.keep_key_list(kept)

    def grant(self, name: str, number: int, continues: bytes = b"") -> None:
        """This desk granted the device of the test key `name`, which may go on with another one's classes."""
        chain = chain_for(key(name).public, number)
        self.desk.store.office.give(given_of(chain[1], DAY, continues=continues))
        self.desk.store.known.keep_chain(b"test " + name.encode(), b"".join(grant.encode() for grant in chain))


class Device:
    """A laptop that seals classes, each naming the one before. `name` is that of its test key."""

    def __init__(self, recipients: Sequence[str], name: str = "device", number: int = 0x3A77) -> None:
        self.key, self.recipients = key(name), tuple(recipients)
        self.chain = chain_for(self.key.public, number)
        self.grants: tuple[Grant, ...] = self.chain
        self.nth, self.previous = 0, b""
        self._journals: dict[str, tuple[bytes, ...]] = {}

    def holds(self, session: str) -> None:
        """A short class is held; it is sealed by `seal`."""
        self._journals[session] = attendance.journal(session=session)

    def goes_on(self, session: str, other: Device | None = None) -> None:
        """Something more happens in it. With `other` it is that one's class, brought back here."""
        lines = (other or self)._journals[session]
        seq = len(lines) + 1
        event = SlideShown(seq)
        header = Header(session, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        self._journals[session] = (*lines, journal_line(make_entry(header, event)))

    def seal(
        self,
        session: str,
        revision: int = 1,
        nth: int = 0,
        rows: tuple[AttendanceRow, ...] | None = None,
        **details: object,
    ) -> AttendanceFile:
        """The file of a class; a new one is held where there is none of that session. `nth`: another place in the row,
        which then stays where it was."""
        if session not in self._journals:
            self.holds(session)
        self.nth += not nth
        who = attendance.sender(
            signer=self.key, grants=self.grants, recipients=self.recipients, nth=nth or self.nth, previous=self.previous
        )
        whole = attendance.facts(session=session, journal=self._journals[session], revision=revision)
        if rows is None:
            own = self.grants and self.key.public == key("device").public
            rows = whole.rows if own else _without_serials(whole.rows)
        made = build_attendance_file(replace(whole, rows=rows, details=replace(whole.details, **details)), who)
        self.previous = self.previous if nth else made.manifest_sha256
        return made


def _without_serials(rows: Sequence[AttendanceRow]) -> tuple[AttendanceRow, ...]:
    return tuple(replace(row, serial="") for row in rows)


def session(number: int) -> str:
    """The session of that number."""
    return f"SESS{number:012d}"


def put(folder: Path, files: Mapping[str, bytes | AttendanceFile]) -> Path:
    """Writes files into a folder, which is made, under the names given (without an ending where there is none)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.data)
    return folder


def verdicts(collected: Collected) -> dict[str, str]:
    """The verdict of each file, by its name alone."""
    return {PurePath(one.input.split(" › ")[-1]).name: one.verdict for one in collected.files}


class Picture(msgspec.Struct, frozen=True):
    """A register as it must be again after a kill, or made anew: what counts, what is archived, and all its rows."""

    current: dict[str, bytes]
    archive: dict[bytes, bytes]
    rows: str


def picture(office: Office) -> Picture:
    """What a register holds."""
    from bsuh_desktop.register.arrow_rows import current_rows

    with office.open() as register:
        current = dict(sorted(register.status.current.items()))
        tables = current_rows(register.segments.load(), lambda name, file: current.get(name) == file)
        rows = sorted(repr(one) for one in files_in(tables))
        archive = {file: hashlib.sha256(register.read(file)).digest() for file in register.archive.hashes()}
        return Picture(current, dict(sorted(archive.items())), hashlib.sha256("\n".join(rows).encode()).hexdigest())
