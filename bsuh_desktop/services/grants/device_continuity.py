"""Which keys are of one facilitator: a new laptop goes on with the classes of the old one, and the decisions say so."""

from __future__ import annotations

from bsuh_desktop.exchange.receipt import MOST_FORGOTTEN
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.grants import GrantKind

_MOST = 64
"""Laptops in a row; nobody has as many."""


def keys_of_one(desk: Desk, key: bytes) -> tuple[bytes, ...]:
    """A device's public key and those that it goes on with, the newest first, as this desk has granted them."""
    found = [key]
    while len(found) < _MOST:
        given = desk.store.office.of_key(found[-1], GrantKind.DEVICE)
        if given is None or not given.continues or given.continues in found:
            break
        found.append(given.continues)
    return tuple(found)


def withdrawn_elsewhere(desk: Desk, key: bytes) -> tuple[str, ...]:
    """Ids of learners who withdrew on that device, or on one that it goes on with, as far as their files told; as many
    as a receipt carries."""
    if not key:
        return ()
    every = {learner for one in keys_of_one(desk, key) for learner in desk.store.forgotten.elsewhere(one)}
    return tuple(sorted(every))[:MOST_FORGOTTEN]
