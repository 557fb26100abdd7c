"""Which receipts stand, and which classes are handed over once more after one.

A receipt that came in when its coordinator's key had been taken back may be a thief's: the day that it bears proves
nothing, for whoever has the key writes it. A code that was read out has no signature: it stands, for only the
coordinator who opened the file can make it. What was received and lost is handed over once more.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from bsuh_desktop.exchange.receipt import read_receipt
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import key_lists
from bsuh_desktop.store.hand_overs import KeptReceipt
from bsuh_desktop.store.outgoing import SealedFile

_AGAIN = "handing/again/"


def receipts_that_stand(desk: Desk) -> dict[bytes, KeptReceipt]:
    """The receipt of every file that has one and may keep it, by that file's SHA-256."""
    kept, revoked, again = desk.store.handed.receipts(), _revoked(desk), desk.store.facts.all_of(_AGAIN)
    if revoked:
        kept = {sha256: one for sha256, one in kept.items() if not _is_a_thiefs(one, revoked)}
    if again:
        files, upto = desk.store.outgoing.files(), {name: int.from_bytes(value, "big") for name, value in again.items()}
        kept = {one: what for one, what in kept.items() if one not in files or not _is_lost(files[one], upto)}
    return kept


def expect_again(desk: Desk, session: str) -> None:
    """The coordinator has lost what was handed over of this class: receipts for what was sealed of it until now close
    it no longer, and it is handed over once more, as a newer form. Nothing happens where nothing was sealed."""
    newest = desk.store.outgoing.newest_sealed(session)
    if newest is not None:
        desk.store.facts.put(f"{_AGAIN}{session}", newest.revision.to_bytes(4, "big"))


def _is_lost(file: SealedFile, upto: Mapping[str, int]) -> bool:
    return file.revision <= upto.get(file.session, 0)


def _revoked(desk: Desk) -> dict[bytes, datetime.date]:
    """From which day the root key trusts a key no more."""
    root = desk.programme.root_key
    return {one.key: one.day for found in key_lists(desk) if found.issuer == root for one in found.revoked}


def _is_a_thiefs(receipt: KeptReceipt, revoked: Mapping[bytes, datetime.date]) -> bool:
    day = revoked.get(read_receipt(receipt.file).signer) if receipt.file else None
    return day is not None and datetime.date.fromisoformat(receipt.taken or receipt.day) >= day
