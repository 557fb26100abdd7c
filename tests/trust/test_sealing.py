from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust import sealing
from bsuh_desktop.trust.sealing import (
    is_recipient,
    new_identity,
    recipient_count,
    recipient_of,
    seal,
    to_bech32,
    unseal,
)

COORDINATOR, RECOVERY, FOREIGN = new_identity(), new_identity(), new_identity()
RECIPIENTS = [recipient_of(COORDINATOR), recipient_of(RECOVERY)]
SEALED = seal(b"a class of sixty", RECIPIENTS)
HEADER_END = SEALED.index(b"\n--- ") + 5 + 44


def refusal(data: bytes, identity: str = COORDINATOR) -> str:
    with pytest.raises(KnownError) as caught:
        unseal(data, [identity])
    return caught.value.code


@given(st.binary(max_size=200_000))
def test_every_recipient_opens_what_was_sealed(data: bytes) -> None:
    sealed = seal(data, RECIPIENTS)
    assert unseal(sealed, [COORDINATOR]) == unseal(sealed, [FOREIGN, RECOVERY]) == data


@pytest.mark.parametrize("count", [1, 2, 5])
def test_recipients_are_counted_without_the_grease(count: int) -> None:
    sealed = seal(b"", [recipient_of(new_identity()) for _ in range(count)])
    assert recipient_count(sealed) == count
    assert sealed.count(b"\n-> ") in (count, count + 1)


def test_somebody_elses_file_is_not_ours() -> None:
    assert refusal(SEALED, FOREIGN) == "not_ours"


def test_a_broken_header_is_unreadable_and_a_broken_payload_altered() -> None:
    assert refusal(b"age-encryption.org/v2" + SEALED[21:]) == "unreadable"
    assert refusal(SEALED[: HEADER_END - 1]) == "unreadable"
    assert refusal(SEALED[: HEADER_END - 20] + b"AAAA" + SEALED[HEADER_END - 16 :]) == "unreadable"
    assert refusal(SEALED[:HEADER_END]) == "altered"
    assert refusal(SEALED[:-1]) == "altered"
    assert refusal(SEALED + b"\0") == "altered"
    assert refusal(b"") == refusal(b"PK\3\4") == "unreadable"


def test_every_changed_byte_is_refused() -> None:
    for place in range(len(SEALED)):
        expected = {"altered"} if place >= HEADER_END else {"unreadable", "not_ours"}
        for bit in range(8):
            other = SEALED[:place] + bytes([SEALED[place] ^ (1 << bit)]) + SEALED[place + 1 :]
            assert refusal(other) in expected, place


@given(st.binary())
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert refusal(data) == "unreadable"
    assert refusal(SEALED[:HEADER_END] + data) == "altered"


def test_an_armoured_copy_is_another_file() -> None:
    assert refusal(b"-----BEGIN AGE ENCRYPTED FILE-----\n") == "unreadable"


def test_a_recipient_with_a_slip_is_said_so() -> None:
    with pytest.raises(KnownError) as caught:
        seal(b"", [RECIPIENTS[0][:-1] + ("p" if RECIPIENTS[0].endswith("q") else "q")])
    assert caught.value.code == "bad_recipient"
    with pytest.raises(ValueError, match="nobody"):
        seal(b"", [])


@pytest.mark.parametrize("point", [bytes(32), b"\1" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_nothing_is_sealed_to_a_point_of_small_order(point: bytes) -> None:
    # age would panic, and such a recipient is everybody's.
    with pytest.raises(KnownError, match="recipient"):
        seal(b"", [RECIPIENTS[0], to_bech32("age", point)])


def test_a_recipient_stands_in_its_one_form() -> None:
    assert is_recipient(RECIPIENTS[0])
    for other in (RECIPIENTS[0].upper(), RECIPIENTS[0] + " ", COORDINATOR, "age1", "", "age1" + "q" * 58):
        assert not is_recipient(other)


@pytest.mark.parametrize(
    "header",
    [
        b"-> X25519 " + b"A " * 100_000 + b"A\nA\n",
        b"-> X25519 " + b"A " * 8_000_000 + b"\n",
        b"-> X25519 A\n" + (b"A" * 64 + b"\n") * 200_000 + b"A\n",
        (b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n") * 100_000,
        b"-> X25519 " + b"A" * 20_000 + b"\nA\n",
        b"-> X25519 A\n" * 2_000_000,
    ],
    ids=["words", "blank", "lines", "stanzas", "long", "no end"],
)
def test_a_header_that_no_file_of_ours_has_is_not_parsed(monkeypatch: pytest.MonkeyPatch, header: bytes) -> None:
    """Some kilobytes of it would hold the whole desk for minutes, and no other thread could do anything."""
    monkeypatch.setattr(sealing, "pyrage", None)
    whole = b"age-encryption.org/v1\n" + header + b"--- " + b"A" * 43 + b"\n"
    for sealed in (whole, whole + b" "):
        with pytest.raises(KnownError) as refused:
            unseal(sealed, [COORDINATOR])
        assert refused.value.code == "unreadable"


def test_as_many_recipients_as_a_partner_may_ever_have_are_no_trouble() -> None:
    identities = [new_identity() for _ in range(100)]
    assert unseal(seal(b"x", [recipient_of(one) for one in identities]), [identities[-1]]) == b"x"
