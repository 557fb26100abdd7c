"""Grants: who may issue certificates and attendance files, from when until when, under which device number.

The programme's root key gives a coordinator a block of device numbers; the coordinator gives one number to one
facilitator's device; a device cannot give grants. A grant is deterministic CBOR (RFC 8949, 4.2.1) and an Ed25519
signature; FORMAT.md has it byte for byte. `check_chain` says whether a chain reaches the root key, and covers a day, a
serial and a partner: it is checked against the date on the document, never against the reader's clock."""

from __future__ import annotations

import datetime
import functools
import hashlib
import itertools
from collections.abc import Sequence
from enum import IntEnum, IntFlag
from typing import Any

import cbor2
import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, read_serial
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import day_number, day_of
from bsuh_desktop.trust.refusals import altered_code
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SIGNATURE_BYTES, SigningKey, verify

GRANT_VERSION = 1
PARENT_BYTES = 8
LAST_DEVICE = 32**DEVICE_LENGTH - 1
MOST_GRANTS = 2
LARGEST_PARTNER = 0xFFFF
_FIELDS = 10
_LARGEST = 8 * 1024
"""Bytes of all grants together; the second code on a certificate has less than a tenth of this."""


class GrantKind(IntEnum):
    """Which role a grant gives its subject."""

    COORDINATOR = 1
    DEVICE = 2


class Cap(IntFlag):
    """What the subject may sign. A grant never gives more than its parent holds."""

    NONE = 0
    CERTIFICATE = 1
    ATTENDANCE = 2
    RECEIPT = 4


ALL_CAPS = Cap.CERTIFICATE | Cap.ATTENDANCE | Cap.RECEIPT


class GrantTerms(msgspec.Struct, frozen=True):
    """What is granted, and to which key."""

    kind: GrantKind
    subject: bytes
    """Public key of 32 bytes."""
    first_day: datetime.date
    last_day: datetime.date
    """Included, like `first_day`."""
    serial_low: int
    """First device number; the first four characters of a serial."""
    serial_high: int
    """Last device number, included. A device has one number, so both are equal."""
    partner: int
    """The partner's number in the programme file; 0 (only for a coordinator) for any partner."""
    caps: Cap

    def covers(self, day: datetime.date) -> bool:
        """True if a document of that day is covered."""
        return self.first_day <= day <= self.last_day


class Grant(msgspec.Struct, frozen=True):
    """Signed terms. `parent` is the 8-byte name of the grant above it, empty if that is the root key."""

    parent: bytes
    terms: GrantTerms
    signature: bytes = b""

    def body(self) -> bytes:
        """The signed bytes: deterministic CBOR of the ten fields."""
        t = self.terms
        days = [day_number(t.first_day), day_number(t.last_day)]
        numbers = [t.serial_low, t.serial_high, t.partner, int(t.caps)]
        fields = [GRANT_VERSION, int(t.kind), self.parent, t.subject, *days, *numbers]
        return bytes(cbor2.dumps(fields, canonical=True))

    def encode(self) -> bytes:
        """Body and signature, as in files and in QR 2."""
        return self.body() + self.signature

    def name(self) -> bytes:
        """The name by which a grant below refers to this one: the first 8 bytes of the SHA-256 of its encoding."""
        return hashlib.sha256(self.encode()).digest()[:PARENT_BYTES]

    def signed_by(self, public: bytes) -> bool:
        """True if the secret key of `public` signed this grant."""
        return verify(public, "grant", GRANT_VERSION, self.body(), self.signature)


def issue(issuer: SigningKey, terms: GrantTerms, parent: Grant | None = None) -> Grant:
    """Sign `terms` as `issuer`, below `parent`, or below the root key itself if that is None.

    Raises ValueError for terms that no grant can have. Whether the issuer may give them is checked by `check_chain`.
    """
    if not _possible(terms) or (parent is None) is not (terms.kind is GrantKind.COORDINATOR):
        raise ValueError("no grant can have these terms")
    grant = Grant(parent.name() if parent else b"", terms)
    return msgspec.structs.replace(grant, signature=issuer.sign("grant", GRANT_VERSION, grant.body()))


def encode_grants(grants: Sequence[Grant]) -> bytes:
    """The bytes of QR 2 and of `grants.cbor`: the coordinator's grant, then the device's."""
    return b"".join(map(_encoded, grants))


@functools.lru_cache(2048)
def _encoded(grant: Grant) -> bytes:
    return grant.encode()


@functools.lru_cache(2048)
def decode_grants(data: bytes) -> tuple[Grant, ...]:
    """The grants that `encode_grants` wrote. Raises KnownError `altered` for any other bytes.

    Cached: a desk reads its own grants (0.1 ms) a dozen times with every action.
    """
    if len(data) > _LARGEST:
        raise altered_code()
    grants: list[Grant] = []
    while data and len(grants) < MOST_GRANTS:
        grant, data = _first_grant(data)
        grants.append(grant)
    if data or not grants:
        raise altered_code()
    return tuple(grants)


def _first_grant(data: bytes) -> tuple[Grant, bytes]:
    try:
        grant = _grant_of(cbor2.loads(data))
        body = grant.body()
    except (cbor2.CBORDecodeError, ValueError, TypeError) as error:
        raise altered_code() from error
    end = len(body) + SIGNATURE_BYTES
    if not data.startswith(body) or len(data) < end:
        raise altered_code()
    return msgspec.structs.replace(grant, signature=data[len(body) : end]), data[end:]


def _grant_of(fields: Any) -> Grant:
    """The unsigned grant of decoded CBOR. Raises ValueError if it is not a grant of version 1."""
    if not isinstance(fields, list) or len(fields) != _FIELDS or fields[0] != GRANT_VERSION:
        raise ValueError("not a grant")
    _, kind, parent, subject, first, last, low, high, partner, caps = fields
    numbers = (kind, first, last, low, high, partner, caps)
    if any(type(number) is not int for number in numbers) or type(parent) is not bytes or type(subject) is not bytes:
        raise ValueError("a field of a grant is of another type")
    if caps & ~int(ALL_CAPS):
        raise ValueError("an unknown cap")
    terms = GrantTerms(GrantKind(kind), subject, day_of(first), day_of(last), low, high, partner, Cap(caps))
    if len(parent) != (PARENT_BYTES if terms.kind is GrantKind.DEVICE else 0) or not _possible(terms):
        raise ValueError("no grant can have these terms")
    return Grant(parent, terms)


def _possible(terms: GrantTerms) -> bool:
    """True if terms are valid in themselves, whatever their parent is."""
    device = terms.kind is GrantKind.DEVICE
    return (
        len(terms.subject) == PUBLIC_BYTES
        and terms.first_day <= terms.last_day
        and 0 <= terms.serial_low <= terms.serial_high <= LAST_DEVICE
        and (not device or terms.serial_low == terms.serial_high)
        and (1 if device else 0) <= terms.partner <= LARGEST_PARTNER
    )


_CHAINS_CACHED = 2048
"""Cache size: about the devices of a country, whose files come in any order."""

NO_PROGRAMME = Message("No programme here gave this grant. Load the programme file.")
"""The first grant is not signed by a known root key."""


class GrantVerdict(msgspec.Struct, frozen=True):
    """The result of checking a chain."""

    verdict: Verdict
    """`good`, `unknown_signer`, `expired` or `altered`."""
    reason: Message | None
    """Why it is not `good`; None if it is."""
    key: bytes
    """The public key at the end of the chain."""
    partner: int
    """Its partner's number."""
    device: int | None
    """Its device number; None if the chain ends at a coordinator."""


def check_chain(
    grants: Sequence[Grant],
    root_public: bytes,
    on: datetime.date,
    serial: str | None = None,
    partner: int | None = None,
    cap: Cap = Cap.NONE,
) -> GrantVerdict:
    """Check `grants`, the coordinator's first, against the programme's root key for a document dated `on`.

    `serial`, `partner` and `cap` are checked if given. Raises ValueError if there is no grant.
    """
    if not grants:
        raise ValueError("a chain has at least one grant")
    grants, terms = tuple(grants), grants[-1].terms
    verdict, reason = Verdict.UNKNOWN_SIGNER, _broken(grants, root_public) or _uncovered(terms, serial, partner, cap)
    if reason is None:
        reason = _out_of_date(terms, on)
        verdict = Verdict.EXPIRED if reason else Verdict.GOOD
    elif _forged_below(grants, root_public):
        verdict = Verdict.ALTERED
    device = terms.serial_low if terms.kind is GrantKind.DEVICE else None
    return GrantVerdict(verdict, reason, terms.subject, terms.partner, device)


@functools.lru_cache(_CHAINS_CACHED)
def _broken(grants: tuple[Grant, ...], root_public: bytes) -> Message | None:
    """Why the chain does not reach the root, link by link; None if it does. Cached: the result depends only on these
    bytes, and all certificates of a class have the same chain."""
    first = grants[0]
    if first.terms.kind is not GrantKind.COORDINATOR or not _given_by_root(first, root_public):
        return NO_PROGRAMME
    for parent, child in itertools.pairwise(grants):
        if parent.terms.kind is not GrantKind.COORDINATOR or child.terms.kind is not GrantKind.DEVICE:
            return Message("The person who gave this grant may not give grants.")
        if child.parent != parent.name() or not child.signed_by(parent.terms.subject):
            return Message("The coordinator did not give this grant.")
        if reason := exceeds(child.terms, parent.terms):
            return reason
    return None


@functools.lru_cache(256)
def _given_by_root(grant: Grant, root_public: bytes) -> bool:
    """True if the root key signed `grant`. Cached: a hundred devices are below one coordinator's grant."""
    return grant.signed_by(root_public)


def exceeds(child: GrantTerms, parent: GrantTerms) -> Message | None:
    """Why `child` gives more than `parent` holds: days, device numbers, partner, caps. None if it does not."""
    if not parent.first_day <= child.first_day <= child.last_day <= parent.last_day:
        return Message("The grant lasts longer than the coordinator's own.")
    if not parent.serial_low <= child.serial_low <= child.serial_high <= parent.serial_high:
        return Message("The device number is not one of the coordinator's.")
    if parent.partner not in (0, child.partner):
        return Message("The grant is for a partner that is not the coordinator's.")
    if child.caps & ~parent.caps:
        return Message("The coordinator may not allow this much.")
    return None


def _uncovered(terms: GrantTerms, serial: str | None, partner: int | None, cap: Cap) -> Message | None:
    if serial is not None and not holds_serial(terms, serial):
        return Message("The serial belongs to another device.")
    if partner is not None and terms.partner not in (0, partner):
        return Message("The grant is for another partner.")
    if cap & ~terms.caps:
        return Message("The grant does not allow this.")
    return None


def holds_serial(terms: GrantTerms, serial: str) -> bool:
    """True if `serial` begins with a device number of these terms and its check character is right."""
    try:
        device, _ = read_serial(serial)
    except ValueError:
        return False
    return terms.serial_low <= device <= terms.serial_high


def _out_of_date(terms: GrantTerms, on: datetime.date) -> Message | None:
    if terms.covers(on):
        return None
    day, first, last = map(date_text, (on, terms.first_day, terms.last_day))
    return Message("It is dated {day}; the grant is valid from {first} to {last}.", day=day, first=first, last=last)


def _forged_below(grants: Sequence[Grant], root_public: bytes) -> bool:
    """True if a grant names a parent that is the programme's own, but its signature is wrong."""
    parent, child = grants[0], grants[-1]
    ours = len(grants) > 1 and parent.signed_by(root_public) and child.parent == parent.name()
    return ours and not child.signed_by(parent.terms.subject)
