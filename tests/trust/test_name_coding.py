from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.credential import decode_name, encode_name

# Signs that names are written with: the Bengali block, Latin with its accents, both joiners, the printed apostrophe.
SIGNS = st.sampled_from(
    [
        *map(chr, range(0x980, 0xA00)),
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xC0, 0x250)),
        "\u200d",
        "\u200c",
        "’",
    ]
)
NAMES = st.text(SIGNS, max_size=60).map(lambda text: unicodedata.normalize("NFC", text))


@given(NAMES)
def test_every_name_comes_back(name: str) -> None:
    assert decode_name(encode_name(name)) == name


@given(st.binary(max_size=40))
def test_bytes_are_one_names_coding_or_none(data: bytes) -> None:
    try:
        name = decode_name(data)
    except ValueError:
        return
    assert encode_name(name) == data


@pytest.mark.parametrize(
    "name", ["শ্রেয়া খাতুন", "মোঃ রিয়াজ", "র‍্যাচেল মো. ইসলাম", "Md. Sabbir Hossain", "Anindita D'Costa", "মো: O’Brien"]
)
def test_usual_names_take_a_byte_a_sign(name: str) -> None:
    whole = unicodedata.normalize("NFC", name)
    assert len(encode_name(whole)) == len(whole)


def test_an_accent_is_kept() -> None:
    assert encode_name("Zoé") == b"\0Zo\xc3\xa9"
    assert encode_name("") == b""


@pytest.mark.parametrize(
    "data", [b"\0", b"\0Rahima", b"\x04", b"\x7f", b"\0\xff", b"\0\xed\xa0\x80", b"\0e\xcc\x81", b"\xdc"]
)
def test_a_second_writing_of_a_name_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_name(data)


@pytest.mark.parametrize("name", ["রহিমা\u202e", "Rahima\x07", "Rahima\n", "Rahima\ue000"])
def test_what_cannot_be_printed_is_said_without_the_name(name: str) -> None:
    with pytest.raises(KnownError) as caught:
        encode_name(name)
    assert caught.value.code == "name_unprintable"
    assert name[:3] not in str(caught.value)
