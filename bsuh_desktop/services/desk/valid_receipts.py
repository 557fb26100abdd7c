"""Which receipts are valid, and which classes have to be handed over again in spite of one.

A receipt that came after its coordinator's key was revoked may be a thief's: its date proves nothing, because anybody
with the key can write it. A code that was read out has no signature but is valid, because only the coordinator who
opened the file can make it. A class that was received and lost is handed over again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import key_lists
from bsuh_desktop.store.hand_overs import StoredReceipt
from bsuh_desktop.store.outgoing import FileRevision

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
