"""Keeps what was seen while verifying: the next certificate of that device needs one code only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.verifying.proof import Proof, Seen
from bsuh_desktop.store.known import SeenManifest, SerialBack
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.signing import key_id

_PRACTISED = "seen/practice/"


def remember(desk: Desk, proofs: Iterable[Proof]) -> None:
    """Keeps grants of devices, the order of their files and serials that the desk's own programme took back: those of a
    programme that was trusted for one call are other people's. A store that cannot be written (a full disk, a folder to
    be read only) changes no verdict: then nothing is kept."""
    remember_seen(desk, [proof.seen for proof in proofs])


def remember_seen(desk: Desk, seen: Sequence[Seen]) -> None:
    """The same of what was seen without a proof for a person."""
    chains = list(dict.fromkeys(chain for one in seen for chain in one.chains))
    links = [link for one in seen for link in one.links]
    backs = [back for one in seen if one.root == desk.programme.root_key for back in one.taken_back]
    practised = {pair for one in seen for pair in one.practised}
    if not (chains or links or backs):
        return
    try:
        with desk.store.transaction():
            for key, session in practised:
                desk.store.facts.put(f"{_PRACTISED}{key.hex()}/{session}", b"")
            _keep_chains(desk, chains)
            desk.store.known.keep_manifests([SeenManifest(*msgspec.structs.astuple(link)) for link in links])
            for back in backs:
                desk.store.known.take_back(SerialBack(*back))
    except KnownError:
        return


def practised_sessions(desk: Desk) -> frozenset[tuple[bytes, str]]:
    """The sessions that were seen as practice, with the public key that says so: a stranger's practice of the same name
    says nothing of a class."""
    names = (name.split("/") for name in desk.store.facts.all_of(_PRACTISED))
    return frozenset((bytes.fromhex(key), session) for key, session in names)


def _keep_chains(desk: Desk, chains: Iterable[tuple[Grant, ...]]) -> None:
    """Of one device and who granted it the chain that lasts longest. Everybody can grant any key for practice, and
    every coordinator any key within the own block: that takes nothing away of what others have granted."""
    for chain in chains:
        before = desk.store.known.chain(_name(chain))
        if before is None or decode_grants(before)[-1].terms.last_day < chain[-1].terms.last_day:
            desk.store.known.keep_chain(_name(chain), encode_grants(chain))


def _name(chain: Sequence[Grant]) -> bytes:
    """The key ids of the device and of whoever granted it."""
    return key_id(chain[-1].terms.subject) + key_id(chain[0].terms.subject)
