from __future__ import annotations

import hashlib
import hmac

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust import register_keys as registers
from bsuh_desktop.trust.register_keys import lock_bytes, pseudonym, register_keys, unlock_bytes
from tests.helpers.keys import flipped

KEYS = register_keys(bytes(range(32)))


def test_both_keys_grow_from_the_vault_and_differ() -> None:
    assert register_keys(bytes(range(32))) == KEYS != register_keys(bytes(32))
    assert KEYS.lock == hmac.new(bytes(range(32)), b"bsuh/register-lock/1", hashlib.sha256).digest()
    assert KEYS.pseudonyms == hmac.new(bytes(range(32)), b"bsuh/pseudonyms/1", hashlib.sha256).digest()


def test_keys_are_printed_without_their_secrets() -> None:
    assert repr(KEYS) == str(KEYS) == "RegisterKeys()"


def test_a_pseudonym_is_the_beginning_of_an_hmac_over_kind_and_parts() -> None:
    whole = hmac.new(KEYS.pseudonyms, "seat\0eiin:107845\0১২".encode(), hashlib.sha256).digest()
    assert pseudonym(KEYS.pseudonyms, "seat", "eiin:107845", "১২") == int.from_bytes(whole[:8], "big", signed=True)


def test_other_kinds_parts_and_keys_have_other_pseudonyms() -> None:
    asked = [("a", "b", "c"), ("a", "bc"), ("ab", "c"), ("a", "b"), ("a", "c", "b"), ("a", "b", "c", ""), ("a", "")]
    asked += [("a", "b\0c"), ("a\0b", "c"), ("a", "b\0", "c"), ("a", "b", "\0c")]
    numbers = {pseudonym(KEYS.pseudonyms, *one) for one in asked[:7]}
    assert len(numbers) == 7
    assert numbers.isdisjoint(pseudonym(KEYS.pseudonyms, *one) for one in asked[7:] if one[0] == "a")
    assert pseudonym(KEYS.lock, "a", "b") not in numbers
    assert all(-(2**63) <= number < 2**63 and number != 0 for number in numbers)


class Zeros:
    """A hash that comes to nothing but zeros."""

    def copy(self) -> Zeros:
        return self

    def update(self, data: bytes) -> None:
        pass

    def digest(self) -> bytes:
        return bytes(32)


def test_zero_stands_for_nobody_and_is_no_pseudonym(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_begun", lambda _: (Zeros(), Zeros()))
    assert pseudonym(KEYS.pseudonyms, "learner", "x") == 1


def test_what_was_locked_opens_with_its_key_at_its_place_only() -> None:
    locked = lock_bytes(b"rows", KEYS.lock, "00000001.seg")
    assert b"rows" not in locked
    assert unlock_bytes(locked, KEYS.lock, "00000001.seg") == b"rows"
    assert lock_bytes(b"rows", KEYS.lock, "00000001.seg") != locked
    wrong = [(locked, KEYS.lock, "00000002.seg"), (locked, KEYS.pseudonyms, "00000001.seg")]
    wrong += [(other, KEYS.lock, "00000001.seg") for other in (*flipped(locked)[::7], locked[:-1], b"", locked[:20])]
    for data, key, place in wrong:
        with pytest.raises(KnownError) as refused:
            unlock_bytes(data, key, place)
        assert refused.value.code == "register_damaged"


def test_an_empty_piece_can_be_locked_too() -> None:
    assert unlock_bytes(lock_bytes(b"", KEYS.lock), KEYS.lock) == b""
