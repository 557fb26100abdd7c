"""A programme made in this very run: its root, two coordinators, their devices, and whatever these sign and seal."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bsuh_desktop.domain.chain import journal_line, make_entry, read_journal_line
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, SessionDetails
from bsuh_desktop.exchange.attendance_writer import Sender, contents
from bsuh_desktop.exchange.package import Link, pack
from bsuh_desktop.exchange.receipt import Receipt, sign_receipt
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.credential import Credential, sign_credential
from bsuh_desktop.trust.grants import ALL_CAPS, Cap, Grant, GrantKind, GrantTerms, encode_grants, issue
from bsuh_desktop.trust.key_list import KeyList, Revocation
from bsuh_desktop.trust.programme import Partner, Programme, sign_programme
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attendance import details, facts, row
from tests.helpers.attendance import programme as trial
from tests.helpers.keys import DAY, FIRST, LAST
from tests.helpers.scanned import to_text

Chain = tuple[Grant, ...]
Members = dict[str, bytes]
PREFIX = "https://v.bsuh.bd/c#"
NAMES = ("শ্রেয়া খাতুন", "র‍্যাচেল মো. ইসলাম", "Md. Sabbir Hossain")


class Office(NamedTuple):
    """A coordinator: its key, its grant, the first of its 4096 device numbers, and what opens files for it."""

    key: SigningKey
    grant: Grant
    low: int
    identity: str


class Device(NamedTuple):
    """A granted laptop."""

    key: SigningKey
    number: int
    chain: Chain


class World:
    """Everything is random and made anew; only names, days and numbers are always the same."""

    def __init__(self) -> None:
        self.root = SigningKey.generate()
        self.recovery = new_identity()
        self.offices = tuple(self._office(partner) for partner in (1, 2))
        self.home, self.away = self.offices
        self.device, self.other, self.waiting = (self.below(self.home, 5 + place) for place in range(3))
        self.stranger = self.below(self.away, 5)
        self.foreign = SigningKey.generate()
        """A root key of somebody else's programme."""

    def _office(self, partner: int) -> Office:
        key, low = SigningKey.generate(), 4096 * partner
        return Office(key, issue(self.root, coordinator_terms(key.public, low, partner)), low, new_identity())

    def below(self, office: Office, place: int) -> Device:
        """A new device of an office."""
        key, number = SigningKey.generate(), office.low + place
        terms = device_terms(key.public, number, office.grant.terms.partner)
        return Device(key, number, (office.grant, issue(office.key, terms, office.grant)))

    def programme(self, version: int = 2, **changed: object) -> Programme:
        """The programme in one of its versions; the second is known."""
        return replace(self._known.programmes[-1], version=version, **changed)

    @functools.cached_property
    def programme_file(self) -> bytes:
        """The file of the version that is known."""
        return sign_programme(self.programme(), self.root)

    def known(self, *lists: KeyList, **changed: object) -> KnownKeys:
        """What the home office's desk knows: both programmes, its own keys, and these key lists."""
        return replace(self._known, lists=lists, **changed)

    @functools.cached_property
    def _known(self) -> KnownKeys:
        everybody = known_to_everybody()
        return replace(
            everybody,
            programmes=(*everybody.programmes, self._programme()),
            identities=(self.home.identity, *everybody.identities),
            lists=(),
            today=DAY,
        )

    def _programme(self) -> Programme:
        partners = tuple(
            Partner(office.grant.terms.partner, name, trial().names, (recipient_of(office.identity),))
            for office, name in zip(self.offices, ("home", "away"), strict=True)
        )
        return replace(
            trial(),
            id="fresh",
            version=2,
            root_key=self.root.public,
            partners=partners,
            recovery=(recipient_of(self.recovery),),
            url_prefix=PREFIX,
        )

    def recipients(self, office: Office | None = None) -> tuple[str, ...]:
        """To whom devices of an office seal."""
        return recipient_of((office or self.home).identity), recipient_of(self.recovery)

    def facts(self, device: Device | None = None, day: datetime.date = DAY, **changed: object) -> AttendanceFacts:
        """A class of three with two certificates of the device's own serials."""
        number = (device or self.device).number
        rows = tuple(replace(row(card), serial=make_serial(number, card), awarded=card < 3) for card in (1, 2))
        usual = facts(rows=(*rows, row(3, awarded=False, serial="")), details=dated(day))
        return replace(usual, **changed)

    def sender(self, device: Device | None = None, **changed: object) -> Sender:
        """A device that hands over for the first time."""
        who = device or self.device
        usual = Sender(who.key, who.chain, "fresh", self.recipients(), 1, b"")
        return replace(usual, **changed)

    def members(self, class_facts: AttendanceFacts | None = None, sender: Sender | None = None) -> Members:
        """Every member of the device's attendance file, as it signed them."""
        by = sender or self.sender()
        return contents(class_facts or self.facts(), by, seal(b"names", by.recipients), bytes(range(32)))[0]

    def sealed(self, members: Members, recipients: Sequence[str] = ()) -> bytes:
        """Members zipped and sealed to the right recipients, or to others: anybody can do that."""
        return seal(pack(members), recipients or self.recipients())

    def file(self, class_facts: AttendanceFacts | None = None, **changed: object) -> bytes:
        """An attendance file; `changed` is about its sender."""
        by = replace(self.sender(), **changed)
        return self.sealed(self.members(class_facts, by), by.recipients)

    def row_of_files(self, count: int) -> list[tuple[bytes, Link]]:
        """The device's first files, each with its place in the row."""
        found: list[tuple[bytes, Link]] = []
        for nth in range(1, count + 1):
            prev = found[-1][1].sha256 if found else b""
            found.append(self.nth_file(nth, prev))
        return found

    def nth_file(self, nth: int, prev: bytes, day: datetime.date = DAY) -> tuple[bytes, Link]:
        """A file that claims a place in the device's row, and that place."""
        by = self.sender(nth=nth, previous=prev)
        members = self.members(self.facts(day=day, revision=nth), by)
        name = hashlib.sha256(members["manifest.json"]).digest()
        return self.sealed(members), Link(name, by.signer.public, nth, prev, "SESS00000000000X", 2)

    def credential(
        self, counter: int = 1, day: datetime.date = DAY, device: Device | None = None, **changed: object
    ) -> Credential:
        """A certificate's first code by a device."""
        who = device or self.device
        return replace(sign_credential(who.key, make_serial(who.number, counter), 5, day, NAMES[0]), **changed)

    def codes(self, credential: Credential | None = None, chain: Chain | None = None) -> str:
        """The texts of both codes of a certificate, as they are scanned one after the other."""
        return code(credential or self.credential()) + " " + second(self.device.chain if chain is None else chain)

    def receipt(self, file: bytes = b"file", office: Office | None = None, **changed: object) -> bytes:
        """An office's receipt for a sealed file; `signed` by another key than it names, as a thief could."""
        who = office or self.home
        usual = Receipt(
            programme="fresh",
            file=hashlib.sha256(file).digest(),
            session="SESS00000000000X",
            revision=1,
            outcome="merged",
            day=DAY,
            signer=who.key.public,
            grants=who.grant.encode(),
        )
        return sign_receipt(replace(usual, **changed), who.key)

    def root_list(self, *revoked: Revocation, **changed: object) -> KeyList:
        """The root key's second list."""
        usual = KeyList(
            programme="fresh",
            issuer=self.root.public,
            above=b"",
            version=2,
            issued=DAY,
            expires=DAY + datetime.timedelta(days=90),
            grants=tuple(office.grant.encode() for office in self.offices),
            revoked=revoked,
        )
        return replace(usual, **changed)

    def office_list(self, *revoked: Revocation, office: Office | None = None, **changed: object) -> KeyList:
        """An office's second list."""
        who = office or self.home
        given = tuple(one.chain[1].encode() for one in (self.device, self.other)) if who is self.home else ()
        usual = self.root_list(*revoked, issuer=who.key.public, above=who.grant.encode(), grants=given)
        return replace(usual, **changed)


def code(credential: Credential) -> str:
    """The text of a first code."""
    return to_text(PREFIX, credential.encode())


def second(chain: Chain) -> str:
    """The text of a second code."""
    return to_text(PREFIX, encode_grants(chain))


def coordinator_terms(subject: bytes, low: int, partner: int, **changed: object) -> GrantTerms:
    """A coordinator's usual terms: the whole of 2026, 4096 numbers, every cap."""
    usual = GrantTerms(GrantKind.COORDINATOR, subject, FIRST, LAST, low, low + 4095, partner, ALL_CAPS)
    return replace(usual, **changed)


def device_terms(subject: bytes, number: int, partner: int, **changed: object) -> GrantTerms:
    """A device's usual terms: as long as its coordinator, one number."""
    usual = GrantTerms(
        GrantKind.DEVICE, subject, FIRST, LAST, number, number, partner, Cap.CERTIFICATE | Cap.ATTENDANCE
    )
    return replace(usual, **changed)


def dated(day: datetime.date, **changed: object) -> SessionDetails:
    """What session.json says of a class on that day."""
    return replace(details(), date=day, **changed)


def rechained(lines: Sequence[bytes]) -> bytes:
    """Journal lines numbered and chained anew, as whoever changes one would do it."""
    entries = [read_journal_line(line) for line in lines]
    made = []
    for seq, entry in enumerate(entries, start=1):
        event = entry.event()
        assert event is not None
        made.append(journal_line(make_entry(replace(entry.header, seq=seq), event)))
    return b"".join(line + b"\n" for line in made)
