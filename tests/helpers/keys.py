"""Keys and chains of grants for tests: real ones, grown from fixed seeds so that a failure can be repeated."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from typing import TypeVar

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, Grant, GrantKind, GrantTerms, issue
from bsuh_desktop.trust.signing import SigningKey

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
DAY = datetime.date(2026, 7, 14)
DEVICE = 0x3A77

In = TypeVar("In")
Out = TypeVar("Out")


def key(name: str) -> SigningKey:
    """The key that always grows from `name`."""
    return SigningKey.from_seed(hashlib.sha256(f"test key {name}".encode()).digest())


def coordinator_terms(subject: bytes, low: int = 0, high: int = LAST_DEVICE) -> GrantTerms:
    """A coordinator's usual terms: partner 3, the whole of 2026, every cap."""
    return GrantTerms(GrantKind.COORDINATOR, subject, FIRST, LAST, low, high, 3, ALL_CAPS)


def device_terms(subject: bytes, number: int = DEVICE) -> GrantTerms:
    """A device's usual terms under that coordinator."""
    return GrantTerms(GrantKind.DEVICE, subject, FIRST, LAST, number, number, 3, Cap.CERTIFICATE | Cap.ATTENDANCE)


def chain(number: int = DEVICE) -> tuple[Grant, Grant]:
    """Root to coordinator to device, by the keys `root`, `coordinator` and `device`."""
    return chain_for(key("device").public, number)


def chain_for(device: bytes, number: int = DEVICE) -> tuple[Grant, Grant]:
    """The same for the device whose public key is given."""
    above = issue(key("root"), coordinator_terms(key("coordinator").public))
    return above, issue(key("coordinator"), device_terms(device, number), above)


def flipped(data: bytes) -> list[bytes]:
    """`data` once for each of its bits, with that bit turned."""
    whole, size = int.from_bytes(data, "big"), len(data)
    return [(whole ^ (1 << bit)).to_bytes(size, "big") for bit in range(8 * size)]


def taken(read: Callable[[In], Out], data: In) -> Out | None:
    """What `read` makes of `data`, or None where it refuses it as altered. Any other refusal comes through."""
    try:
        return read(data)
    except KnownError as refused:
        if refused.code != "altered":
            raise
        return None
