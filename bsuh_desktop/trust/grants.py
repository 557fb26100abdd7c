"""Grants: who may issue certificates and attendance files, from when until when, under which device number.

The programme's root key gives a coordinator a block of device numbers; the coordinator gives one number to one
facilitator's device; a device cannot give grants. A grant is deterministic CBOR (RFC 8949, 4.2.1) and an Ed25519
signature; FORMAT.md has it byte for byte. Chains are checked in `grant_chain`.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Sequence
from enum import IntEnum, IntFlag
from typing import Any

import cbor2
import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH
from bsuh_desktop.trust.day_number import day_number, day_of
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
