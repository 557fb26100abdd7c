"""Which receipts stand: one that came in when its coordinator's key had been taken back may be a thief's.

The day that it bears proves nothing, for whoever has the key writes it. A code that was read out has no signature: it
stands, for only the coordinator who opened the file can make it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.grants.lists import key_lists
from bsuh_desktop.store.handed import KeptReceipt


def receipts_that_stand(desk: Desk) -> dict[bytes, KeptReceipt]:
    """The receipt of every file that has one and may keep it, by that file's SHA-256."""
    kept, revoked = desk.store.handed.receipts(), _revoked(desk)
    if not revoked:
        return kept
    return {sha256: one for sha256, one in kept.items() if not _is_a_thiefs(one, revoked)}


def _revoked(desk: Desk) -> dict[bytes, datetime.date]:
    """From which day the root key trusts a key no more."""
    root = desk.programme.root_key
    return {one.key: one.day for found in key_lists(desk) if found.issuer == root for one in found.revoked}


def _is_a_thiefs(receipt: KeptReceipt, revoked: Mapping[bytes, datetime.date]) -> bool:
    day = revoked.get(read_receipt(receipt.file).signer) if receipt.file else None
    return day is not None and datetime.date.fromisoformat(receipt.taken or receipt.day) >= day
