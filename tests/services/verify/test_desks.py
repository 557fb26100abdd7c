"""What a real desk knows and remembers: what it wrote and gave, and what passed through its hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import receipt_code
from bsuh_desktop.qt.stage.picture_sandbox import unpainted
from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.hand_over import hand_over, hand_over_view
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.verify.known import known_to, known_to_everybody, known_with, remember, with_chains
from bsuh_desktop.services.verify.packs import sign_pack_folder
from bsuh_desktop.services.verify.proof import KnownKeys, Observations, Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.signing import key_id
from tests.helpers import programme_desks
from tests.helpers.attacks.world import World, code
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import a_class, practice_desk
from tests.helpers.keys import DAY, chain_for, coordinator_terms, key
from tests.helpers.packs import good_files, write_folder
from tests.helpers.programmes import joined_desk


class Held(NamedTuple):
    """A granted desk that keeps the root key, too; one class of it was certified and handed over."""

    desk: Desk
    session: str
    file: hand_over_view.Written
    serials: tuple[str, ...]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("held")
    desk = joined_desk(folder)
    desk.take_grants(chain_for(desk.vault.signing_key.public))
    desk.take_root(key("root"))
    conduct = a_class(desk)
    conduct.finish()
    serials = certify.certify(desk, [conduct.session]).serials
    (file,) = hand_over.hand_over(desk, [conduct.session], folder)
    yield Held(desk, conduct.session, file, serials)
    desk.close()


def proof_of(given: str | Path, known: KnownKeys) -> Proof:
    (proof,) = verify([str(given)], known)
    return proof


def test_a_desk_knows_what_it_wrote_and_gave(held: Held) -> None:
    known = known_to(held.desk)
    assert proof_of(held.serials[0], known).verdict is Verdict.AS_WRITTEN_HERE
    assert known.chains[held.desk.vault.signing_key.key_id] == held.desk.grants
    sealed = held.desk.store.outgoing.newest_sealed(held.session)
    assert sealed is not None
    dictated = proof_of(receipt_code(sealed.receipt_key, held.file.sha256, "kept"), known)
    assert dictated.verdict is Verdict.GOOD
    assert "3 August 2026" in str(dictated.sentence)
    sealed_for_others = replace(known, identities=known_to_everybody().identities)
    assert proof_of(held.file.path, sealed_for_others).verdict is Verdict.AS_WRITTEN_HERE
    assert known.today is not None
    assert known.today.year == 2026


def test_what_was_seen_once_is_remembered(held: Held, world: World) -> None:
    trusting = world.known()
    first = code(world.credential())
    before = replace(known_to(held.desk), programmes=trusting.programmes)
    assert proof_of(first, before).verdict is Verdict.UNKNOWN_SIGNER
    remember(held.desk, verify([world.codes()], trusting))
    after = replace(known_to(held.desk), programmes=trusting.programmes)
    assert proof_of(first, after).verdict is Verdict.GOOD
    path = held.file.path.with_name("other.bsuh")
    path.write_bytes(world.file())
    proof = proof_of(path, trusting)
    remember(held.desk, [proof, proof])
    assert known_to(held.desk).links[proof.seen.links[0].sha256] == proof.seen.links[0]


def test_a_shorter_grant_does_not_replace_a_longer_one(held: Held, world: World) -> None:
    device = world.other
    short = replace(device.chain[1], terms=replace(device.chain[1].terms, last_day=DAY))
    for chain in (device.chain, (device.chain[0], short)):
        remember(
            held.desk, [Proof("", "certificate", Verdict.GOOD, Message("Yes"), seen=Observations(chains=(chain,)))]
        )
    kept = held.desk.store.known.chains().values()
    assert encode_grants(device.chain) in kept
    assert encode_grants((device.chain[0], short)) not in kept


def test_of_two_grants_the_longer_one_is_the_newest(world: World) -> None:
    device = world.other
    short = (device.chain[0], replace(device.chain[1], terms=replace(device.chain[1].terms, last_day=DAY)))
    for chains in ((short, device.chain), (device.chain, short, device.chain)):
        assert with_chains(world.known(), chains).chains_of(device.key.key_id) == (device.chain, short)


def test_a_store_that_cannot_be_written_changes_no_verdict(held: Held, world: World) -> None:
    codes = world.codes(world.credential(5, device=world.waiting), world.waiting.chain)
    proof = proof_of(codes, world.known())
    held.desk.store.db.conn.execute("PRAGMA query_only = ON")
    try:
        remember(held.desk, [proof])
    finally:
        held.desk.store.db.conn.execute("PRAGMA query_only = OFF")
    assert proof.seen.chains == (world.waiting.chain,)
    assert encode_grants(world.waiting.chain) not in held.desk.store.known.chains().values()


def test_lists_of_the_store_bind(held: Held, world: World) -> None:
    listed = world.office_list(Revocation(world.other.key.public, DAY))
    kept = StoredKeyList(listed.issuer, listed.version, sign_key_list(listed, world.home.key), "2026-08-03")
    held.desk.store.known.keep_key_list(kept)
    known = replace(known_to(held.desk), programmes=world.known().programmes)
    assert known.lists == (listed,)
    revoked = world.codes(world.credential(1, device=world.other), world.other.chain)
    assert proof_of(revoked, known).verdict is Verdict.REVOKED
    # The list names its devices: their first codes are enough.
    assert proof_of(code(world.credential()), known).verdict is Verdict.GOOD


def test_files_that_are_trusted_for_one_call(world: World, tmp_path: Path) -> None:
    everybody = known_to_everybody()
    programme, listed = tmp_path / "programme.json", tmp_path / "list.json"
    programme.write_bytes(world.programme_file)
    listed.write_bytes(sign_key_list(world.office_list(Revocation(world.device.key.public, DAY)), world.home.key))
    assert proof_of(world.codes(), everybody).verdict is not Verdict.GOOD
    assert proof_of(world.codes(), known_with(everybody, [programme])).verdict is Verdict.GOOD
    for files in ([programme, listed], [listed, programme]):
        assert proof_of(world.codes(), known_with(everybody, files)).verdict is Verdict.REVOKED
    older = tmp_path / "older.json"
    older.write_bytes(sign_programme(world.programme(1), world.root))
    assert known_with(world.known(), [older]).programmes == world.known().programmes
    refusals = {tmp_path / "none": "file_not_opened", tmp_path: "file_not_opened", listed: "unknown_signer"}
    for path, refused in refusals.items():
        with pytest.raises(KnownError) as caught:
            known_with(everybody, [path])
        assert caught.value.code == refused


def test_at_the_coordinators_desk_a_waiting_file_is_good_once_the_grant_is_given(tmp_path: Path) -> None:
    desks = [practice_desk(tmp_path / name) for name in ("coordinator", "device")]
    coordinator, device = desks
    stick = tmp_path / "stick"
    stick.mkdir()
    programme_desks.coordinator(coordinator)
    set_facilitator(device, "Shirin", "4826")
    join(device, coordinator.programme_file, PARTNER)
    conduct = a_class(device)
    conduct.finish()
    (file,) = hand_over.hand_over(device, [conduct.session], stick)
    assert proof_of(file.path, known_to(coordinator)).verdict is Verdict.WAITING
    programme_desks.ask(device, stick)
    issue(coordinator, look_at_requests(coordinator, [stick]), stick)
    given = proof_of(file.path, known_to(coordinator))
    assert (given.verdict, given.unknown) == (Verdict.GOOD, ())
    # Renewed, the coordinator has another grant; what was given under the old one is known by the files that bear it.
    answer = accept(device, next(stick.glob("grant-*.bsuh-grant")))
    remember(
        coordinator, [Proof("", "attendance", Verdict.GOOD, Message("Yes"), seen=Observations(chains=(device.grants,)))]
    )
    terms = coordinator_terms(coordinator.vault.signing_key.public, 0, 4095)
    coordinator.take_office(sign_grant(key("root"), replace(terms, first_day=DAY)))
    assert (answer.waiting, proof_of(file.path, known_to(coordinator)).verdict) == (1, Verdict.GOOD)
    for desk in desks:
        desk.close()


def test_a_pack_is_signed_by_the_root_key_and_proved(held: Held, tmp_path: Path) -> None:
    pack = write_folder(tmp_path / "little-lesson", good_files())
    known = known_to(held.desk)
    assert proof_of(pack, known).verdict is Verdict.UNKNOWN_SIGNER
    signed = sign_pack_folder(held.desk, pack, unpainted)
    proof = proof_of(pack, known)
    assert (proof.kind, proof.verdict, proof.signer) == ("pack", Verdict.GOOD, key("root").key_id.hex())
    assert proof_of(pack, known_to_everybody()).verdict is Verdict.UNKNOWN_SIGNER
    signed_again = signed.read_bytes()
    sign_pack_folder(held.desk, pack, unpainted)
    assert signed.read_bytes() == signed_again

    (pack / "more.txt").write_bytes(b"")
    more = proof_of(pack, known)
    assert (more.verdict, "more.txt" in str(more.sentence)) == (Verdict.ALTERED, True)
    (pack / "more.txt").unlink()
    (pack / "quiz.toml").write_text((pack / "quiz.toml").read_text("utf-8") + "\n", "utf-8")
    changed = proof_of(pack, known)
    assert (changed.verdict, "quiz.toml" in str(changed.sentence)) == (Verdict.ALTERED, True)


def test_an_earlier_key_that_never_had_a_grant_speaks_for_nothing(tmp_path: Path) -> None:
    """A laptop that waited when its data came back from a backup."""
    desk = joined_desk(tmp_path)
    old = desk.vault.signing_key.public
    desk.take_new_key(desk.vault.with_new_key(desk.folder), old)
    assert not desk.earlier[0].grants
    assert key_id(old) not in known_to(desk).chains
    desk.close()
