"""Keys and serials that were taken back: what is older than the revocation stays good, and no date helps a thief."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import REVOKED_LATER
from bsuh_desktop.exchange.package import Link
from bsuh_desktop.trust.demonstration import ROOT as PUBLIC_ROOT
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import KeyList, Revocation
from bsuh_desktop.trust.signing import key_id
from tests.helpers.attacks.cases import Case, Given, Make, check, given, parametrized, proof_of
from tests.helpers.attacks.world import World, coordinator_terms
from tests.helpers.attendance import journal
from tests.helpers.demonstration_files import COORDINATOR as PUBLIC_COORDINATOR
from tests.helpers.keys import DAY

pytestmark = pytest.mark.sampled

REVOKED, GOOD = Verdict.REVOKED, Verdict.GOOD
Lists = Callable[[World], tuple[KeyList, ...]]


def device_revoked(world: World, last: bytes = b"", counter: int = 0) -> Revocation:
    return Revocation(world.device.key.public, DAY, last, counter)


def fallen(world: World, *kept: bytes) -> Revocation:
    return Revocation(world.home.key.public, DAY, kept=kept)


class Row:
    """Four files of the device in their row, and what a thief with the device's own key makes beside them."""

    def __init__(self, world: World) -> None:
        self.files = world.row_of_files(4)
        second = self.files[1][1]
        early = DAY - datetime.timedelta(days=100)
        self.forged = {
            "the next after the last trusted": world.nth_file(3, second.sha256, early),
            "a rival of the second": world.nth_file(2, self.files[0][1].sha256, early),
            "a rival of the first": world.nth_file(1, b"", early),
            "one that names a later one": world.nth_file(1, self.files[3][1].sha256, early),
            "one in a place far behind": world.nth_file(99, second.sha256, early),
            "one that begins anew": world.nth_file(2, b"", early),
            "one whose predecessor nobody has": world.nth_file(2, bytes(range(32)), early),
        }

    @property
    def links(self) -> dict[bytes, Link]:
        """All four, as a desk that saw them knows them."""
        return {link.sha256: link for _, link in self.files}

    @property
    def trusted(self) -> bytes:
        """The second: the last that is trusted."""
        return self.files[1][1].sha256


@pytest.fixture(scope="module")
def row(world: World) -> Row:
    """The row of this module's device."""
    return Row(world)


def proved(world: World, row: Row, data: bytes, folder: Path, *lists: KeyList, links: bool = True) -> Verdict:
    known = world.known(*lists, links=row.links if links else {})
    return proof_of(world, given(data, known=known), folder).verdict


@pytest.mark.parametrize("by", ["root", "office"])
def test_files_up_to_the_last_trusted_stay_good(world: World, row: Row, tmp_path: Path, by: str) -> None:
    listed = {"root": world.root_list, "office": world.office_list}[by](device_revoked(world, row.trusted, 2))
    for place, wanted in enumerate((GOOD, GOOD, REVOKED, REVOKED)):
        proof = proof_of(world, given(row.files[place][0], known=world.known(listed, links=row.links)), tmp_path)
        assert proof.verdict is wanted
        assert (REVOKED_LATER in proof.doubts) is (wanted is GOOD)


@pytest.mark.parametrize("place", range(4))
def test_where_nothing_is_trusted_no_file_is(world: World, row: Row, tmp_path: Path, place: int) -> None:
    assert proved(world, row, row.files[place][0], tmp_path) is GOOD
    assert proved(world, row, row.files[place][0], tmp_path, world.office_list(device_revoked(world))) is REVOKED


@pytest.mark.parametrize("name", list(Row(World()).forged))
def test_a_thief_dates_back_in_vain(world: World, row: Row, tmp_path: Path, name: str) -> None:
    forged = row.forged[name][0]
    listed = world.office_list(device_revoked(world, row.trusted, 2))
    assert proved(world, row, row.files[1][0], tmp_path, listed) is GOOD
    # Before the revocation it is the device's own signature, and good: the attack is real.
    assert proved(world, row, forged, tmp_path) is GOOD
    assert proved(world, row, forged, tmp_path, listed) is REVOKED
    # Nor does it help that the forged file itself was seen before.
    link = row.forged[name][1]
    known = world.known(listed, links={**row.links, link.sha256: link})
    assert proof_of(world, given(forged, known=known), tmp_path).verdict is REVOKED
    assert proof_of(world, given(row.files[0][0], known=known), tmp_path).verdict is GOOD


def test_a_row_that_is_not_known_proves_nothing(world: World, row: Row, tmp_path: Path) -> None:
    listed = world.office_list(device_revoked(world, row.trusted, 2))
    assert proved(world, row, row.files[1][0], tmp_path, listed, links=False) is GOOD
    assert proved(world, row, row.files[0][0], tmp_path, listed, links=False) is REVOKED
    # The files between, brought along, show the way.
    known = world.known(listed)
    assert proof_of(world, given(row.files[0][0], row.files[1][0], known=known), tmp_path).verdict is GOOD


def test_practice_and_waiting_files_of_a_revoked_key(world: World, tmp_path: Path) -> None:
    listed = world.root_list(device_revoked(world))
    practice = replace(world.facts(practice=True), journal=journal(practice=True))
    waiting = world.facts(rows=())
    for facts, grants, honest in ((practice, world.device.chain, Verdict.PRACTICE), (waiting, (), Verdict.WAITING)):
        data = world.file(facts, grants=grants)
        assert proof_of(world, given(data), tmp_path).verdict is honest
        assert proof_of(world, given(data, known=world.known(listed)), tmp_path).verdict is REVOKED


def test_a_waiting_file_of_a_key_whose_coordinator_fell(world: World, tmp_path: Path) -> None:
    data = world.file(world.facts(rows=()), grants=())
    chains = {key_id(world.device.key.public): world.device.chain}
    for lists, wanted in (((), GOOD), ((world.root_list(fallen(world)),), REVOKED)):
        known = world.known(*lists, chains=chains)
        assert proof_of(world, given(data, known=known), tmp_path).verdict is wanted


def test_a_forged_chain_beside_a_waiting_file_changes_nothing(world: World, tmp_path: Path) -> None:
    data = world.file(world.facts(rows=()), grants=())
    forged = issue(world.foreign, coordinator_terms(world.home.key.public, world.home.low, 1))
    chains = {key_id(world.device.key.public): (forged, world.device.chain[1])}
    known = world.known(chains=chains)
    assert proof_of(world, given(data, known=known), tmp_path).verdict is Verdict.WAITING


def file_known(lists: Lists) -> Make:
    return lambda world: given(world.file(), known=world.known(*lists(world)))


def codes_known(lists: Lists, counter: int = 3) -> Make:
    return lambda world: given(world.codes(world.credential(counter)), known=world.known(*lists(world)))


def serials(world: World, *counters: int) -> tuple[str, ...]:
    return tuple(make_serial(world.device.number, counter) for counter in counters)


def by_demonstration(world: World, **changed: object) -> KeyList:
    """A list that anybody can sign, for the demonstration's keys are public."""
    above = issue(PUBLIC_ROOT, coordinator_terms(PUBLIC_COORDINATOR.public, 0, 1, serial_high=32**4 - 1))
    usual = world.root_list(programme="demonstration", issuer=PUBLIC_COORDINATOR.public, above=above.encode())
    return replace(usual, **changed)


BINDING: dict[str, tuple[Lists, Lists]] = {
    "the coordinator revoked": (
        lambda w: (w.root_list(),),
        lambda w: (w.root_list(fallen(w)),),
    ),
    "the coordinator revoked, another grant kept": (
        lambda w: (w.root_list(fallen(w, w.device.chain[1].name())),),
        lambda w: (w.root_list(fallen(w, w.other.chain[1].name())),),
    ),
    "the coordinator revoked and the device, too": (
        lambda w: (w.root_list(fallen(w, w.device.chain[1].name())),),
        lambda w: (w.root_list(fallen(w, w.device.chain[1].name()), device_revoked(w)),),
    ),
    "the device revoked by its office": (
        lambda w: (w.office_list(Revocation(w.other.key.public, DAY)),),
        lambda w: (w.office_list(device_revoked(w)),),
    ),
    "the device revoked by an office that fell later": (
        lambda w: (w.root_list(fallen(w, w.device.chain[1].name())), w.office_list()),
        lambda w: (w.root_list(fallen(w, w.device.chain[1].name())), w.office_list(device_revoked(w))),
    ),
    "the device revoked by a list that is stale by now": (
        lambda w: (w.office_list(issued=DAY.replace(month=1), expires=DAY.replace(month=2)),),
        lambda w: (w.office_list(device_revoked(w), issued=DAY.replace(month=1), expires=DAY.replace(month=2)),),
    ),
    "the device revoked by its own office, not by the other": (
        lambda w: (w.office_list(device_revoked(w), office=w.away),),
        lambda w: (w.office_list(device_revoked(w), office=w.home),),
    ),
    "the coordinator revoked by the root, not by its peer": (
        lambda w: (w.office_list(fallen(w), office=w.away),),
        lambda w: (w.root_list(fallen(w)),),
    ),
    "the coordinator revoked by the root, not by the demonstration's": (
        lambda w: (by_demonstration(w, revoked=(fallen(w), device_revoked(w)), serials=serials(w, 1, 2, 3)),),
        lambda w: (w.root_list(fallen(w)),),
    ),
}


@parametrized(
    Case(f"{kind}: {name}", REVOKED, make(twin), make(attack))
    for name, (twin, attack) in BINDING.items()
    for kind, make in (("file", file_known), ("certificate", codes_known))
)
def test_whom_a_list_binds(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def after(world: World, last: int) -> tuple[KeyList, ...]:
    return (world.office_list(device_revoked(world, bytes(32), last)),)


CERTIFICATES: dict[str, tuple[Make, Make]] = {
    "a serial above the last trusted": (codes_known(lambda w: after(w, 3), 3), codes_known(lambda w: after(w, 3), 4)),
    "the last serial of all": (codes_known(lambda w: after(w, 3), 1), codes_known(lambda w: after(w, 3), 32**5 - 1)),
    "a serial where none is trusted": (codes_known(lambda w: ()), codes_known(lambda w: after(w, 0), 1)),
    "serial nought where none is trusted": (codes_known(lambda w: ()), codes_known(lambda w: after(w, 0), 0)),
    "serial nought below the last trusted": (codes_known(lambda w: after(w, 3)), codes_known(lambda w: after(w, 3), 0)),
    "a serial taken back by the root": (
        codes_known(lambda w: (w.root_list(serials=serials(w, 4)),)),
        codes_known(lambda w: (w.root_list(serials=serials(w, 3)),)),
    ),
    "a serial taken back by its office": (
        codes_known(lambda w: (w.office_list(serials=serials(w, 2, 4)),)),
        codes_known(lambda w: (w.office_list(serials=serials(w, 2, 3, 4)),)),
    ),
    "a serial taken back by its own office, not by the other": (
        codes_known(lambda w: (w.office_list(office=w.away, serials=serials(w, 3)),)),
        codes_known(lambda w: (w.office_list(office=w.home, serials=serials(w, 3)),)),
    ),
    "a serial that this desk saw taken back": (
        lambda w: given(w.codes(w.credential(3)), known=w.known(taken_back=frozenset(serials(w, 2)))),
        lambda w: given(w.codes(w.credential(3)), known=w.known(taken_back=frozenset(serials(w, 3)))),
    ),
}


@parametrized(Case(f"certificate: {name}", REVOKED, twin, attack) for name, (twin, attack) in CERTIFICATES.items())
def test_certificates_that_were_taken_back(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def test_a_certificate_from_before_the_revocation_is_good_and_in_doubt(world: World, tmp_path: Path) -> None:
    proof = proof_of(world, codes_known(lambda w: after(w, 3), 3)(world), tmp_path)
    assert (proof.verdict, proof.doubts) == (GOOD, (REVOKED_LATER,))


def _typed(world: World, counter: int, *lists: KeyList) -> Given:
    return given(serials(world, counter)[0], known=world.known(*lists))


def test_a_serial_alone(world: World, tmp_path: Path) -> None:
    listed = world.root_list(serials=serials(world, 3))
    own = world.known(issued_here=frozenset(serials(world, 2)))
    assert proof_of(world, _typed(world, 3, listed), tmp_path).verdict is REVOKED
    assert proof_of(world, _typed(world, 2, listed), tmp_path).verdict is Verdict.UNKNOWN_SIGNER
    assert proof_of(world, given(serials(world, 2)[0], known=own), tmp_path).verdict is Verdict.AS_WRITTEN_HERE
    seen = world.known(taken_back=frozenset(serials(world, 2)), issued_here=frozenset(serials(world, 2)))
    assert proof_of(world, given(serials(world, 2)[0], known=seen), tmp_path).verdict is REVOKED
    wrong = serials(world, 2)[0]
    wrong = wrong[:-1] + ("0" if wrong[-1] != "0" else "1")
    assert proof_of(world, given(wrong, known=own), tmp_path).verdict is Verdict.UNREADABLE
