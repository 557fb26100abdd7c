"""Which sealed files have certainly not left this laptop: another one may still take the place of each.

Every manifest names the one before it. A file that was sealed and never sent would leave a gap in that row, and of a
key that is revoked later a coordinator trusts only what the row leads back to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.store.outgoing import Sealed

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


def note_leaving(desk: Desk, *files: Sealed) -> None:
    """Notes, before any of them is written anywhere, that these files may be outside from now on."""
    last = max((one.nth for one in files if one.signer == desk.signer), default=0)
    if last > _may_be_outside(desk):
        desk.store.facts.put(_fact(desk.signer), last.to_bytes(8, "big"))


def take_back(desk: Desk, kept: Sealed | None) -> list[str]:
    """Takes a file back that has not left, and those that were sealed behind it: their sessions, in order, which are to
    be sealed anew. Nothing is taken back of a file that may be outside."""
    signer, outside = desk.signer, _may_be_outside(desk)
    if kept is None or kept.signer != signer or kept.nth <= outside:
        return []
    sessions = desk.store.outgoing.sealed_from(signer, kept.nth)
    desk.store.outgoing.unseal_from(signer, kept.nth)
    return sessions


def take_all_back(desk: Desk, signer: bytes) -> None:
    """Takes all files of the key `signer` back that have not left from here; their revisions stay used, for another
    copy of this data may have sent them."""
    outgoing, outside = desk.store.outgoing, _may_be_outside(desk, signer)
    for session in outgoing.sealed_from(signer, outside + 1):
        outgoing.use_up_revisions(session)
    outgoing.unseal_from(signer, outside + 1)


def may_be_outside(desk: Desk) -> int:
    """Up to which manifest of the desk's key files may be outside; nothing is noted by asking."""
    noted = desk.store.facts.get(_fact(desk.signer))
    return _all_of(desk, desk.signer) if noted is None else int.from_bytes(noted, "big")


def _may_be_outside(desk: Desk, signer: bytes | None = None) -> int:
    """The same of this key (or of `signer`), noted for whatever is sealed from now on."""
    signer = desk.signer if signer is None else signer
    noted = desk.store.facts.get(_fact(signer))
    if noted is not None:
        return int.from_bytes(noted, "big")
    first = _all_of(desk, signer)
    desk.store.facts.put(_fact(signer), first.to_bytes(8, "big"))
    return first


def _all_of(desk: Desk, signer: bytes) -> int:
    """A store from before this was noted tells nothing: all that it has may be outside."""
    last = desk.store.outgoing.last_sealed(signer)
    return last.nth if last else 0


def _fact(signer: bytes) -> str:
    return f"handing/outside/{signer.hex()}"
