from __future__ import annotations

import pytest
import qrcode
import qrcode.util
from hypothesis import example, given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.credential import from_text, kind_of, qr_segments, sign_credential
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.keys import DAY, chain, key, taken
from tests.helpers.scanned import to_text

PREFIX = "https://v.bsuh.bd/c#"
NAME_40 = "শ্রীক্ষ্মজ্ঞস্ত্রর্দ্র মো. উম্মে হাবিব"[:40].ljust(40, "ক")
CREDENTIAL = sign_credential(key("device"), make_serial(32**4 - 1, 32**5 - 1), 9, DAY, NAME_40).encode()
GRANTS = encode_grants(chain(32**4 - 1))


def refused(text: str) -> bool:
    with pytest.raises(KnownError) as caught:
        from_text(text)
    return caught.value.code == "altered"


@given(st.binary(min_size=1, max_size=300), st.sampled_from([PREFIX, ""]))
@example(b"\0", "")
@example(b"\0\0\0\xff", PREFIX)
@example(b"\xff" * 300, "")
def test_every_byte_comes_back(data: bytes, prefix: str) -> None:
    assert from_text(to_text(prefix, data)) == data


@given(st.text("0123456789", max_size=60))
def test_digits_are_one_text_of_bytes_or_none(digits: str) -> None:
    data = taken(from_text, digits)
    assert data is None or to_text("", data) == digits


@pytest.mark.parametrize("data", [CREDENTIAL, GRANTS], ids=["credential", "grants"])
def test_every_changed_digit_gives_other_bytes_or_none(data: bytes) -> None:
    text = to_text(PREFIX, data)
    for place, sign in enumerate(text):
        for other in "0123456789" + "".join(chr(ord(sign) ^ 1 << bit) for bit in range(7)):
            changed = text[:place] + other + text[place + 1 :]
            if other != sign:
                read = taken(from_text, changed)
                # The prefix is not signed: a programme may have changed its own.
                assert read is None or (read == data) is (place < len(PREFIX))


def test_signs_added_or_lost_are_refused() -> None:
    text = to_text(PREFIX, CREDENTIAL)
    digits = text.removeprefix(PREFIX)
    for other in (PREFIX + "0" + digits, text + "0", text[:-1], f" {text}", f"{text}\n", PREFIX, "", "0", "-1", "+12"):
        assert refused(other)
    assert refused(f"ক{digits}")
    assert refused(f"\u200b{digits}")
    assert refused("".join("০১২৩৪৫৬৭৮৯"[int(digit)] for digit in digits))
    with pytest.raises(KnownError, match="cannot be read"):
        from_text("7" * 100_000)
    assert refused("256")
    assert refused("9" * 3)


def test_what_a_code_is_shows_in_its_first_byte() -> None:
    assert kind_of(CREDENTIAL) == "credential"
    assert kind_of(GRANTS) == "grants"
    assert kind_of(b"\0") == kind_of(b"") == "unknown"


def test_nothing_is_no_code() -> None:
    for data in (b"", bytes(500)):
        with pytest.raises(ValueError, match="do not fit"):
            to_text("", data)


def side(data: bytes, level: int) -> int:
    prefix, digits = qr_segments(PREFIX, data)
    code = qrcode.QRCode(error_correction=level)
    code.add_data(qrcode.util.QRData(prefix, mode=4), optimize=0)
    code.add_data(qrcode.util.QRData(digits, mode=1), optimize=0)
    return 17 + 4 * code.best_fit()


def test_the_codes_are_coarse_enough_for_a_camera() -> None:
    named = [
        sign_credential(key("device"), make_serial(9, 9), 9, DAY, "ক" * length).encode() for length in (40, 45, 74)
    ]
    assert len(NAME_40) == 40
    assert side(CREDENTIAL, ERROR_CORRECT_M) <= 49
    assert [side(data, ERROR_CORRECT_M) for data in named] == [49, 49, 53]
    assert side(GRANTS, ERROR_CORRECT_L) <= 57


@pytest.mark.parametrize("prefix", ["", "w.bsuh.bd/c#", "https://v.bsuh.bd/c#"])
def test_a_programme_may_have_had_another_prefix(prefix: str) -> None:
    assert from_text(to_text(prefix, CREDENTIAL)) == CREDENTIAL
