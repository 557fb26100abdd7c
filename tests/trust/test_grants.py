from __future__ import annotations

import datetime

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.grants import Cap, GrantKind, GrantTerms, decode_grants, encode_grants, issue
from tests.helpers.keys import FIRST, chain, coordinator_terms, device_terms, flipped, key, taken

CHAIN = chain()
DAYS = st.dates(datetime.date(1970, 1, 1), datetime.date(2149, 6, 6))
NUMBERS = st.integers(0, 32**4 - 1)


def refused(data: bytes) -> bool:
    with pytest.raises(KnownError) as caught:
        decode_grants(data)
    return caught.value.code == "altered"


@given(st.lists(DAYS, min_size=2, max_size=2), st.lists(NUMBERS, min_size=2, max_size=2), st.integers(0, 0xFFFF))
def test_every_grant_comes_back(days: list[datetime.date], numbers: list[int], partner: int) -> None:
    first, last = sorted(days)
    low, high = sorted(numbers)
    terms = GrantTerms(GrantKind.COORDINATOR, key("a").public, first, last, low, high, partner, Cap.RECEIPT)
    above = issue(key("root"), terms)
    below = issue(key("a"), replace(device_terms(key("b").public, low), partner=partner or 1), above)
    assert decode_grants(encode_grants([above, below])) == (above, below)
    assert decode_grants(above.encode()) == (above,)
    assert above.signed_by(key("root").public)
    assert below.parent == above.name()


def test_two_grants_are_small_enough_for_the_second_code() -> None:
    assert len(encode_grants(chain(32**4 - 1))) <= 248


def test_no_other_writing_of_the_same_grants_is_taken() -> None:
    body = CHAIN[0].body()
    assert refused(b"\x9f" + body[1:] + b"\xff" + CHAIN[0].signature)
    assert refused(b"\x8a\x18\x01" + body[2:] + CHAIN[0].signature)
    assert refused(b"\x8a\xf5" + body[2:] + CHAIN[0].signature)
    assert refused(b"\xd9\xd9\xf7" + CHAIN[0].encode())


def test_what_is_no_chain_of_grants_is_refused() -> None:
    good = encode_grants(CHAIN)
    assert refused(b"")
    assert refused(good[:-1])
    assert refused(good + b"\0")
    assert refused(good + CHAIN[1].encode())
    for cut in range(len(good)):
        assert cut == len(CHAIN[0].encode()) or refused(good[:cut])


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert refused(data)
    assert not data or refused(CHAIN[0].encode() + data)


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, 2), (1, 3), (2, b""), (2, b"1234567"), (3, b"short"), (4, 70000), (5, 0), (6, 9), (7, 2**20), (8, 0), (9, 8)],
)
def test_a_field_that_no_grant_can_have_is_refused(place: int, value: object) -> None:
    fields = cbor2.loads(CHAIN[1].body())
    fields[place] = value
    assert refused(bytes(cbor2.dumps(fields, canonical=True)) + CHAIN[1].signature)
    assert refused(bytes(cbor2.dumps([*fields, 0], canonical=True)) + CHAIN[1].signature)


def test_impossible_terms_are_never_signed() -> None:
    terms, root = coordinator_terms(key("coordinator").public), key("root")
    impossible = [
        (replace(terms, last_day=FIRST - datetime.timedelta(1)), None),
        (replace(terms, serial_low=9, serial_high=8), None),
        (replace(terms, subject=b"short"), None),
        (terms, CHAIN[0]),
        (device_terms(key("device").public), None),
        (replace(device_terms(key("device").public), serial_high=32**4 - 1), CHAIN[0]),
        (replace(device_terms(key("device").public), partner=0), CHAIN[0]),
    ]
    for wrong, parent in impossible:
        with pytest.raises(ValueError, match="these terms"):
            issue(root, wrong, parent)


def test_every_turned_bit_of_a_chain_is_another_grant() -> None:
    good = encode_grants(CHAIN)
    for other in flipped(good):
        grants = taken(decode_grants, other)
        if grants is None:
            continue
        assert encode_grants(grants) == other
        assert not grants[0].signed_by(key("root").public) or not grants[-1].signed_by(grants[0].terms.subject)


def test_more_than_any_grants_are_not_looked_at() -> None:
    with pytest.raises(KnownError) as caught:
        decode_grants(b"\x9a\x00\x00\x40\x00" + b"\x80" * 0x4000)
    assert caught.value.code == "altered"
