"""What a verifier knows: everybody the demonstration, and a facilitator's own laptop also what it has written."""

from __future__ import annotations

from bsuh_desktop import paths
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.verifying.proof import Known
from bsuh_desktop.trust.demonstration import demonstration_identities, demonstration_programme


def known_to_everybody() -> Known:
    """The built-in demonstration programme and its public keys."""
    resources = paths.resources()
    return Known(programmes=(demonstration_programme(resources),), identities=demonstration_identities(resources))


def known_to(desk: Desk) -> Known:
    """What this facilitator's laptop knows besides."""
    everybody = known_to_everybody()
    programmes = {programme.id: programme for programme in (*everybody.programmes, desk.programme)}
    return Known(
        programmes=tuple(programmes.values()), identities=desk.identities, written_here=desk.store.outgoing.hashes()
    )
