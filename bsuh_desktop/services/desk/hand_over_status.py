"""How far every finished class is on its way to the coordinator, and which are due."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

import msgspec

from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk.desk import Covering, Desk
from bsuh_desktop.services.desk.valid_receipts import valid_receipts
from bsuh_desktop.store.hand_overs import HandedOver, StoredReceipt
from bsuh_desktop.store.outgoing import SealedFile, SealedStatus

OVERDUE_DAYS = 10
"""After so many days without a receipt a handed-over file is reported."""


class HandOverStatus(msgspec.Struct, frozen=True):
    """The hand-over status of one finished class."""

    finished: ClassSummary
    newest: SealedStatus | None
    """Its newest sealed file; None if there is none."""
    current: bool
    """That file contains the class as it is now."""
    handed: HandedOver | None
    """How that file was handed over; None if it was not."""
    receipt: StoredReceipt | None
    """The receipt for that file."""
    has_gone_out: bool
    """A file of the class, this or an older one, has left the laptop."""

    @property
    def closed(self) -> bool:
        """True if the coordinator has answered the present state of the class."""
        return self.current and self.receipt is not None

    @property
    def arrived(self) -> bool:
        """True if the coordinator wants nothing more of it as it is now: nothing is lost if this laptop forgets it."""
        return self.current and self.receipt is not None and self.receipt.settled

    @property
    def waits(self) -> bool:
        """True if its present state was handed over and not answered yet."""
        return self.current and self.receipt is None and self.handed is not None


def hand_over_statuses(desk: Desk) -> list[HandOverStatus]:
    """The status of every finished class, in the order in which they began."""
    seen, newest, files = SealingFacts(desk), desk.store.outgoing.standings(), desk.store.outgoing.files()
    handed = desk.store.handed.all()
    heads = desk.store.journal.heads()
    left = {one.session for one in handed.values()} | {files[sha].session for sha in seen.receipts if sha in files}
    return [
        _stand(seen, held, newest.get(held.session), heads[held.session], handed, held.session in left)
        for held in desk.store.journal.finished().values()
    ]


def lessons_of(
    desk: Desk, group: str, found: Iterable[HandOverStatus], sat_in: Collection[str]
) -> list[HandOverStatus]:
    """Those of the classes `found` in which a learner of the group sat: `sat_in` are the sessions of its people."""
    parts = desk.store.joined.parts(group)
    return [one for one in found if one.finished.session in sat_in or not one.finished.sat_in.isdisjoint(parts)]


def _stand(
    seen: SealingFacts,
    finished: ClassSummary,
    newest: SealedStatus | None,
    head: bytes,
    handed: dict[bytes, HandedOver],
    left: bool,
) -> HandOverStatus:
    if newest is None:
        return HandOverStatus(finished, None, False, None, None, left)
    current = seen.is_current(finished, newest, head)
    return HandOverStatus(finished, newest, current, handed.get(newest.sha256), seen.receipts.get(newest.sha256), left)


def not_yet_handed_over(desk: Desk) -> list[str]:
    """The finished classes whose present state was not handed over. Classes that only wait for a receipt are not
    included."""
    return due_of(hand_over_statuses(desk))


def due_of(found: Iterable[HandOverStatus]) -> list[str]:
    """The same, from statuses that are known already."""
    return [held.session for held in rules.dated([one.finished for one in found if not (one.closed or one.waits)])]


def overdue_of(found: Iterable[HandOverStatus], today: datetime.date) -> int:
    """How many were handed over ten days ago or longer, and have no receipt."""
    days = [one.handed.day for one in found if one.waits and one.handed is not None and one.handed.day]
    return sum((today - datetime.date.fromisoformat(day)).days >= OVERDUE_DAYS for day in days)


class SealingFacts:
    """What every class is compared with, read once: the grant in use, serials, and receipts."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.covering: Covering = desk.covering
        self.partner, self.signer = desk.partner, desk.signer
        self.counters: Mapping[str, int] = desk.store.outgoing.last_counters()
        self.receipts: Mapping[bytes, StoredReceipt] = valid_receipts(desk)

    def is_current(self, finished: ClassSummary | SessionState, sealed: SealedStatus | SealedFile, head: bytes) -> bool:
        """True if the sealed file is still what would be sealed now.

        That is so if neither the journal nor the certificates of the class changed. A class that waited is resealed
        once a grant covers it. A file that was not received yet is also resealed if the grant is for another partner,
        or if another key of this facilitator is granted by now: perhaps nobody accepts files of the old key any more.
        """
        covered = self.covering.covers(finished.date, finished.practice)
        if covered > bool(sealed.granted) or sealed.last_counter != self.counters.get(finished.session, 0):
            return False
        for_another = sealed.partner not in (0, self.partner) or (covered and sealed.signer != self.signer)
        if for_another and not self.is_received(sealed.sha256):
            return False
        return sealed.chain_head == head

    def is_received(self, sha256: bytes) -> bool:
        """True if the coordinator wants nothing more of this file."""
        receipt = self.receipts.get(sha256)
        return receipt is not None and receipt.settled
