"""What a desk remembers of files that it merely verified: a stranger's file must not turn it against honest people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import DEVICE_LENGTH, decode, encode, make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import TakenBack
from bsuh_desktop.paths import resources
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.programme.key_lists import renew_lists
from bsuh_desktop.services.verify.known import known_to, known_with, remember
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.store.known_keys import SeenManifest
from bsuh_desktop.trust.demonstration import issue_demonstration_device_grant
from bsuh_desktop.trust.grant_request import write_answer
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks.world import Chain, Device, World, code, coordinator_terms, dated, device_terms
from tests.helpers.desks import practice_desk
from tests.helpers.grants import TODAY, answer_in, given, list_taken, refused, sign_list, write_asking
from tests.helpers.keys import DAY, key
from tests.helpers.office_files import coordinators_list
from tests.helpers.programme_desks import coordinator

pytestmark = pytest.mark.sampled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A coordinator of the trial programme with the numbers 0 to 4095, who keeps its root key, too."""
    opened = practice_desk(tmp_path_factory.mktemp("memory"))
    coordinator(opened)
    opened.take_root(key("root"))
    yield opened
    opened.close()


def seen(desk: Desk, folder: Path, *files: bytes, known: KnownKeys | None = None) -> list[Proof]:
    """The desk verifies `files`, one after the other, and remembers what it saw."""
    proofs: list[Proof] = []
    for number, data in enumerate(files):
        path = folder / f"seen{number}{'.json' if data.startswith(b'{') else '.bsuh'}"
        path.write_bytes(data)
        proofs += verify([str(path)], known or known_to(desk))
        remember(desk, proofs[-1:])
    return proofs


def of_trial(name: str, number: int, by: str = "a coordinator elsewhere", low: int = 8192) -> Device:
    """A device that another coordinator of the trial programme granted."""
    above = issue(key("root"), coordinator_terms(key(by).public, low, 3))
    return Device(key(name), number, (above, issue(key(by), device_terms(key(name).public, number, 3), above)))


def in_demonstration(device: bytes, number: int) -> Chain:
    """What anybody can give anybody: a grant by the demonstration's public keys."""
    return issue_demonstration_device_grant(resources(), device, number)


def verdict_of_first_code(desk: Desk, world: World, device: Device) -> Verdict:
    (proof,) = verify([code(world.credential(1, device=device))], known_to(desk))
    return proof.verdict


def test_a_file_that_was_trusted_for_one_call_takes_no_serial_back(world: World, desk: Desk, tmp_path: Path) -> None:
    """Everybody has a programme in which everybody has every number: what its files take back is its own affair."""
    above = issue(world.root, coordinator_terms(world.home.key.public, 0, 1))
    number = 7
    chain = (above, issue(world.home.key, device_terms(world.device.key.public, number, 1), above))
    back = (TakenBack(make_serial(number, 1), make_serial(number, 2), DAY),)
    facts = world.facts(Device(world.device.key, number, chain), details=dated(DAY, taken_back=back))
    (programme := tmp_path / "programme.json").write_bytes(world.programme_file)
    known = known_with(known_to(desk), [programme])
    to_us = (desk.vault.age_recipient,)
    (proof,) = seen(desk, tmp_path, world.file(facts, grants=chain, recipients=to_us), known=known)
    assert proof.verdict is Verdict.GOOD
    assert desk.store.known.serials_back() == []
    sign_list(desk, TODAY)
    own = newest_of(desk, desk.vault.signing_key.public)
    assert own is None or own.serials == ()


def test_a_grant_for_practice_takes_no_real_one_s_place(world: World, desk: Desk, tmp_path: Path) -> None:
    honest = of_trial("honest in practice", 8200)
    assert seen(desk, tmp_path, write_answer(honest.chain))[0].verdict is Verdict.GOOD
    assert verdict_of_first_code(desk, world, honest) is Verdict.GOOD
    forged = in_demonstration(honest.key.public, honest.number)
    forged_long = forged[1].terms.last_day > honest.chain[1].terms.last_day
    assert forged_long, "else it would not be kept anyway"
    assert seen(desk, tmp_path, write_answer(forged))[0].verdict is Verdict.PRACTICE
    assert verdict_of_first_code(desk, world, honest) is Verdict.GOOD


def test_another_coordinator_s_grant_takes_no_place_of_it(world: World, desk: Desk, tmp_path: Path) -> None:
    honest = of_trial("honest in two blocks", 8201)
    short = replace(honest.chain[1].terms, last_day=DAY)
    honest = replace_chain(honest, (honest.chain[0], issue(key("a coordinator elsewhere"), short, honest.chain[0])))
    rival = of_trial("honest in two blocks", 12289, by="a rival", low=12288)
    seen(desk, tmp_path, write_answer(honest.chain), write_answer(rival.chain))
    assert verdict_of_first_code(desk, world, honest) is Verdict.GOOD
    assert verdict_of_first_code(desk, world, rival) is Verdict.GOOD


def replace_chain(device: Device, chain: Chain) -> Device:
    return device._replace(chain=chain)


def test_a_number_names_no_stranger_s_key(desk: Desk, tmp_path: Path) -> None:
    """Whoever revokes by a device number must hit the device of this programme, and nobody else."""
    stolen, victim = of_trial("stolen", 8210), of_trial("victim", 8211)
    typed = encode(stolen.number, DEVICE_LENGTH)
    seen(desk, tmp_path, write_answer(in_demonstration(victim.key.public, stolen.number)))
    with refused("unknown_key"):
        revoke(desk, typed, tmp_path / "lists")
    rival = coordinators_list(
        issuer=key("a rival").public,
        above=issue(key("root"), coordinator_terms(key("a rival").public, 12288, 3)).encode(),
        grants=forged_grants(victim.key, stolen.number),
    )
    list_taken(desk, sign_key_list(rival, key("a rival")))
    with refused("unknown_key"):
        revoke(desk, typed, tmp_path / "lists")
    seen(desk, tmp_path, write_answer(stolen.chain))
    assert revoke(desk, typed, tmp_path / "lists").key == stolen.key.key_id.hex()


def forged_grants(victim: SigningKey, number: int) -> tuple[bytes, ...]:
    """Grants of a rival for a number that is not the rival's, and one that nobody signed."""
    above = issue(key("root"), coordinator_terms(key("a rival").public, 12288, 3))
    outside = issue(key("a rival"), device_terms(victim.public, number, 3), above)
    return outside.encode(), replace(outside, signature=bytes(64)).encode()


def test_a_rival_s_list_stops_no_renewal_of_another_s_device(desk: Desk, tmp_path: Path) -> None:
    """A coordinator can grant any key a number of the own block, and then revoke it: that is nobody else's affair."""
    (grant,) = given(desk, [write_asking(tmp_path, "renewed")], tmp_path / "out")
    above = issue(key("root"), coordinator_terms(key("another rival").public, 16384, 3))
    own = issue(key("another rival"), device_terms(key("renewed").public, 16384, 3), above)
    new = issue(key("another rival"), device_terms(key("gone shopping").public, 16385, 3), above)
    revoked = tuple(Revocation(key(name).public, TODAY) for name in ("renewed", "gone shopping"))
    listed = coordinators_list(
        issuer=key("another rival").public, above=above.encode(), grants=(own.encode(), new.encode()), revoked=revoked
    )
    list_taken(desk, sign_key_list(listed, key("another rival")))
    paths = [write_asking(tmp_path / "again", name) for name in ("renewed", "gone shopping")]
    found = {one.key: one for one in look_at_requests(desk, paths)}
    renewed, other = (found[key(name).public] for name in ("renewed", "gone shopping"))
    assert (renewed.refused_code, renewed.number) == ("", decode(grant.device))
    assert other.refused_code == "revoked", "it was revoked, and was never granted here"


def manifest(name: str, nth: int, prev: str, counter: int, device: str) -> SeenManifest:
    """A manifest of a device's key; "" is before the first."""
    before = hash_of(prev) if prev else b""
    return SeenManifest(hash_of(name), key(device).public, nth, before, f"S{nth}", counter)


def hash_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


HONEST = (("h1", 1, "", 10), ("h2", 2, "h1", 20), ("h3", 3, "h2", 30))
LAST_COUNTER = 32**5 - 1


def revoked_after(desk: Desk, folder: Path, device: str, *row: tuple[str, int, str, int], last: str = "") -> Revocation:
    """Whom the desk granted, and whose files came in the order of `row`, is revoked."""
    (grant,) = given(desk, [write_asking(folder, device)], folder / "out")
    for name, nth, prev, counter in row:
        before = f"{device} {prev}" if prev else ""
        desk.store.known.keep_manifests([manifest(f"{device} {name}", nth, before, counter, device)])
    named = hash_of(f"{device} {last}").hex() if last else None
    revoke(desk, grant.device, folder / f"{device}.json", last_manifest=named)
    own = newest_of(desk, desk.vault.signing_key.public)
    assert own is not None
    found = own.revocation_of(key(device).public)
    assert found is not None
    return found


def test_a_file_beside_the_named_row_raises_no_counter(desk: Desk, tmp_path: Path) -> None:
    """A thief signs a file that claims an early place, with the highest serial that there is."""
    forged = ("forged", 2, "h1", LAST_COUNTER)
    found = revoked_after(desk, tmp_path, "copied", *HONEST, forged, last="h3")
    assert (found.last_manifest, found.last_counter) == (hash_of("copied h3"), 30)


def test_a_file_dated_before_the_row_is_not_its_beginning(desk: Desk, tmp_path: Path) -> None:
    """Of the honest device the second file was the first that came; a thief then brings a first one."""
    forged = ("forged", 1, "", LAST_COUNTER)
    found = revoked_after(desk, tmp_path, "copied early", *HONEST[1:], forged)
    assert (found.last_manifest, found.last_counter) == (hash_of("copied early h3"), 30)
    late = revoked_after(desk, tmp_path, "honest and late", *HONEST[1:], HONEST[0])
    assert (late.last_manifest, late.last_counter) == (hash_of("honest and late h3"), 30)


def test_two_that_claim_one_place_are_left_to_a_person(desk: Desk, tmp_path: Path) -> None:
    forged = ("forged", 3, "h2", LAST_COUNTER)
    found = revoked_after(desk, tmp_path, "in conflict", *HONEST, forged)
    assert (found.last_manifest, found.last_counter) == (hash_of("in conflict h2"), 20)


@pytest.mark.parametrize("written", [str.lower, lambda serial: f"{serial[:5]}-{serial[5:]}"], ids=["small", "printed"])
def test_a_serial_taken_back_in_another_form_breaks_no_list(
    written: Callable[[str], str], world: World, desk: Desk, tmp_path: Path
) -> None:
    """What a device writes into its file stands in its coordinator's next list: for all to read, or for nobody."""
    (grant,) = given(desk, [write_asking(tmp_path, "writes oddly")], tmp_path / "out")
    chain = answer_in(grant.path).chain()
    device = Device(key("writes oddly"), decode(grant.device), chain)
    serial, new = (make_serial(device.number, counter) for counter in (1234567, 1234568))
    to_us = (desk.vault.age_recipient,)
    verdicts = []
    for form in (str, written):
        facts = world.facts(device, details=dated(TODAY, taken_back=(TakenBack(form(serial), new, TODAY),)))
        sender = {"signer": device.key, "grants": chain, "programme": "trial", "recipients": to_us}
        verdicts += [proof.verdict for proof in seen(desk, tmp_path, world.file(facts, **sender))]
    assert verdicts == [Verdict.GOOD, Verdict.ALTERED]
    assert own_serials(desk).count(serial) == 1
    assert known_to(desk).lists


def own_serials(desk: Desk) -> tuple[str, ...]:
    """What the desk's own list as a coordinator takes back."""
    renew_lists(desk, TODAY, desk.folder.parent / "lists")
    own = newest_of(desk, desk.vault.signing_key.public)
    return () if own is None else own.serials
