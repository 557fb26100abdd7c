from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.certificates import PerPage
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.credential import sign_credential, verify_credential
from bsuh_desktop.trust.embedded import Embedded, decode_embedded, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.keys import DAY, DEVICE, chain, flipped, key, taken
from tests.helpers.peak_memory import linux, megabytes_of

CREDENTIALS = tuple(
    sign_credential(key("device"), make_serial(DEVICE, n), 5, DAY, name) for n, name in ((1, "রহিমা"), (2, ""))
)
GOOD = encode_embedded(CREDENTIALS, chain())
FOUR = encode_embedded(CREDENTIALS, chain(), 4)


def refused(data: bytes) -> bool:
    with pytest.raises(KnownError) as caught:
        decode_embedded(data)
    return caught.value.code == "altered"


def test_what_a_pdf_carries_comes_back() -> None:
    read = decode_embedded(GOOD)
    assert read.credentials == CREDENTIALS
    assert read.grants == chain()
    assert decode_embedded(encode_embedded([], chain())).credentials == ()


@pytest.mark.parametrize("per_page", [2, 4])
def test_how_many_stand_on_a_page_comes_back(per_page: PerPage) -> None:
    data = encode_embedded(CREDENTIALS, chain(), per_page)
    assert decode_embedded(data) == Embedded(chain(), CREDENTIALS, per_page)
    assert encode_embedded(CREDENTIALS, chain(), 1) == GOOD
    assert decode_embedded(GOOD).per_page == 1


@pytest.mark.parametrize("whole", [GOOD, FOUR], ids=["one", "four"])
def test_every_turned_bit_changes_grants_or_breaks_a_signature(whole: bytes) -> None:
    for other in flipped(whole):
        read = taken(decode_embedded, other)
        if read is not None and read.grants == chain():
            # That two stand on a page and not four is seen on the page.
            assert read.per_page != decode_embedded(whole).per_page or not all(
                verify_credential(credential, key("device").public) for credential in read.credentials
            )


@given(st.binary())
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert refused(data)
    assert refused(GOOD + data[:1] + b"\0")


@pytest.mark.parametrize(
    "value",
    [
        [2, b"", []],
        [1, b"", []],
        [1, encode_grants(chain()), [], 1],
        [1, encode_grants(chain()), [], 4],
        [2, encode_grants(chain()), [], 1],
        [2, encode_grants(chain()), [], 3],
        [2, encode_grants(chain()), [], 4, 4],
        [2, encode_grants(chain()), [], True],
        [2, encode_grants(chain()), [], 4.0],
        [3, encode_grants(chain()), [], 4],
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


@pytest.mark.parametrize(
    "data",
    [
        b"\x83\x01\x9b" + b"\xff" * 8,
        b"\x83\x01\x5b" + b"\xff" * 8 + b"grants",
        b"\x83\x01\x41g\x9b" + b"\xff" * 8 + b"\x40",
        b"\x83\x01\x41g\x9b" + bytes(7),
        b"\x9f\x01\x41g\x80\xff",
        b"\x83\x01\x41g\x81\x5f\x41c\xff",
        b"\x83\x20\x41g\x80",
        b"\x83\xf5\x41g\x80",
        b"\x83\xf9\x3c\0\x41g\x80",
        b"\x83\x01\x61g\x80",
        b"\x83\x01\x41g\xa0",
        b"\x84\x02\x41g\x80\xf9\x40\0",
        b"\x85\x02\x41g\x80\x02\x02",
        b"\x82\x01\x41g",
        b"\x83\x01\x41g\x81",
    ],
)
def test_parts_of_another_kind_or_length_are_refused(data: bytes) -> None:
    assert refused(data)


@linux
@pytest.mark.parametrize("kind", [b"\x80", b"\x40", b"\xa0"])
def test_many_small_parts_take_no_memory(kind: bytes) -> None:
    count = 6_000_000
    before = (
        "from bsuh_desktop.domain.messages import KnownError\nfrom bsuh_desktop.trust.embedded import decode_embedded"
    )
    work = f"""
data = b"\\x83\\x01\\x41g\\x9a" + ({count}).to_bytes(4, "big") + {kind!r} * {count}
try: decode_embedded(data)
except KnownError as error: print(error.code)
"""
    grown, said = megabytes_of(before, work)
    assert said == "altered"
    assert grown < 100
