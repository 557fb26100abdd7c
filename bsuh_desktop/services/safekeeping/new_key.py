"""A key of its own for data that was copied, restored or mended with a loss: the old key signed what is not known here.

The vault and the store are two files. The store says first which key is leaving; then the vault gets the new one; then
the store takes it. Whatever a power cut leaves, the next opening finds the old key, which signs nothing, or goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.services.desk import unsent_files
from bsuh_desktop.services.desk.desk import Desk, NewKeyReason, why_new_key
from bsuh_desktop.services.desk.grant_status import REQUESTS_MADE
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.desk.machine_binding import is_another, is_settled, settle_on
from bsuh_desktop.services.safekeeping.desk_folders import write_card
from bsuh_desktop.store.facts import KEY_LEAVES, OWN_KEY, WENT_BACK
from bsuh_desktop.store.given_grants import need_new_key

if TYPE_CHECKING:
    from bsuh_desktop.trust.vault import Vault


def start_new_key(desk: Desk) -> None:
    """The desk goes on with a new key, which asks for a grant of its own; a desk that practises has one at once. The
    classes stay, and everything that the old key signed stays as good as it was. Does nothing where none is needed.

    Raises KnownError: disk_full, read_only, store_read_only; then the old key stays, and signs nothing.
    """
    if not why_new_key(desk):
        return
    old = desk.store.facts.get(OWN_KEY) or desk.vault.signing_key.public
    with desk.store.transaction():
        desk.store.facts.put(KEY_LEAVES, old)
        if is_another(desk.store.facts, desk.machine()):
            # That was another computer.
            desk.store.facts.drop(WENT_BACK)
        # What is copied after a power cut finds that it came from here.
        settle_on(desk.store.facts, desk.machine())
    _take(desk, desk.vault.with_new_key(desk.folder), old)


def settle_key(desk: Desk) -> None:
    """At opening, before anything is signed: the store and the vault agree on the key, and the computer is the one on
    which they were at home; else the key signs no more."""
    facts, public = desk.store.facts, desk.vault.signing_key.public
    own = facts.get(OWN_KEY)
    if own is not None and own != public:
        _disagreed(desk, own, public)
    elif own is None:
        facts.put(OWN_KEY, public)
    if is_another(facts, desk.machine()):
        _need(desk, "copied")
    elif not is_settled(facts):
        settle_on(facts, desk.machine())


def _disagreed(desk: Desk, own: bytes, public: bytes) -> None:
    """The vault has another key than the store knew. A power cut came between the two; or one of the files was brought
    back alone, from a backup: then the key may have signed what is not in this store."""
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
    """What the old key sealed and this store never let out may stand elsewhere in another form, by that same key: it is
    not sent, and its class is sealed anew."""
    unsent_files.take_all_back(desk, old if desk.earlier else b"")
    desk.take_new_key(vault, old)


def _need(desk: Desk, why: NewKeyReason) -> None:
    if not why_new_key(desk):
        need_new_key(desk.store.db, why)
        log("command", code=f"key_{why}", device=desk.vault.signing_key.key_id.hex())
