"""Whose register it is: a desk works with its own alone, for what it signed in another one would spoil that."""

from __future__ import annotations

from collections.abc import Collection

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector


def check_signers(collector: Collector, register: Register) -> None:
    """Raises KnownError `foreign_register` where another desk has decided in this register."""
    _check(register, collector.known.keys_of_one(collector.signer.public))


def check_own(keys: Collection[bytes], register: Register) -> None:
    """The same for a desk of these public keys that need not be a coordinator's any more."""
    _check(register, keys)


def _check(register: Register, ours: Collection[bytes]) -> None:
    if not register.decisions.signers() <= set(ours):
        raise KnownError(
            "foreign_register",
            Message("Somebody else's desk has decided in this register."),
            Message("Open it with that desk, or choose the register of this one, or an empty folder to collect into."),
        )
