from __future__ import annotations

import hashlib

import pytest

from bsuh_desktop.trust.signing import SigningKey, key_id, signed_bytes, verify
from tests.helpers.keys import flipped, key


def test_a_signature_holds_for_exactly_what_was_signed() -> None:
    signer = key("device")
    signature = signer.sign("grant", 1, b"data")
    assert verify(signer.public, "grant", 1, b"data", signature)
    assert not verify(signer.public, "grant", 1, b"datb", signature)
    assert not verify(signer.public, "grant", 2, b"data", signature)
    assert not verify(signer.public, "credential", 1, b"data", signature)
    assert not verify(key("root").public, "grant", 1, b"data", signature)


def test_no_turned_bit_of_a_signature_or_a_key_is_accepted() -> None:
    signer = key("device")
    signature = signer.sign("grant", 1, b"data")
    assert not any(verify(signer.public, "grant", 1, b"data", other) for other in flipped(signature))
    assert not any(verify(other, "grant", 1, b"data", signature) for other in flipped(signer.public))
    assert not verify(signer.public, "grant", 1, b"data", signature[:-1])
    assert not verify(signer.public[:-1], "grant", 1, b"data", signature)


def test_kind_and_version_stand_before_the_data_and_end_in_a_zero() -> None:
    assert signed_bytes("grant", 1, b"\x01") == b"bsuh/grant/1\0\x01"


def test_a_key_comes_back_from_its_seed_and_is_named_by_its_hash() -> None:
    fresh = SigningKey.generate()
    again = SigningKey.from_seed(fresh.seed)
    assert again.public == fresh.public != SigningKey.generate().public
    assert fresh.key_id == key_id(fresh.public) == hashlib.sha256(fresh.public).digest()[:8]


def test_a_key_is_printed_without_its_secret() -> None:
    signer = key("device")
    assert repr(signer) == f"SigningKey({signer.key_id.hex()})"


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey.from_seed(bytes(31))
