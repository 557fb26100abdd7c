from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.credential import (
    Credential,
    decode_credential,
    printed_name,
    sign_credential,
    verify_credential,
)
from tests.helpers.keys import DAY, DEVICE, flipped, key, taken

SIGNER = key("device")
SERIAL = make_serial(DEVICE, 42)
NAME = unicodedata.normalize("NFC", "উম্মে হাবিবা ভট্টাচার্য্য")
NAMES = st.text(st.sampled_from([*map(chr, range(0x980, 0xA00)), *"AZaz .:'", "\u200d"]), max_size=40).map(clean)


def credential(name: str = NAME, day: datetime.date = DAY) -> Credential:
    return sign_credential(SIGNER, SERIAL, 5, day, name)


@given(
    NAMES,
    st.integers(0, 32**4 - 1),
    st.integers(0, 32**5 - 1),
    st.integers(0, 0xFFFF),
    st.dates(datetime.date(1970, 1, 1), datetime.date(2149, 6, 6)),
)
def test_every_credential_comes_back(name: str, device: int, counter: int, module: int, day: datetime.date) -> None:
    signed = sign_credential(SIGNER, make_serial(device, counter), module, day, name)
    assert decode_credential(signed.encode()) == signed
    assert verify_credential(signed, SIGNER.public)
    assert len(signed.encode()) == 84 + len(name)


@pytest.mark.parametrize("name", [NAME, "Rahima Khatun", "Zoé Gomes", ""])
def test_every_turned_bit_is_refused(name: str) -> None:
    for other in flipped(credential(name).encode()):
        read = taken(decode_credential, other)
        assert read is None or read.encode() == other
        assert read is None or not verify_credential(read, SIGNER.public)


def test_bytes_cut_off_or_added_are_refused() -> None:
    good = credential().encode()
    for other in [*(good[:cut] for cut in range(len(good))), good + b"\0", b"\0" + good, bytes(500)]:
        read = taken(decode_credential, other)
        assert read is None or not verify_credential(read, SIGNER.public)


@given(st.binary(max_size=170), st.binary(max_size=80))
def test_any_bytes_are_refused_in_words(data: bytes, name: bytes) -> None:
    good = credential().encode()
    for other in (data, good[:12] + name + good[-72:]):
        read = taken(decode_credential, other)
        assert other == good or read is None or not verify_credential(read, SIGNER.public)


def test_another_key_or_another_fact_does_not_verify() -> None:
    signed = credential()
    assert not verify_credential(signed, key("other").public)
    assert not verify_credential(replace(signed, name="রহিমা"), SIGNER.public)
    assert not verify_credential(replace(signed, key_id=key("other").key_id), key("other").public)


def test_a_device_cannot_sign_in_anothers_name() -> None:
    pretended = replace(credential(), key_id=key("other").key_id)
    signed = replace(pretended, signature=SIGNER.sign("credential", 1, pretended.body()))
    assert not verify_credential(signed, SIGNER.public)


def test_a_serial_has_one_form_and_a_check_that_holds() -> None:
    for wrong in (SERIAL.lower(), SERIAL[:5] + "-" + SERIAL[5:], SERIAL[:-1] + ("0" if SERIAL[-1] != "0" else "1"), ""):
        with pytest.raises(ValueError, match=r"check|form"):
            sign_credential(SIGNER, wrong, 5, DAY, NAME)


def test_a_name_is_signed_as_it_is_printed_or_not_at_all() -> None:
    with pytest.raises(ValueError, match="cleaned"):
        credential("\u3164")
    with pytest.raises(ValueError, match="cleaned"):
        credential("Rahima  Khatun")
    with pytest.raises(KnownError) as caught:
        credential("ক" * 75)
    assert caught.value.code == "name_too_long"
    assert "ক" not in str(caught.value)
    assert decode_credential(credential("ক" * 74).encode()).name == "ক" * 74


def test_the_bangla_name_comes_first() -> None:
    assert printed_name("রহিমা", "Rahima") == "রহিমা"
    assert printed_name("", "Rahima") == "Rahima"
    assert printed_name("", "") == ""


def test_a_credential_is_printed_without_the_name() -> None:
    assert NAME not in repr(credential())
    assert NAME not in f"{credential()}"
