"""Gives data that was copied, restored or repaired with a loss a new key.

The old key has signed things that this data does not contain. Vault and store are two files: the store first records
which key is leaving, then the vault gets the new key, then the store adopts it. After a power cut the next opening
finds the old key, which signs nothing, or completes the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.services.desk import unsent_files
from bsuh_desktop.services.desk.desk import Desk, NewKeyReason, why_new_key
from bsuh_desktop.services.desk.grant_status import REQUESTS_MADE
from bsuh_desktop.services.desk.machine_binding import is_another, is_settled, settle_on
from bsuh_desktop.services.safekeeping.desk_folders import write_card
from bsuh_desktop.store.facts import KEY_LEAVES, OWN_KEY, WENT_BACK
from bsuh_desktop.store.given_grants import need_new_key
from bsuh_desktop.system.log import log

if TYPE_CHECKING:
    from bsuh_desktop.trust.vault import Vault


def start_new_key(desk: Desk) -> None:
    """Gives the desk a new key, which has to request its own grant; a practice desk gets one at once.

    The classes remain, and what the old key signed remains valid. Does nothing if no new key is needed.
    Raises KnownError: disk_full, read_only, store_read_only; then the old key remains and signs nothing.
    """
    if not why_new_key(desk):
        return
    old = desk.store.facts.get(OWN_KEY) or desk.vault.signing_key.public
    with desk.store.transaction():
        desk.store.facts.put(KEY_LEAVES, old)
        if is_another(desk.store.facts, desk.machine()):
            # The count is about the other computer.
            desk.store.facts.drop(WENT_BACK)
        # A copy made after a power cut then knows that it comes from this computer.
        settle_on(desk.store.facts, desk.machine())
    _take(desk, desk.vault.with_new_key(desk.folder), old)


def settle_key(desk: Desk) -> None:
    """Checks at opening, before anything is signed, that store and vault agree on the key and that the computer is the
    one the data belongs to; otherwise the key must not sign any more."""
    facts, public = desk.store.facts, desk.vault.signing_key.public
    own = facts.get(OWN_KEY)
    if own is not None and own != public:
        _disagreed(desk, own, public)
    elif own is None:
        facts.put(OWN_KEY, public)
    if is_another(facts, desk.machine()):
        _need(desk, "copied")
    elif not is_settled(facts, desk.machine()):
        settle_on(facts, desk.machine())


def _disagreed(desk: Desk, own: bytes, public: bytes) -> None:
    """Handles a vault whose key is not the one in the store. Either power was cut between the two writes, or one of the
    files was restored alone from a backup; then the key may have signed what is not in this store."""
    if public in {one.key for one in desk.earlier}:
        _need(desk, "restored")
        return
    if desk.store.facts.get(KEY_LEAVES) == own and not is_another(desk.store.facts, desk.machine()):
        _take(desk, desk.vault, own)
        return
    why = why_new_key(desk) or "restored"
    with desk.store.transaction():
        _go_on(desk, desk.vault, own)
        need_new_key(desk.store.db, why)


def _take(desk: Desk, vault: Vault, old: bytes) -> None:
    with desk.store.transaction():
        _go_on(desk, vault, old)
        settle_on(desk.store.facts, desk.machine())
        for name in desk.store.facts.all_of(REQUESTS_MADE):
            desk.store.facts.drop(REQUESTS_MADE + name)
        if desk.practising:
            desk.join_demonstration()
    write_card(desk)
    log("command", code="new_key", device=vault.signing_key.key_id.hex())


def _go_on(desk: Desk, vault: Vault, old: bytes) -> None:
    """Adopts the new key. Files sealed by the old key that never left are withdrawn and their classes sealed again: the
    same key may have sealed another version of them elsewhere."""
    unsent_files.take_all_back(desk, old if desk.earlier else b"")
    desk.take_new_key(vault, old)


def _need(desk: Desk, why: NewKeyReason) -> None:
    if not why_new_key(desk):
        need_new_key(desk.store.db, why)
        log("command", code=f"key_{why}", device=desk.vault.signing_key.key_id.hex())
