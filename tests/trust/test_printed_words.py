"""Signed words: bound to one serial and one first code, in one form, and to nobody else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.trust.credential import LONGEST_WORDS, decode_words, sign_credential, sign_words, verify_words
from bsuh_desktop.trust.embedded import decode_embedded, encode_embedded
from tests.helpers.keys import DAY, DEVICE, chain, flipped, key, taken
from tests.trust.test_golden import WORDS

CREDENTIAL = sign_credential(key("device"), make_serial(DEVICE, 1), 5, DAY, "রহিমা")
OTHERS = (
    sign_credential(key("device"), make_serial(DEVICE, 2), 5, DAY, "রহিমা"),
    sign_credential(key("device"), make_serial(DEVICE, 1), 6, DAY, "রহিমা"),
    sign_credential(key("device"), make_serial(DEVICE, 1), 5, DAY, "করিম"),
)
SIGNED = sign_words(key("device"), CREDENTIAL, WORDS)


def test_they_come_back_and_hold() -> None:
    again = decode_words(SIGNED.encode())
    assert again == SIGNED
    assert verify_words(again, CREDENTIAL, key("device").public)
    assert len(SIGNED.encode()) < LONGEST_WORDS / 8
    assert "রহিমা" not in repr(SIGNED) + repr(WORDS)
    assert "Rahima" not in repr(SIGNED) + repr(WORDS)


@pytest.mark.parametrize("other", OTHERS)
def test_beside_another_certificate_they_are_worth_nothing(other: object) -> None:
    assert not verify_words(SIGNED, other, key("device").public)  # type: ignore[arg-type]


def test_another_device_did_not_sign_them() -> None:
    assert not verify_words(SIGNED, CREDENTIAL, key("other").public)


@pytest.mark.parametrize(
    "changed",
    [
        {"programme": "x"}, {"second_name": ""}, {"group": "রোল ৭"}, {"module": LocalText("x", "y")},
        {"award": "completing"}, {"facilitator": ""}, {"coordinator": "x"}, {"practice": True}, {"drawing": 2},
    ],
)  # fmt: skip
def test_each_word_is_signed(changed: dict[str, object]) -> None:
    other = replace(SIGNED, words=replace(WORDS, **changed))
    assert not verify_words(other, CREDENTIAL, key("device").public)


def test_every_bit_counts() -> None:
    for data in flipped(SIGNED.encode())[::7]:
        other = taken(decode_words, data)
        assert other is None or not verify_words(other, CREDENTIAL, key("device").public)


def test_another_form_of_them_is_refused() -> None:
    plain = SIGNED.encode()
    more = canonical_json({"signature": SIGNED.signature, "words": WORDS, "x": 1})
    short = canonical_json({"signature": bytes(63), "words": WORDS})
    for data in (plain + b" ", plain.replace(b'"award"', b' "award"'), more, short, b"", b"{}", b"x" * 9999):
        with pytest.raises(KnownError) as refused:
            decode_words(data)
        assert refused.value.code == "altered"


def test_what_no_sheet_holds_is_not_signed() -> None:
    for words in (replace(WORDS, group="ক" * LONGEST_WORDS), replace(WORDS, group="\u09df")):
        with pytest.raises(ValueError, match=r"words|NFC"):
            sign_words(key("device"), CREDENTIAL, words)


@pytest.mark.parametrize("per_page", [1, 2, 4])
def test_they_are_embedded_beside_their_credentials(per_page: int) -> None:
    credentials = (CREDENTIAL, OTHERS[0])
    data = encode_embedded(credentials, chain(), per_page, [SIGNED.encode(), b""])  # type: ignore[arg-type]
    embedded = decode_embedded(data)
    assert (embedded.credentials, embedded.per_page) == (credentials, per_page)
    assert embedded.pairs() == [(CREDENTIAL, SIGNED), (OTHERS[0], None)]
    for words in ([SIGNED.encode()], [SIGNED.encode()] * 3, [b"x", b""]):
        with pytest.raises(KnownError):
            decode_embedded(encode_embedded(credentials, chain(), per_page, words))  # type: ignore[arg-type]


def test_without_any_words_the_earlier_form_is_written() -> None:
    credentials = (CREDENTIAL, OTHERS[0])
    assert encode_embedded(credentials, chain(), 2, [b"", b""]) == encode_embedded(credentials, chain(), 2)
    assert decode_embedded(encode_embedded(credentials, chain())).pairs() == [(one, None) for one in credentials]
