"""Which sealed files have certainly not left this laptop: another one may still take the place of each.

Every manifest names the one before it. A file that was sealed and never sent would leave a gap in that row, and of a
key that is revoked later a coordinator trusts only what the row leads back to.
"""

from __future__ import annotations

from bsuh_desktop.services.desk import Desk
from bsuh_desktop.store.outgoing import Sealed


def note_leaving(desk: Desk, *files: Sealed) -> None:
    """Notes, before any of them is written anywhere, that these files may be outside from now on."""
    last = max((one.nth for one in files if one.signer == desk.signer), default=0)
    if last > _may_be_outside(desk):
        desk.store.facts.put(_fact(desk), last.to_bytes(8, "big"))


def take_back(desk: Desk, kept: Sealed | None) -> list[str]:
    """Takes a file back that has not left, and those that were sealed behind it: their sessions, in order, which are to
    be sealed anew. Nothing is taken back of a file that may be outside."""
    signer, outside = desk.signer, _may_be_outside(desk)
    if kept is None or kept.signer != signer or kept.nth <= outside:
        return []
    sessions = desk.store.outgoing.sealed_from(signer, kept.nth)
    desk.store.outgoing.unseal_from(signer, kept.nth)
    return sessions


def _may_be_outside(desk: Desk) -> int:
    """Up to which manifest of this key files may be outside. A store from before this was noted tells nothing: all that
    it has may be."""
    noted = desk.store.facts.get(_fact(desk))
    if noted is not None:
        return int.from_bytes(noted, "big")
    last = desk.store.outgoing.last_sealed(desk.signer)
    first = last.nth if last else 0
    desk.store.facts.put(_fact(desk), first.to_bytes(8, "big"))
    return first


def _fact(desk: Desk) -> str:
    return f"handing/outside/{desk.signer.hex()}"
