"""The devices whose classes a desk continues: a replaced laptop, or the origin of copied or restored data."""

from __future__ import annotations

import msgspec

from bsuh_desktop.store.facts import Facts
from bsuh_desktop.trust.grants import decode_grants

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
