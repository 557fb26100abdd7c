"""What a verifier knows: everybody the demonstration; a laptop also what it has written, accepted and seen.

What was seen while verifying is stored, so that the next certificate of the same device needs only one code. A
verified file that is newer than what this desk has is accepted when a person says so."""

from __future__ import annotations

import datetime
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.package import Link
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox, read_sandboxed
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import Accepted
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.services.programme.programme_view import ProgrammeView
from bsuh_desktop.services.verify.proof import PAIR_BYTES, SERIAL_BYTES, KnownKeys, Observations, Proof, SerialNames
from bsuh_desktop.store.known_keys import SeenManifest, SerialBack
from bsuh_desktop.trust.demonstration import demonstration_identities, demonstration_programme
from bsuh_desktop.trust.grant_request import ANSWER_START, LARGEST_ANSWER, GrantAnswer
from bsuh_desktop.trust.grants import Grant, GrantKind, decode_grants, encode_grants
from bsuh_desktop.trust.key_list import (
    KEY_LIST_START,
    LARGEST_KEY_LIST,
    KeyList,
    check_follows,
    check_issuer,
    is_dismissed,
    read_key_list,
)
from bsuh_desktop.trust.programme import LARGEST_FILE, PROGRAMME_START, Programme
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


Chain = tuple[Grant, ...]


def known_to_everybody(clock: Clock | None = None) -> KnownKeys:
    """The built-in demonstration programme and its public keys; `clock` says which lists are old."""
    resources = paths.resources()
    programme = demonstration_programme(resources)
    today = None if clock is None else day_of(clock.now().wall_ms, programme.offset_minutes)
    return KnownKeys(programmes=(programme,), identities=demonstration_identities(resources), today=today)


def known_to(desk: Desk) -> KnownKeys:
    """What this laptop knows, too: its programme, its keys, what it wrote and issued, the newest key lists, and what it
    has seen. Call it on the desk's own thread; the result may be used on any."""
    everybody, store = known_to_everybody(), desk.store
    programmes = {programme.root_key: programme for programme in (*everybody.programmes, desk.programme)}
    lists = tuple(read_key_list(kept.file) for kept in store.known.key_lists())
    newest, older = _by_device(_chains_of_desk(desk, lists))
    receipts = store.outgoing.receipt_keys()
    return KnownKeys(
        programmes=tuple(programmes.values()),
        identities=desk.identities,
        written_here=store.outgoing.hashes(),
        lists=lists,
        chains=newest,
        older_chains=older,
        links={
            one.sha256: Link(one.sha256, one.key, one.nth, one.prev, one.session, one.last_counter)
            for one in store.known.manifests()
        },
        taken_back=frozenset(one.serial for one in store.known.serials_back()),
        receipt_keys={one.sha256: one.receipt_key for one in receipts},
        sealed_for={one.sha256: one.partner for one in receipts if one.partner},
        class_days={one.sha256: datetime.date.fromisoformat(one.file_name[:10]) for one in receipts},
        issued_here=store.outgoing.serials(),
        continues=_continues(desk),
        practised=practised_sessions(desk),
        serial_names=serial_names_of(desk),
        today=desk.today(),
    )


def _continues(desk: Desk) -> dict[bytes, bytes]:
    """Which key succeeds which, as granted by this desk, and for its own keys."""
    given = {one.key: one.continues for one in desk.store.office.every(GrantKind.DEVICE) if one.continues}
    own = (*(one.key for one in desk.earlier), desk.vault.signing_key.public)
    return given | dict(zip(own[1:], own, strict=False))


def known_with(known: KnownKeys, files: Sequence[Path]) -> KnownKeys:
    """`known` with the programme files and key lists in `files`, which the person trusts for this call. If a newer one
    is known, that stays.

    Raises KnownError `file_not_opened`, and for the content `unreadable`, `altered`, `unknown_signer` or `expired`.
    """
    contents = [read_file(path, max(LARGEST_FILE, LARGEST_KEY_LIST)) for path in files]
    with SignedDocumentSandbox() as sandbox:
        for data in contents:
            if not data.startswith(KEY_LIST_START):
                known = with_programme(known, sandbox.read(data, Programme))
        lists = root_first(sandbox.read(data, KeyList) for data in contents if data.startswith(KEY_LIST_START))
    for key_list in lists:
        known = with_list(known, key_list)
    return known


def programme_in(path: Path) -> Programme:
    """The programme in the file at `path`, whose root key a person has yet to compare.

    Raises KnownError: file_not_opened, unreadable, altered.
    """
    return read_sandboxed(read_file(path, LARGEST_FILE), Programme)


def root_first(lists: Iterable[KeyList]) -> list[KeyList]:
    """Sorts key lists that came together: the root key's list is applied before a coordinator's, whose newest list may
    be a thief's."""
    return sorted(lists, key=lambda one: bool(one.above))


def with_programme(known: KnownKeys, programme: Programme) -> KnownKeys:
    """`known` with a trusted programme; for each root key the newest is kept."""
    same = [one for one in known.programmes if one.root_key == programme.root_key]
    if any(one.version >= programme.version for one in same):
        return known
    return replace(known, programmes=(*(one for one in known.programmes if one not in same), programme))


def with_list(known: KnownKeys, key_list: KeyList) -> KnownKeys:
    """`known` with a key list, if its issuer is entitled under a known programme and no newer one is known.

    Raises KnownError `unknown_signer`, `expired`, `revoked` or `altered`.
    """
    programme = programme_of(known, key_list)
    before = next((one for one in known.lists if one.issuer == key_list.issuer), None)
    try:
        check_follows(key_list, before)
    except KnownError as refused:
        if refused.code != Verdict.OLDER_THAN_KNOWN:
            raise
        return known
    if key_list == before:
        return known
    if is_dismissed(key_list.issuer, programme.root_key, known.lists):
        raise KnownError(
            Verdict.REVOKED,
            Message("The key that signed this key list was revoked."),
            Message("Ask the office for the newest one."),
        )
    lists = (*(one for one in known.lists if one is not before), key_list)
    coordinators = {chain[0] for chain in known.chains.values()}
    return with_chains(replace(known, lists=lists), chains_in(key_list, coordinators))


def with_chains(known: KnownKeys, chains: Iterable[Chain]) -> KnownKeys:
    """`known` with more chains of devices. They are verified when they are used."""
    before = [*known.chains.values(), *(one for more in known.older_chains.values() for one in more)]
    newest, older = _by_device([*before, *chains])
    return replace(known, chains=newest, older_chains=older)


def programme_of(known: KnownKeys, key_list: KeyList) -> Programme:
    """The known programme under which a key list's issuer may list keys. Raises KnownError as `check_issuer` does."""
    refusals = []
    for programme in known.programmes:
        try:
            if programme.id == key_list.programme:
                check_issuer(key_list, programme.root_key)
                return programme
        except KnownError as refused:
            refusals.append(refused)
    raise (
        refusals[-1]
        if refusals
        else KnownError(
            Verdict.UNKNOWN_SIGNER,
            Message("This key list is from a programme that is unknown here."),
            Message("Load the programme file first."),
        )
    )


def chains_in(key_list: KeyList, coordinators: Iterable[Grant] = ()) -> list[Chain]:
    """The devices' chains in a coordinator's list; none in the root key's. A device that was granted before its
    coordinator's renewal has an older grant above it, which is looked up among `coordinators`."""
    above = decode_grants(key_list.above) if key_list.above else ()
    return _joined([*coordinators, *above], key_list.given())


def _joined(coordinators: Iterable[Grant], devices: Iterable[Grant]) -> list[Chain]:
    """Each device's grant below the one that it names; devices whose coordinator's grant is missing are left out."""
    above = {grant.name(): grant for grant in coordinators if grant.terms.kind is GrantKind.COORDINATOR}
    below = (grant for grant in devices if grant.terms.kind is GrantKind.DEVICE)
    return [(above[grant.parent], grant) for grant in below if grant.parent in above]


def _chains_of_desk(desk: Desk, lists: Sequence[KeyList]) -> list[Chain]:
    """Every chain that this desk has: of its own and its earlier keys, those it issued, and those in key lists or
    seen."""
    seen = [decode_grants(grants) for grants in desk.store.known.chains().values()]
    earlier = [decode_grants(one.grants) for one in desk.earlier if one.grants]
    grants = [grant for chain in (*seen, *earlier, desk.grants) for grant in chain]
    grants += [desk.coordinator_grant] if desk.coordinator_grant is not None else []
    for kind in GrantKind:
        grants += [grant for one in desk.store.office.all(kind) for grant in decode_grants(one.grant_bytes)]
    for one in lists:
        grants += [*one.given(), *(decode_grants(one.above) if one.above else ())]
    return _joined(grants, grants)


def _by_device(chains: Iterable[Chain]) -> tuple[Mapping[bytes, Chain], Mapping[bytes, tuple[Chain, ...]]]:
    """For each device the chain that is valid longest, and its other chains."""
    sorted_out: dict[bytes, list[Chain]] = {}
    for chain in dict.fromkeys(chains):
        sorted_out.setdefault(key_id(chain[-1].terms.subject), []).append(chain)
    for of_one in sorted_out.values():
        of_one.sort(key=lambda chain: chain[-1].terms.last_day, reverse=True)
    newest = {name: of_one[0] for name, of_one in sorted_out.items()}
    return newest, {name: tuple(of_one[1:]) for name, of_one in sorted_out.items() if len(of_one) > 1}


def is_news(desk: Desk, path: Path) -> bool:
    """True for a key list or a programme file that is newer than the known one, and for an answer to this desk whose
    grant is not in use yet. False for a file that cannot be read, and on a desk that only practises: it accepts
    nothing."""
    if desk.practising:
        return False
    try:
        data = read_file(path, LARGEST_ANSWER)
        if data.startswith(KEY_LIST_START):
            listed = read_sandboxed(data, KeyList)
            known = newest_of(desk, listed.issuer)
            return listed.programme == desk.programme.id and (known is None or known.version < listed.version)
        if data.startswith(ANSWER_START):
            return _is_new_grant(desk, read_sandboxed(data, GrantAnswer).chain())
        if data.startswith(PROGRAMME_START):
            programme = read_sandboxed(data, Programme)
            ours = programme.root_key == desk.programme.root_key
            return ours and programme.version > desk.programme.version
    except KnownError:
        return False
    return False


def _is_new_grant(desk: Desk, chain: tuple[Grant, ...]) -> bool:
    own = chain[-1].terms.subject == desk.vault.signing_key.public
    return own and chain != desk.grants and chain != ((desk.coordinator_grant,) if desk.coordinator_grant else ())


def take_in(desk: Desk, path: Path) -> Accepted | ProgrammeView:
    """Accepts the file at `path`, which is verified again. Raises KnownError as `grants.accept.accept` and `join_file`
    do."""
    if read_file(path, len(PROGRAMME_START)).startswith(PROGRAMME_START):
        return join_file(desk, path, None)
    return accept(desk, path)
