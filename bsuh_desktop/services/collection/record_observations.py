"""Stores on the desk's own thread what was learnt from collected files, as if they had been verified here."""

from __future__ import annotations

import contextlib

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.collection.values import CollectedObservations
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.recovery_copies import take_copy
from bsuh_desktop.services.verify.proof import Observations
from bsuh_desktop.services.verify.trust_observations import record
from bsuh_desktop.trust.grants import decode_grants
from bsuh_desktop.trust.recovery_copy import RecoveryCopy


def record_collected(desk: Desk, seen: CollectedObservations) -> int:
    """Stores grants of devices, the sequence of their files, serials taken back, withdrawn learners, and sealed
    recovery codes; repeating it changes nothing. Returns how many of the codes are new here. Raises KnownError as the
    store does."""
    if not seen:
        return 0
    chains = tuple(map(decode_grants, seen.chains))
    record(desk, [Observations(chains, seen.links, seen.taken_back, desk.programme.root_key, seen.practised)])
    with desk.store.transaction():
        for key, learners in seen.withdrawn:
            desk.store.forgotten.add_elsewhere(key, learners)
    kept = 0
    with SignedDocumentSandbox() as sandbox:
        for data in seen.copies:
            # A bad code is skipped: its desk sends it again with its next hand-over.
            with contextlib.suppress(KnownError):
                kept += take_copy(desk, sandbox.read(data, RecoveryCopy), data)
    return kept
