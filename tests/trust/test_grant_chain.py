from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.grants import Cap, Grant, GrantVerdict, check_chain, decode_grants, encode_grants, issue
from tests.helpers.keys import DAY, DEVICE, FIRST, LAST, chain, coordinator_terms, device_terms, flipped, key, taken

ROOT = key("root")
SERIAL = make_serial(DEVICE, 7)
ONE_DAY = datetime.timedelta(1)


def judge(grants: Sequence[Grant], on: datetime.date = DAY) -> GrantVerdict:
    return check_chain(grants, ROOT.public, on, SERIAL, 3, Cap.CERTIFICATE)


def under(coordinator: Grant, **changed: object) -> Verdict:
    """The verdict on a device's grant whose terms differ from the usual ones."""
    terms = replace(device_terms(key("device").public), **changed)
    grants = [coordinator, issue(key("coordinator"), terms, coordinator)]
    return check_chain(grants, ROOT.public, DAY, cap=Cap.CERTIFICATE).verdict


def test_a_whole_chain_is_good_and_says_whose_it_is() -> None:
    found = judge(chain())
    assert found == GrantVerdict(Verdict.GOOD, None, key("device").public, 3, DEVICE)


def test_a_coordinator_alone_is_a_chain_too() -> None:
    found = check_chain(chain()[:1], ROOT.public, DAY, cap=Cap.RECEIPT)
    assert (found.verdict, found.device, found.key) == (Verdict.GOOD, None, key("coordinator").public)


def test_the_days_of_a_grant_are_both_inside() -> None:
    assert judge(chain(), FIRST).verdict is judge(chain(), LAST).verdict is Verdict.GOOD
    assert judge(chain(), FIRST - ONE_DAY).verdict is judge(chain(), LAST + ONE_DAY).verdict is Verdict.EXPIRED


def test_a_foreign_root_or_coordinator_is_unknown() -> None:
    foreign = issue(key("foreign"), coordinator_terms(key("coordinator").public))
    assert under(foreign) is Verdict.UNKNOWN_SIGNER
    others = issue(ROOT, coordinator_terms(key("other coordinator").public))
    signed_by_a_stranger = issue(key("coordinator"), device_terms(key("device").public), others)
    assert judge([others, signed_by_a_stranger]).verdict is Verdict.ALTERED
    assert judge([others, chain()[1]]).verdict is Verdict.UNKNOWN_SIGNER


def test_a_grant_stands_on_the_very_grant_that_it_names() -> None:
    longer = issue(ROOT, replace(coordinator_terms(key("coordinator").public), last_day=LAST + ONE_DAY))
    assert judge([longer, chain()[1]]).verdict is Verdict.UNKNOWN_SIGNER


def test_a_grant_cannot_give_what_its_parent_does_not_hold() -> None:
    coordinator = issue(ROOT, coordinator_terms(key("coordinator").public, DEVICE, DEVICE + 9))
    assert under(coordinator) is Verdict.GOOD
    assert under(coordinator, first_day=FIRST - ONE_DAY) is Verdict.UNKNOWN_SIGNER
    assert under(coordinator, last_day=LAST + ONE_DAY) is Verdict.UNKNOWN_SIGNER
    assert under(coordinator, serial_low=DEVICE - 1, serial_high=DEVICE - 1) is Verdict.UNKNOWN_SIGNER
    assert under(coordinator, serial_low=DEVICE + 10, serial_high=DEVICE + 10) is Verdict.UNKNOWN_SIGNER
    assert under(coordinator, partner=4) is Verdict.UNKNOWN_SIGNER
    narrow = issue(ROOT, replace(coordinator_terms(key("coordinator").public), caps=Cap.CERTIFICATE))
    assert under(narrow) is Verdict.UNKNOWN_SIGNER


def test_a_coordinator_for_every_partner_grants_for_one() -> None:
    coordinator = issue(ROOT, replace(coordinator_terms(key("coordinator").public), partner=0))
    assert under(coordinator) is Verdict.GOOD


def test_neither_a_device_nor_a_coordinator_grants_onward() -> None:
    coordinator, device = chain()
    onward = issue(key("device"), device_terms(key("friend").public), device)
    assert judge([device, onward]).verdict is Verdict.UNKNOWN_SIGNER
    assert judge([coordinator, device, onward]).verdict is Verdict.UNKNOWN_SIGNER
    second = issue(key("coordinator"), coordinator_terms(key("friend").public))
    assert judge([coordinator, second]).verdict is Verdict.UNKNOWN_SIGNER
    assert judge([second]).verdict is Verdict.UNKNOWN_SIGNER


def test_serial_partner_and_cap_must_be_the_grants_own() -> None:
    def verdict(serial: str | None = None, partner: int | None = None, cap: Cap = Cap.NONE) -> Verdict:
        return check_chain(chain(), ROOT.public, DAY, serial, partner, cap).verdict

    assert verdict(SERIAL, 3, Cap.ATTENDANCE) is Verdict.GOOD
    assert verdict(serial=make_serial(DEVICE + 1, 7)) is Verdict.UNKNOWN_SIGNER
    assert verdict(serial=SERIAL[:-1] + "U") is Verdict.UNKNOWN_SIGNER
    assert verdict(partner=4) is Verdict.UNKNOWN_SIGNER
    assert verdict(cap=Cap.RECEIPT) is Verdict.UNKNOWN_SIGNER


def test_every_turned_bit_of_a_chain_is_refused() -> None:
    for other in flipped(encode_grants(chain())):
        grants = taken(decode_grants, other)
        assert grants is None or judge(grants).verdict is not Verdict.GOOD


@given(st.integers(0, 32**4 - 1), st.integers(0, 32**5 - 1))
def test_the_serials_first_four_characters_are_the_device(device: int, counter: int) -> None:
    found = check_chain(chain(device), ROOT.public, DAY, make_serial(device, counter))
    assert found.verdict is Verdict.GOOD
    assert check_chain(chain(device), ROOT.public, DAY, make_serial(device ^ 1, counter)).verdict is not Verdict.GOOD


def test_there_is_always_a_grant() -> None:
    with pytest.raises(ValueError, match="at least one"):
        judge([])
