"""Where every finished class stands on its way to the coordinator, and which of them are due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import msgspec

from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk.desk import Covering, Desk
from bsuh_desktop.services.desk.standing_receipts import receipts_that_stand
from bsuh_desktop.store.hand_overs import HandedOver, KeptReceipt
from bsuh_desktop.store.outgoing import Sealed, SealedStatus

OVERDUE_DAYS = 10
"""A file that has waited so long for its receipt is told of."""


class HandOverStatus(msgspec.Struct, frozen=True):
    """One finished class: its newest sealed file, None where there is none; `current` if that file is the class as it
    is now; how that file was handed over, and its receipt. `left`: some file of the class has left before."""

    held: ClassSummary
    newest: SealedStatus | None
    current: bool
    handed: HandedOver | None
    receipt: KeptReceipt | None
    left: bool

    @property
    def closed(self) -> bool:
        """True if the coordinator has answered the class as it is now."""
        return self.current and self.receipt is not None

    @property
    def waits(self) -> bool:
        """True if it was handed over as it is now, and no answer has come."""
        return self.current and self.receipt is None and self.handed is not None


def hand_over_statuses(desk: Desk) -> list[HandOverStatus]:
    """Every finished class, in the order in which they began."""
    seen, newest, files = SealingFacts(desk), desk.store.outgoing.standings(), desk.store.outgoing.files()
    handed = desk.store.handed.all()
    heads = desk.store.journal.heads()
    left = {one.session for one in handed.values()} | {files[sha].session for sha in seen.receipts if sha in files}
    return [
        _stand(seen, held, newest.get(held.session), heads[held.session], handed, held.session in left)
        for held in desk.store.journal.finished().values()
    ]


def _stand(
    seen: SealingFacts,
    held: ClassSummary,
    newest: SealedStatus | None,
    head: bytes,
    handed: dict[bytes, HandedOver],
    left: bool,
) -> HandOverStatus:
    if newest is None:
        return HandOverStatus(held, None, False, None, None, left)
    current = seen.is_current(held, newest, head)
    return HandOverStatus(held, newest, current, handed.get(newest.sha256), seen.receipts.get(newest.sha256), left)


def not_yet_handed_over(desk: Desk) -> list[str]:
    """The finished classes that were not handed over as they are now. A class that only waits for its receipt is none
    of them."""
    return due_of(hand_over_statuses(desk))


def due_of(found: Iterable[HandOverStatus]) -> list[str]:
    """The same where it is known already how all of them stand."""
    return [held.session for held in rules.dated([one.held for one in found if not (one.closed or one.waits)])]


def overdue_of(found: Iterable[HandOverStatus], today: datetime.date) -> int:
    """How many were handed over ten days ago or longer, and have no receipt."""
    days = [one.handed.day for one in found if one.waits and one.handed is not None and one.handed.day]
    return sum((today - datetime.date.fromisoformat(day)).days >= OVERDUE_DAYS for day in days)


class SealingFacts:
    """What every class is held against, read once: the grant in use, serials, and receipts."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.covering: Covering = desk.covering
        self.partner, self.signer = desk.partner, desk.signer
        self.counters: Mapping[str, int] = desk.store.outgoing.last_counters()
        self.receipts: Mapping[bytes, KeptReceipt] = receipts_that_stand(desk)

    def is_current(self, held: ClassSummary | SessionState, kept: SealedStatus | Sealed, head: bytes) -> bool:
        """True if neither the journal nor the certificates of the class have changed since it was sealed, and it was
        sealed as it would be now: a class that waited is sealed anew once a grant that covers it is here. What was not
        received yet is sealed anew, too, if the grant turned out to be for another partner, or if another key of this
        facilitator is granted by now: nobody may be left to take in what the old one signed."""
        covered = self.covering.covers(held.date, held.practice)
        if covered > bool(kept.granted) or kept.last_counter != self.counters.get(held.session, 0):
            return False
        for_another = kept.partner not in (0, self.partner) or (covered and kept.signer != self.signer)
        if for_another and not self.is_received(kept.sha256):
            return False
        return kept.chain_head == head

    def is_received(self, sha256: bytes) -> bool:
        """True if the coordinator wants nothing more of this file."""
        receipt = self.receipts.get(sha256)
        return receipt is not None and receipt.settled
