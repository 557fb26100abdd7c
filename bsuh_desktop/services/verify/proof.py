"""What checking one thing came to: its verdict, one sentence, and the evidence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.manifest_order import Link
from bsuh_desktop.services.verify.serial_names import SerialNames, Sighting
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KeyList
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.revocation import SignerRevocations

Kind = Literal["attendance", "certificate", "receipt", "pack", "programme", "unknown"]


class JudgedCertificate:
    """What was worked out once: the grants in the text of a second code, and what key lists say against a
    chain of grants (with those lists: under others it is worth nothing). Two of them are always equal."""

    def __init__(self) -> None:
        self.codes: dict[str, tuple[Grant, ...]] = {}
        self.against: tuple[tuple[KeyList, ...], dict[tuple[bytes, tuple[Grant, ...]], SignerRevocations]] = ((), {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JudgedCertificate)

    def __hash__(self) -> int:
        return 0


_MOST_KEYS = 64
"""Laptops in a row; nobody has as many."""


class KnownKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What a verifier holds: the programmes it trusts, the keys that open sealed files, the hashes of the files that
    this laptop wrote; the newest key lists, grants of devices by key id, manifests by hash, serials that were taken
    back here; receipt keys of this laptop's own files by those files' hashes; and today's date by its clock, by which
    lists are stale and nothing else is judged.

    `older_chains` are further grants of the same devices, from before a renewal; `issued_here` the serials that this
    laptop gave; `class_days` the days of the classes of its own files, by those files' hashes, `sealed_for` the numbers
    of the partners that can open them. `continues` are the keys that go on with another one's classes, by the decision
    of whoever granted them, and that older key. `practised` are sessions that were seen as practice, with the public
    key that says so. `judged` remembers what was worked out once, and is no part of what is known."""

    programmes: tuple[Programme, ...]
    identities: tuple[str, ...]
    written_here: frozenset[bytes] = frozenset()
    lists: tuple[KeyList, ...] = ()
    chains: Mapping[bytes, tuple[Grant, ...]] = {}
    links: Mapping[bytes, Link] = {}
    taken_back: frozenset[str] = frozenset()
    receipt_keys: Mapping[bytes, bytes] = {}
    today: datetime.date | None = None
    older_chains: Mapping[bytes, tuple[tuple[Grant, ...], ...]] = {}
    issued_here: frozenset[str] = frozenset()
    class_days: Mapping[bytes, datetime.date] = {}
    sealed_for: Mapping[bytes, int] = {}
    continues: Mapping[bytes, bytes] = {}
    practised: frozenset[tuple[bytes, str]] = frozenset()
    serial_names: SerialNames = msgspec.field(default_factory=SerialNames)
    judged: JudgedCertificate = msgspec.field(default_factory=JudgedCertificate)

    def keys_of_one(self, key: bytes) -> tuple[bytes, ...]:
        """A device's public key and those that it goes on with, the newest first."""
        found = [key]
        while len(found) < _MOST_KEYS and (older := self.continues.get(found[-1])) and older not in found:
            found.append(older)
        return tuple(found)

    def chains_of(self, key_id: bytes) -> tuple[tuple[Grant, ...], ...]:
        """Every chain of grants that is known for a device, the newest first."""
        newest = self.chains.get(key_id)
        return (() if newest is None else (newest,)) + tuple(self.older_chains.get(key_id, ()))

    def __repr__(self) -> str:
        # The identities are secret keys.
        return f"KnownKeys({len(self.programmes)} programmes, {len(self.lists)} lists)"


State = Literal["ok", "look", "stop"]


class Evidence(msgspec.Struct, frozen=True):
    """One ring of the chain as the screen shows it, from the programme down: `title` says who, `text` what lets them,
    `state` how it stands."""

    who: Literal["programme", "coordinator", "device", "document"]
    title: Message
    text: Message
    state: State = "ok"


class Fact(msgspec.Struct, frozen=True):
    """One line of what the document itself says: the serial, the day, how many were there. `value` is shown as it is
    where it is a text (a code, a name)."""

    name: Message
    value: Message | str

    def __repr__(self) -> str:
        # The value may be a learner's name.
        return f"Fact({self.name})"


class Observations(msgspec.Struct, frozen=True):
    """What a proof saw that is worth remembering: grants of a device that hold, manifests, serials taken back (with
    what replaced them, the day and the session) in the programme of the root key `root`: in another programme the same
    serials are other people's. `practised` are sessions that were held as practice, with the public key that says so:
    no archive ever has them. `names` are serials and names as hashes."""

    chains: tuple[tuple[Grant, ...], ...] = ()
    links: tuple[Link, ...] = ()
    taken_back: tuple[tuple[str, str, str, str], ...] = ()
    root: bytes = b""
    practised: tuple[tuple[bytes, str], ...] = ()
    names: tuple[Sighting, ...] = ()


class SignedFacts(msgspec.Struct, frozen=True):
    """What the codes of one certificate were made for: a person compares it with the paper. `item` is its place in the
    proof's items, from 0; `name` is "" where none was signed, `module` the title or, where no pack gives one, the id
    said as such."""

    item: int
    name: str
    module: Message
    day: Message

    def __repr__(self) -> str:
        # The name is a learner's.
        return f"SignedFacts({self.item})"


class Proof(msgspec.Struct, frozen=True):
    """The outcome for one input. `signer` is a key id in hexadecimal, `chain` who let it sign, from the root's side;
    `doubts` are what is good but not sure, `unknown` what this verifier does not know or knows only from long ago;
    `items` are the certificates of a file of many; `facts` and `evidence` are for the screen.

    `pages_compared` says that all that the pages of a PDF show was held against what was signed, `signed_in_part` that
    lines stand on them that nobody signed. `to_compare` are the certificates of which the codes alone were judged and
    stand as signed: their papers only a person can compare."""

    input: str
    kind: Kind
    verdict: Verdict
    sentence: Message
    signer: str | None = None
    chain: tuple[str, ...] = ()
    doubts: tuple[Message, ...] = ()
    items: tuple[dict[str, Any], ...] | None = None
    unknown: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    seen: Observations = Observations()
    pages_compared: bool = False
    signed_in_part: bool = False
    to_compare: tuple[SignedFacts, ...] = ()

    @property
    def compared(self) -> bool | None:
        """Of a certificate: True if all that is seen on its pages was compared with what was signed, False if the codes
        or the serial say all, or lines stand there that nobody signed. None for other kinds."""
        return self.pages_compared if self.kind == "certificate" else None

    def __repr__(self) -> str:
        # The items bear names.
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
"""Of a good certificate of the earlier form, whose pages show nothing but what was signed and those lines."""
CODES_SENTENCES: dict[Verdict, Message] = {
    **CERTIFICATE_SENTENCES,
    Verdict.GOOD: Message("The codes are genuine. Compare the paper with what was signed."),
    Verdict.PRACTICE: Message("The codes are as they were signed. It is PRACTICE and never counts."),
    Verdict.WAITING: Message("The codes are as they were signed. Their laptop waits for its grant."),
}
"""The same where a picture or a text gave the codes alone: they prove nothing of the paper that they stand on."""
