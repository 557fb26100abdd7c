"""What the desk must remember of collected files: collected from each batch, stored on the desk's own thread.

It is stored as if the files had been verified here."""

from __future__ import annotations

import contextlib

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import REMEMBERED, REVOCABLE
from bsuh_desktop.exchange.package import Link
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.collection.collected_files import CollectedObservations
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.opened_file import OpenedFile
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.recovery import take_copy
from bsuh_desktop.services.verify.known import record
from bsuh_desktop.services.verify.proof import Observations
from bsuh_desktop.trust.grants import decode_grants
from bsuh_desktop.trust.recovery_code import RecoveryCopy

_MANY_COPIES = 256


class ObservationCollector:
    """Selects as `services.verify` does: grants and sequence of files that are good, practice, waiting, expired or
    revoked; serials taken back by good files of the same facilitator; withdrawn learners of accepted files."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._chains: dict[bytes, None] = {}
        self._reported: set[bytes] = set()
        self._links: list[Link] = []
        self._back: list[tuple[str, str, str, str]] = []
        self._withdrawn: list[tuple[bytes, tuple[str, ...]]] = []
        self._copies: list[bytes] = []
        self._practised: list[tuple[bytes, str]] = []
        self.forgotten = {key: set(learners) for key, learners in collector.forgotten.items()}
        """Withdrawn learners by device: those that the desk knew, and those of files since."""

    def file(self, opened: OpenedFile, worth: Verdict, taken: bool) -> None:
        """Adds one opened file; `taken` is True if it contradicts no other file and can be answered here."""
        about = opened.about
        if worth not in REMEMBERED:
            return
        self._links.append(Link(about.manifest, about.key, about.nth, about.prev, about.session, about.last_counter))
        if worth is Verdict.PRACTICE:
            self._practised.append((about.key, about.session))
        if opened.root and opened.own_grants and opened.own_grants not in self._reported:
            self._chains[opened.own_grants] = None
        if worth is Verdict.GOOD and opened.taken_back:
            keys = self._collector.known.keys_of_one(about.key)
            pairs = zip(opened.taken_back, opened.back_keys, strict=True)
            self._back += [(*back, about.session) for back, key in pairs if key in keys]
        if taken and worth in REVOCABLE and opened.withdrawn:
            self._withdrawn.append((about.key, opened.withdrawn))
            self.forgotten.setdefault(about.key, set()).update(opened.withdrawn)

    def copy(self, data: bytes) -> None:
        """Adds a sealed recovery code."""
        self._copies.append(data)

    @property
    def is_full(self) -> bool:
        """True once there are enough sealed codes that `take` should be called."""
        return len(self._copies) >= _MANY_COPIES

    def take(self) -> CollectedObservations:
        """Returns everything since the last call."""
        seen = CollectedObservations(
            tuple(self._chains),
            tuple(self._links),
            tuple(self._back),
            tuple(self._withdrawn),
            tuple(self._copies),
            tuple(self._practised),
        )
        self._reported.update(self._chains)
        self._chains.clear()
        for one in (self._links, self._back, self._withdrawn, self._copies, self._practised):
            one.clear()
        return seen


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
