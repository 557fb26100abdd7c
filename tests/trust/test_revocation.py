"""What key lists say against a signer: each binds what its issuer answers for, and nothing else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.demonstration import ROOT as PUBLIC_ROOT
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import (
    KeyList,
    Revocation,
    SignerRevocations,
    counter_of,
    is_dismissed,
    revocations_of,
    serial_is_revoked,
)
from tests.helpers.demonstration_files import COORDINATOR as PUBLIC_COORDINATOR
from tests.helpers.keys import DAY, DEVICE, chain, coordinator_terms, device_terms, key
from tests.helpers.office_files import coordinators_list, root_list

ROOT = key("root").public
DEVICE_KEY, COORDINATOR_KEY = key("device").public, key("coordinator").public
LATER = Revocation(DEVICE_KEY, DAY, bytes(32), 5)
NEVER = Revocation(DEVICE_KEY, DAY)
FALLEN = Revocation(COORDINATOR_KEY, DAY)


def found(*lists: KeyList) -> SignerRevocations:
    return revocations_of(chain(), ROOT, lists)


def by_another(**changed: object) -> KeyList:
    """A list of another coordinator of the same programme, of numbers 0 to 9."""
    other = issue(key("root"), coordinator_terms(key("other").public, 0, 9))
    return coordinators_list(issuer=key("other").public, above=other.encode(), **changed)


def by_everybody(**changed: object) -> KeyList:
    """A list that anybody can sign: by a coordinator under the demonstration's root key, whose secret is public."""
    terms = replace(coordinator_terms(PUBLIC_COORDINATOR.public), partner=1)
    above = issue(PUBLIC_ROOT, terms)
    return coordinators_list(issuer=PUBLIC_COORDINATOR.public, above=above.encode(), **changed)


def test_nothing_stands_against_a_signer_whom_no_list_names() -> None:
    assert found().nothing
    assert found(root_list(), coordinators_list()).nothing
    assert found(root_list(revoked=(Revocation(key("other").public, DAY),))).nothing
    assert SignerRevocations().trusts_counter(1)


@pytest.mark.parametrize("by", ["root", "coordinator"])
def test_root_and_coordinator_revoke_a_device(by: str) -> None:
    key_list = {"root": root_list, "coordinator": coordinators_list}[by](revoked=(LATER,))
    said = found(key_list)
    assert (said.issuer_revoked, said.own, said.nothing) == (None, (LATER,), False)
    assert [said.trusts_counter(counter) for counter in (-1, 0, 1, 5, 6)] == [False, False, True, True, False]


def test_where_nothing_is_trusted_no_counter_is() -> None:
    said = found(coordinators_list(revoked=(NEVER,)))
    assert not any(said.trusts_counter(counter) for counter in (0, 1, 2**25 - 1))


def test_of_two_revocations_both_must_be_satisfied() -> None:
    said = found(root_list(revoked=(Revocation(DEVICE_KEY, DAY, bytes(32), 3),)), coordinators_list(revoked=(LATER,)))
    assert [said.trusts_counter(counter) for counter in (3, 4)] == [True, False]


def test_nobody_else_revokes_a_device() -> None:
    device_list = coordinators_list(issuer=DEVICE_KEY, above=chain()[1].encode(), revoked=(NEVER,))
    foreign = root_list(issuer=key("foreign root").public, revoked=(NEVER,))
    for other in (by_another(revoked=(NEVER,)), by_everybody(revoked=(NEVER, FALLEN)), device_list, foreign):
        assert found(other).nothing


def test_the_same_coordinator_of_another_programme_does_not_bind_here() -> None:
    elsewhere = issue(key("foreign root"), coordinator_terms(COORDINATOR_KEY))
    assert found(coordinators_list(above=elsewhere.encode(), revoked=(NEVER,))).nothing


def test_a_coordinator_falls_by_the_root_alone_and_all_below_it() -> None:
    assert found(root_list(revoked=(FALLEN,))) == SignerRevocations(issuer_revoked=FALLEN)
    assert not found(root_list(revoked=(FALLEN,))).trusts_counter(1)
    assert found(coordinators_list(revoked=(FALLEN,))).nothing
    assert found(by_another(revoked=(FALLEN,))).nothing


def test_a_kept_grant_stands_below_a_fallen_coordinator() -> None:
    kept = replace(FALLEN, kept=(bytes(8), chain()[1].name()))
    assert found(root_list(revoked=(kept,))).nothing
    assert found(root_list(revoked=(kept, LATER))) == SignerRevocations(own=(LATER,))
    newer = issue(key("coordinator"), device_terms(DEVICE_KEY, DEVICE + 1), chain()[0])
    assert revocations_of((chain()[0], newer), ROOT, [root_list(revoked=(kept,))]).issuer_revoked == kept


def test_a_coordinator_by_itself_is_its_own_signer() -> None:
    alone = chain()[:1]
    assert revocations_of(alone, ROOT, [root_list(revoked=(FALLEN,))]) == SignerRevocations(own=(FALLEN,))
    assert revocations_of(alone, ROOT, [coordinators_list(revoked=(FALLEN, LATER))]).nothing


def test_a_key_that_is_coordinator_and_device_falls_as_both() -> None:
    above, _ = chain()
    teaching = issue(key("coordinator"), device_terms(COORDINATOR_KEY), above)
    said = revocations_of((above, teaching), ROOT, [root_list(revoked=(FALLEN,))])
    assert (said.issuer_revoked, said.own) == (FALLEN, (FALLEN,))
    kept = replace(FALLEN, kept=(teaching.name(),), last_counter=2)
    assert revocations_of((above, teaching), ROOT, [root_list(revoked=(kept,))]) == SignerRevocations(own=(kept,))
    assert revocations_of((above, teaching), ROOT, [coordinators_list(revoked=(FALLEN,))]) == SignerRevocations(
        own=(FALLEN,)
    )


def test_a_serial_is_taken_back_by_who_answers_for_it() -> None:
    serial, other = make_serial(DEVICE, 4), make_serial(DEVICE, 5)
    for good in (root_list(serials=(serial,)), coordinators_list(serials=(other, serial))):
        assert serial_is_revoked(serial, ROOT, [root_list(), good])
        assert not serial_is_revoked(make_serial(DEVICE, 6), ROOT, [good])
    assert not serial_is_revoked(serial, ROOT, [])


def test_a_serial_is_not_taken_back_by_who_does_not() -> None:
    serial = make_serial(DEVICE, 4)
    nobody = KeyList(
        programme="trial", issuer=key("other").public, above=b"", version=1, issued=DAY, expires=DAY, serials=(serial,)
    )
    elsewhere = issue(key("foreign root"), coordinator_terms(COORDINATOR_KEY))
    for other in (
        by_another(serials=(serial,)),
        by_everybody(serials=(serial,)),
        root_list(issuer=key("foreign root").public, serials=(serial,)),
        coordinators_list(above=elsewhere.encode(), serials=(serial,)),
        nobody,
    ):
        assert not serial_is_revoked(serial, ROOT, [other])
    assert serial_is_revoked(make_serial(4, 1), ROOT, [by_another(serials=(make_serial(4, 1),))])


def test_the_demonstrations_own_lists_bind_the_demonstration() -> None:
    serial = make_serial(DEVICE, 4)
    assert serial_is_revoked(serial, PUBLIC_ROOT.public, [by_everybody(serials=(serial,))])


def test_a_dismissed_coordinator_signs_no_more_lists() -> None:
    assert is_dismissed(COORDINATOR_KEY, ROOT, [root_list(revoked=(FALLEN,))])
    for lists in ([], [root_list()], [coordinators_list(revoked=(FALLEN,))], [by_everybody(revoked=(FALLEN,))]):
        assert not is_dismissed(COORDINATOR_KEY, ROOT, lists)


def test_the_counter_of_a_serial() -> None:
    assert [counter_of(make_serial(DEVICE, counter)) for counter in (0, 1, 2**25 - 1)] == [0, 1, 2**25 - 1]
