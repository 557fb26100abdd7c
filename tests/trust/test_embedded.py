from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.trust.credential import sign_credential, verify_credential
from bsuh_desktop.trust.embedded import decode_embedded, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.keys import DAY, DEVICE, chain, flipped, key, taken

CREDENTIALS = tuple(
    sign_credential(key("device"), make_serial(DEVICE, n), 5, DAY, name) for n, name in ((1, "রহিমা"), (2, ""))
)
GOOD = encode_embedded(CREDENTIALS, chain())


def refused(data: bytes) -> bool:
    with pytest.raises(KnownError) as caught:
        decode_embedded(data)
    return caught.value.code == "altered"


def test_what_a_pdf_carries_comes_back() -> None:
    read = decode_embedded(GOOD)
    assert read.credentials == CREDENTIALS
    assert read.grants == chain()
    assert decode_embedded(encode_embedded([], chain())).credentials == ()


def test_every_turned_bit_changes_grants_or_breaks_a_signature() -> None:
    for other in flipped(GOOD):
        read = taken(decode_embedded, other)
        if read is not None and read.grants == chain():
            assert not all(verify_credential(credential, key("device").public) for credential in read.credentials)


@given(st.binary())
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert refused(data)
    assert refused(GOOD + data[:1] + b"\0")


@pytest.mark.parametrize(
    "value",
    [
        [2, b"", []],
        [1, b"", []],
        [1, "", []],
        [True, encode_grants(chain()), []],
        [1, encode_grants(chain()), "x"],
        {},
        7,
        [1, 2],
    ],
)
def test_another_shape_is_refused(value: object) -> None:
    assert refused(cbor2.dumps(value, canonical=True))
