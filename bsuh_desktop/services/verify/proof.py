"""The result of verifying one thing: its verdict, one sentence, and the evidence.

The same serial with two names is a doubt for a verifier who has seen both. No name is stored: a serial is stored as a
keyed hash, and a name as two bytes of one. They tell two names apart, except once in 65,536 times, and do not prove
whose name it was."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.package import Link
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KeyList, SignerRevocations
from bsuh_desktop.trust.programme import Programme

_SERIAL, _NAME = b"bsuh/serial-seen/1\0", b"bsuh/serial-name/1\0"
SERIAL_BYTES, _NAME_BYTES = 16, 2
PAIR_BYTES = SERIAL_BYTES + _NAME_BYTES


class Sighting(msgspec.Struct, frozen=True):
    """One valid certificate."""

    place: int
    """Its place among the items of its proof."""
    printed: str
    """Its serial as it is printed."""
    serial: bytes
    """Hash of the serial, which may be remembered."""
    name: bytes
    """Hash of the name, which may be remembered."""
    given_here: bool = False
    """True if this laptop gave the serial."""
    differs: bool = False
    """True if what this laptop gave has another signature."""


class SerialNames(msgspec.Struct, frozen=True):
    """What a verifier remembers of serials and names."""

    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))
    """Key of the hashes, which nobody else has."""
    before: tuple[tuple[bytes, bytes], ...] = ()
    """Pairs of hashes, of serial and name."""
    issued: Mapping[str, bytes] = {}
    """Signatures of the certificates that this laptop gave, by serial. Nothing is remembered of these, because a name
    on them may have to be erased."""
    own: frozenset[bytes] = frozenset()
    """Ids of the keys by which it gave them."""

    def sighting(self, place: int, root: bytes, credential: Credential) -> Sighting:
        """The sighting of a valid certificate at that `place` of its document, in the programme of the root key
        `root`."""
        serial = root + credential.serial.encode("ascii")
        given = self.issued.get(credential.serial) if credential.key_id in self.own else None
        return Sighting(
            place=place,
            printed=serial_text(credential.serial),
            serial=self._hash(_SERIAL, serial)[:SERIAL_BYTES],
            name=self._hash(_NAME, serial + credential.name.encode())[:_NAME_BYTES],
            given_here=given is not None,
            differs=bool(given) and given != credential.signature,
        )

    def _hash(self, what: bytes, value: bytes) -> bytes:
        return hmac.digest(self.secret, what + value, hashlib.sha256)

    def __repr__(self) -> str:
        return f"SerialNames({len(self.before)})"


Kind = Literal["attendance", "certificate", "receipt", "pack", "programme", "unknown"]


class VerifyCache:
    """Cache of results: the grants in the text of a second code, and what key lists say against a chain of grants (with
    those lists, as it is valid only for them). Two caches are always equal."""

    def __init__(self) -> None:
        self.codes: dict[str, tuple[Grant, ...]] = {}
        self.against: tuple[tuple[KeyList, ...], dict[tuple[bytes, tuple[Grant, ...]], SignerRevocations]] = ((), {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VerifyCache)

    def __hash__(self) -> int:
        return 0


_MOST_KEYS = 64
"""Most laptops in one line of successors; nobody has as many."""


class KnownKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What a verifier knows."""

    programmes: tuple[Programme, ...]
    """The programmes it trusts."""
    identities: tuple[str, ...]
    """The secret keys that open sealed files."""
    written_here: frozenset[bytes] = frozenset()
    """Hashes of the files that this laptop wrote."""
    lists: tuple[KeyList, ...] = ()
    """The newest key lists."""
    chains: Mapping[bytes, tuple[Grant, ...]] = {}
    """Grants of devices, by key id."""
    links: Mapping[bytes, Link] = {}
    """Manifests by hash."""
    taken_back: frozenset[str] = frozenset()
    """Serials that were taken back here."""
    receipt_keys: Mapping[bytes, bytes] = {}
    """Receipt keys of this laptop's own files, by the files' hashes."""
    today: datetime.date | None = None
    """By this laptop's clock. It decides only whether lists are stale."""
    older_chains: Mapping[bytes, tuple[tuple[Grant, ...], ...]] = {}
    """Further grants of the same devices, from before a renewal."""
    issued_here: frozenset[str] = frozenset()
    """Serials that this laptop gave."""
    class_days: Mapping[bytes, datetime.date] = {}
    """Days of the classes of this laptop's own files, by the files' hashes."""
    sealed_for: Mapping[bytes, int] = {}
    """Number of the partner that can open each of these files."""
    continues: Mapping[bytes, bytes] = {}
    """Keys that succeed another one, as decided by their issuer, and that older key."""
    practised: frozenset[tuple[bytes, str]] = frozenset()
    """Sessions seen as practice, each with the public key that says so."""
    serial_names: SerialNames = msgspec.field(default_factory=SerialNames)
    judged: VerifyCache = msgspec.field(default_factory=VerifyCache)
    """A cache; not part of what is known."""

    def keys_of_one(self, key: bytes) -> tuple[bytes, ...]:
        """A device's public key and the keys that it succeeds, the newest first."""
        found = [key]
        while len(found) < _MOST_KEYS and (older := self.continues.get(found[-1])) and older not in found:
            found.append(older)
        return tuple(found)

    def chains_of(self, key_id: bytes) -> tuple[tuple[Grant, ...], ...]:
        """Every known chain of grants of a device, the newest first."""
        newest = self.chains.get(key_id)
        return (() if newest is None else (newest,)) + tuple(self.older_chains.get(key_id, ()))

    def __repr__(self) -> str:
        # The identities are secret keys.
        return f"KnownKeys({len(self.programmes)} programmes, {len(self.lists)} lists)"


State = Literal["ok", "look", "stop"]


class Evidence(msgspec.Struct, frozen=True):
    """One ring of the chain as the screen shows it, from the programme down."""

    who: Literal["programme", "coordinator", "device", "document"]
    title: Message
    """Who it is."""
    text: Message
    """What authorises them."""
    state: State = "ok"


class Fact(msgspec.Struct, frozen=True):
    """One line of what the document itself says: the serial, the day, how many were there. A `value` that is a text (a
    code, a name) is shown unchanged."""

    name: Message
    value: Message | str

    def __repr__(self) -> str:
        # The value may be a learner's name.
        return f"Fact({self.name})"


class Observations(msgspec.Struct, frozen=True):
    """What a proof has seen that is worth remembering."""

    chains: tuple[tuple[Grant, ...], ...] = ()
    """Valid grants of a device."""
    links: tuple[Link, ...] = ()
    """Manifests."""
    taken_back: tuple[tuple[str, str, str, str], ...] = ()
    """Serials taken back: serial, replacement, day, session."""
    root: bytes = b""
    """Root key of the programme of these serials: in another programme the same serials are other people's."""
    practised: tuple[tuple[bytes, str], ...] = ()
    """Sessions held as practice, with the public key that says so: no archive ever has them."""
    names: tuple[Sighting, ...] = ()
    """Serials and names, as hashes."""


class SignedFacts(msgspec.Struct, frozen=True):
    """What the codes of one certificate were made for; a person compares it with the paper."""

    item: int
    """Its place in the proof's items, from 0."""
    name: str
    """"" if no name was signed."""
    module: Message
    """The title or, if no pack has one, the id, marked as an id."""
    day: Message

    def __repr__(self) -> str:
        # The name is a learner's.
        return f"SignedFacts({self.item})"


class Proof(msgspec.Struct, frozen=True):
    """The result for one input."""

    input: str
    kind: Kind
    verdict: Verdict
    sentence: Message
    signer: str | None = None
    """Key id in hexadecimal."""
    chain: tuple[str, ...] = ()
    """Key ids of those who authorised the signer, from the root's side."""
    doubts: tuple[Message, ...] = ()
    """What is good, but not certain."""
    items: tuple[dict[str, Any], ...] | None = None
    """The certificates of a file of many."""
    unknown: tuple[Message, ...] = ()
    """What this verifier does not know, or knows only from long ago."""
    facts: tuple[Fact, ...] = ()
    """For the screen."""
    evidence: tuple[Evidence, ...] = ()
    """For the screen."""
    seen: Observations = Observations()
    """What is worth remembering."""
    pages_compared: bool = False
    """True if everything that the pages of a PDF show was compared with what was signed."""
    signed_in_part: bool = False
    """True if the pages have lines that were not signed."""
    to_compare: tuple[SignedFacts, ...] = ()
    """Certificates of which only the codes were judged, and are as signed: only a person can compare the paper."""

    @property
    def compared(self) -> bool | None:
        """For a certificate: True if everything visible on its pages was compared with what was signed; False if only
        the codes or the serial were judged, or if the pages have lines that were not signed. None for other kinds."""
        return self.pages_compared if self.kind == "certificate" else None

    def __repr__(self) -> str:
        # The items contain names.
        return f"Proof({self.kind}, {self.verdict.value})"


CERTIFICATE_SENTENCES: dict[Verdict, Message] = {
    Verdict.GOOD: Message("This certificate is genuine, nothing was changed."),
    Verdict.PRACTICE: Message("As it was signed. It is PRACTICE and never counts."),
    Verdict.WAITING: Message("As it was signed. Its laptop waits for its grant."),
    Verdict.ALTERED: Message("This certificate was changed. Ask for the original."),
    Verdict.UNKNOWN_SIGNER: Message("The signer of this certificate is unknown here. Load the newer programme file."),
    Verdict.REVOKED: Message("This certificate was revoked."),
    Verdict.EXPIRED: Message("The date of this certificate is outside its signer's grant."),
    Verdict.UNREADABLE: Message("No certificate can be read from this."),
}
SIGNED_IN_PART = Message(
    "Name, serial number, module and date are as they were signed. Some other lines on it were not signed."
)
"""For a good certificate of the earlier format, whose pages show nothing but what was signed and those lines."""
CODES_SENTENCES: dict[Verdict, Message] = {
    **CERTIFICATE_SENTENCES,
    Verdict.GOOD: Message("The codes are genuine. Compare the paper with what was signed."),
    Verdict.PRACTICE: Message("The codes are as they were signed. It is PRACTICE and never counts."),
    Verdict.WAITING: Message("The codes are as they were signed. Their laptop waits for its grant."),
}
"""The same if a picture or a text had only the codes: they prove nothing of the paper that they are on."""
