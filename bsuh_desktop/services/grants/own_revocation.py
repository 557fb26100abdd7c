"""Whether this laptop's own key was revoked: then nobody accepts what it signs from that day on."""

from __future__ import annotations

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import key_lists
from bsuh_desktop.trust.revocation import revocations_of


def is_revoked(desk: Desk) -> bool:
    """True if a known key list revokes this device, or the coordinator who granted it."""
    grants = desk.grants
    return bool(grants) and not revocations_of(grants, desk.programme.root_key, key_lists(desk)).nothing


def own_key_revoked() -> KnownError:
    """The error for it."""
    return KnownError(
        "own_key_revoked",
        Message("This laptop's key was revoked. Nobody accepts new certificates from it."),
        Message("Ask the coordinator what to do."),
    )
