"""Stores what was seen while verifying, so that the next certificate of the same device needs only one code."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.proof import Observations, Proof
from bsuh_desktop.services.verify.serial_names import PAIR_BYTES, SERIAL_BYTES, SerialNames
from bsuh_desktop.store.known_keys import SeenManifest, SerialBack
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.signing import key_id

_SECRET = b"bsuh/serial-names/1"
_NAMES = "seen/serial_names"
MOST_NAMES = 10_000
"""Serials with a name that are remembered, in 180 kB; the oldest are dropped."""
_PRACTISED = "seen/practice/"


def remember(desk: Desk, proofs: Iterable[Proof]) -> None:
    """Stores grants of devices, the sequence of their files, with which names serials were seen, and serials taken back
    in the desk's own programme; in a programme trusted for one call the same serials are other people's. If the store
    cannot be written (a full disk, a read-only folder), verdicts do not change: nothing is stored."""
    record(desk, [proof.seen for proof in proofs])


def record(desk: Desk, seen: Sequence[Observations]) -> None:
    """The same for observations without a proof for a person."""
    chains = list(dict.fromkeys(chain for one in seen for chain in one.chains))
    links = [link for one in seen for link in one.links]
    backs = [back for one in seen if one.root == desk.programme.root_key for back in one.taken_back]
    practised = {pair for one in seen for pair in one.practised}
    names = [(name.serial, name.name) for one in seen for name in one.names if not name.given_here]
    if not (chains or links or backs or names):
        return
    try:
        with desk.store.transaction():
            for key, session in practised:
                desk.store.facts.put(f"{_PRACTISED}{key.hex()}/{session}", b"")
            _keep_chains(desk, chains)
            desk.store.known.keep_manifests([SeenManifest(*msgspec.structs.astuple(link)) for link in links])
            _keep_names(desk, names)
            for back in backs:
                desk.store.known.revoke_serial(SerialBack(*back))
    except KnownError:
        return


def practised_sessions(desk: Desk) -> frozenset[tuple[bytes, str]]:
    """The sessions seen as practice, with the public key that says so: a stranger's practice session with the same name
    says nothing of a class."""
    names = (name.split("/") for name in desk.store.facts.all_of(_PRACTISED))
    return frozenset((bytes.fromhex(key), session) for key, session in names)


def serial_names_of(desk: Desk) -> SerialNames:
    """With which names serials were seen on this desk, and which certificates it gave."""
    secret = hmac.digest(desk.vault.store_key, _SECRET, hashlib.sha256)
    keys = (desk.vault.signing_key.public, *(one.key for one in desk.earlier))
    return SerialNames(
        secret=secret,
        before=_stored_names(desk),
        issued=desk.store.outgoing.signatures(),
        own=frozenset(key_id(key) for key in keys),
    )


def _stored_names(desk: Desk) -> tuple[tuple[bytes, bytes], ...]:
    kept = desk.store.facts.get(_NAMES) or b""
    pairs = (kept[start : start + PAIR_BYTES] for start in range(0, len(kept), PAIR_BYTES))
    return tuple((pair[:SERIAL_BYTES], pair[SERIAL_BYTES:]) for pair in pairs)


def _keep_names(desk: Desk, names: Iterable[tuple[bytes, bytes]]) -> None:
    before = _stored_names(desk)
    after = tuple(dict.fromkeys([*before, *names]))[-MOST_NAMES:]
    if after != before:
        desk.store.facts.put(_NAMES, b"".join(map(b"".join, after)))


def _keep_chains(desk: Desk, chains: Iterable[tuple[Grant, ...]]) -> None:
    """Stores, for each pair of device and issuer, the chain that is valid longest. Anybody can grant any key for
    practice, and every coordinator any key within the own block: that must not replace what others have granted."""
    for chain in chains:
        before = desk.store.known.chain(_name(chain))
        if before is None or decode_grants(before)[-1].terms.last_day < chain[-1].terms.last_day:
            desk.store.known.keep_chain(_name(chain), encode_grants(chain))


def _name(chain: Sequence[Grant]) -> bytes:
    """The key ids of the device and of its issuer."""
    return key_id(chain[-1].terms.subject) + key_id(chain[0].terms.subject)
