"""How far every finished class is on its way to the coordinator, and which are due.

A receipt that came after its coordinator's key was revoked may be a thief's: its date proves nothing, because anybody
with the key can write it. A code that was read out has no signature but is valid, because only the coordinator who
opened the file can make it. A class that was received and lost is handed over again.

Sealed files that have certainly not left this laptop may still be replaced. Every manifest names the one before it. A
file that was sealed and never sent would leave a gap in that sequence, and of a key that is revoked later a
coordinator trusts only the files to which the sequence leads back."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

import msgspec

from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.services.desk.desk import Covering, Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.store.outgoing import FileRevision, HandedOver, SealedFile, SealedStatus, StoredReceipt

_AGAIN = "handing/again/"


def valid_receipts(desk: Desk) -> dict[bytes, StoredReceipt]:
    """The valid receipts, by the SHA-256 of the file that they answer."""
    kept, revoked, again = desk.store.handed.receipts(), _revoked(desk), desk.store.facts.all_of(_AGAIN)
    if revoked:
        kept = {sha256: one for sha256, one in kept.items() if not _is_a_thiefs(one, revoked)}
    if again:
        files, upto = desk.store.outgoing.files(), {name: int.from_bytes(value, "big") for name, value in again.items()}
        kept = {one: what for one, what in kept.items() if one not in files or not _is_lost(files[one], upto)}
    return kept


def expect_again(desk: Desk, session: str) -> None:
    """Records that the coordinator has lost what was handed over of this class.

    Receipts for what was sealed until now do not close it any more, and it is handed over again, as a newer revision.
    Does nothing if nothing was sealed.
    """
    newest = desk.store.outgoing.newest_sealed(session)
    if newest is not None:
        desk.store.facts.put(f"{_AGAIN}{session}", newest.revision.to_bytes(4, "big"))


def _is_lost(file: FileRevision, upto: Mapping[str, int]) -> bool:
    return file.revision <= upto.get(file.session, 0)


def _revoked(desk: Desk) -> dict[bytes, datetime.date]:
    """By key, the day from which the root key does not trust it."""
    root = desk.programme.root_key
    return {one.key: one.day for found in key_lists(desk) if found.issuer == root for one in found.revoked}


def _is_a_thiefs(receipt: StoredReceipt, revoked: Mapping[bytes, datetime.date]) -> bool:
    day = revoked.get(read_receipt(receipt.file).signer) if receipt.file else None
    return day is not None and datetime.date.fromisoformat(receipt.taken or receipt.day) >= day


def note_leaving(desk: Desk, *files: SealedFile) -> None:
    """Records that these files may be outside. Call it before any of them is written."""
    last = max((one.nth for one in files if one.signer == desk.signer), default=0)
    if last > _may_be_outside(desk):
        desk.store.facts.put(_fact(desk.signer), last.to_bytes(8, "big"))


def recall(desk: Desk, sealed: SealedFile | None) -> list[str]:
    """Withdraws a file that has not left, together with those sealed after it; returns their sessions, in order, which
    have to be resealed. Does nothing for a file that may be outside."""
    signer, outside = desk.signer, _may_be_outside(desk)
    if sealed is None or sealed.signer != signer or sealed.nth <= outside:
        return []
    sessions = desk.store.outgoing.sealed_from(signer, sealed.nth)
    desk.store.outgoing.unseal_from(signer, sealed.nth)
    return sessions


def take_all_back(desk: Desk, signer: bytes) -> None:
    """Withdraws all files of the key `signer` that have not left from here. Their revision numbers stay used, because
    another copy of this data may have sent them."""
    outgoing, outside = desk.store.outgoing, _may_be_outside(desk, signer)
    for session in outgoing.sealed_from(signer, outside + 1):
        outgoing.use_up_revisions(session)
    outgoing.unseal_from(signer, outside + 1)


def may_be_outside(desk: Desk) -> int:
    """The number of the last manifest of the desk's key that may be outside. Only reads."""
    noted = desk.store.facts.get(_fact(desk.signer))
    return _all_of(desk, desk.signer) if noted is None else int.from_bytes(noted, "big")


def _may_be_outside(desk: Desk, signer: bytes | None = None) -> int:
    """The same for `signer`, by default the desk's key; recorded if it was not, so that files sealed from now on count
    as unsent."""
    signer = desk.signer if signer is None else signer
    noted = desk.store.facts.get(_fact(signer))
    if noted is not None:
        return int.from_bytes(noted, "big")
    first = _all_of(desk, signer)
    desk.store.facts.put(_fact(signer), first.to_bytes(8, "big"))
    return first


def _all_of(desk: Desk, signer: bytes) -> int:
    """The number of the last sealed file: in a store from before this was recorded, all of them may be outside."""
    last = desk.store.outgoing.last_sealed(signer)
    return last.nth if last else 0


def _fact(signer: bytes) -> str:
    return f"handing/outside/{signer.hex()}"


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
