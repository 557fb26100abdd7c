"""The devices whose classes a desk goes on with: of a replaced laptop, or of data that was copied or brought back."""

from __future__ import annotations

import msgspec

from bsuh_desktop.store.facts import Facts
from bsuh_desktop.trust.grants import decode_grants

_EARLIER = "earlier_devices"


class EarlierDevice(msgspec.Struct, frozen=True):
    """A device whose classes this one goes on with: its public key, and its grants as the bytes of QR 2 (no bytes where
    it never had any)."""

    key: bytes
    grants: bytes

    @property
    def number(self) -> int | None:
        """Its device number; None where it had none."""
        return decode_grants(self.grants)[-1].terms.serial_low if self.grants else None


def earlier_devices(facts: Facts) -> tuple[EarlierDevice, ...]:
    """The devices whose classes a desk of these facts goes on with, the newest last."""
    stored = facts.get(_EARLIER)
    return () if stored is None else msgspec.json.decode(stored, type=tuple[EarlierDevice, ...])


def keep_earlier_devices(facts: Facts, earlier: tuple[EarlierDevice, ...]) -> None:
    """From now on these are the desk's."""
    facts.put(_EARLIER, msgspec.json.encode(earlier))
