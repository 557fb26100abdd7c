"""Which sealed files have certainly not left this laptop, so that they may still be replaced.

Every manifest names the one before it. A file that was sealed and never sent would leave a gap in that sequence, and of
a key that is revoked later a coordinator trusts only the files to which the sequence leads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.store.outgoing import SealedFile

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


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
