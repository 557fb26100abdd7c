"""Receipts: only what their signer signed is read, and a dictated code fits one file and one outcome."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import ALPHABET, check_character
from bsuh_desktop.exchange.receipt import (
    CODE_LENGTH,
    OUTCOMES,
    RECEIPT_START,
    Outcome,
    outcome_of_code,
    read_receipt,
    read_receipt_code,
    receipt_code,
    sign_receipt,
)
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.keys import chain, flipped, key
from tests.helpers.office_files import as_json, receipt, refusal, signed_anyhow

COORDINATOR = key("coordinator")
KEY, FILE = bytes(range(32)), hashlib.sha256(b"a sealed file").digest()


def text(data: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_comes_back_as_it_was_signed(outcome: Outcome) -> None:
    given_receipt = receipt(outcome=outcome, revision=2)
    data = sign_receipt(given_receipt, COORDINATOR)
    assert data.startswith(RECEIPT_START)
    assert read_receipt(data) == given_receipt
    assert read_receipt(data).chain() == chain()[:1]


def test_nobody_signs_in_anothers_name() -> None:
    with pytest.raises(ValueError, match="the key that it names"):
        sign_receipt(receipt(), key("device"))
    assert refusal(read_receipt, signed_anyhow("receipt", "receipt", receipt(), key("device"))) == "altered"
    for kind in ("attendance", "grant", "key-list"):
        assert refusal(read_receipt, signed_anyhow("receipt", kind, receipt(), COORDINATOR)) == "altered"


def test_every_turned_bit_is_refused() -> None:
    data = sign_receipt(receipt(), COORDINATOR)
    assert {refusal(read_receipt, one) for one in flipped(data)} == {"altered", "unreadable"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"format": 2}, "unreadable"),
        ({"more": 1}, "unreadable"),
        ({"outcome": "lost"}, "unreadable"),
        ({"outcome": None}, "unreadable"),
        ({"file": text(bytes(31))}, "unreadable"),
        ({"signer": text(bytes(33))}, "unreadable"),
        ({"revision": 0}, "unreadable"),
        ({"revision": True}, "unreadable"),
        ({"day": "2026-02-30"}, "unreadable"),
        ({"grants": ""}, "altered"),
        ({"grants": text(encode_grants(chain())[:-1])}, "altered"),
        ({"grants": text(b"\x81" * 5000)}, "altered"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_no_receipt_can_say_is_refused_even_when_signed(changed: dict[str, object], code: str) -> None:
    data = signed_anyhow("receipt", "receipt", as_json(receipt(), **changed), COORDINATOR)
    assert refusal(read_receipt, data) == code


def test_a_code_is_the_hmac_that_is_documented() -> None:
    for outcome, letter in OUTCOMES.items():
        message = b"bsuh/receipt-code/1\0" + FILE + outcome.encode()
        bits = "".join(f"{byte:08b}" for byte in hmac.new(KEY, message, hashlib.sha256).digest())[:50]
        letters = "".join(ALPHABET[int(bits[place : place + 5], 2)] for place in range(0, 50, 5))
        code = receipt_code(KEY, FILE, outcome)
        assert code[:-1] == letter + letters
        assert len(code) == CODE_LENGTH


def test_practice_is_of_a_later_format_than_all_others() -> None:
    """An app that knows the first format alone says that it is old, and calls nothing broken."""
    whole = read_receipt(sign_receipt(receipt(outcome="practice"), COORDINATOR))
    assert (whole.outcome, whole.format) == ("practice", 2)
    for wrong in (receipt(outcome="practice", format=1), receipt(format=2)):
        with pytest.raises(ValueError, match="format"):
            sign_receipt(wrong, COORDINATOR)
        signature = COORDINATOR.sign("receipt", wrong.format, canonical_json(wrong))
        assert refusal(read_receipt, canonical_json({"receipt": wrong, "signature": signature})) == "unreadable"
    later = receipt(format=3)
    signature = COORDINATOR.sign("receipt", 3, canonical_json(later))
    assert refusal(read_receipt, canonical_json({"receipt": later, "signature": signature})) == "unreadable"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_code_fits_one_file_one_key_and_one_outcome(outcome: Outcome) -> None:
    code = receipt_code(KEY, FILE, outcome)
    assert outcome_of_code(code, KEY, FILE) == outcome
    assert outcome_of_code(code, bytes(32), FILE) is None
    assert outcome_of_code(code, KEY, bytes(32)) is None
    others = [other for other in OUTCOMES if other != outcome]
    assert [outcome_of_code(OUTCOMES[other] + code[1:], KEY, FILE) for other in others] == [None] * len(others)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_wrong_letter_of_a_dictated_code_is_heard(outcome: Outcome) -> None:
    code = receipt_code(KEY, FILE, outcome)
    for place in range(CODE_LENGTH):
        for letter in set(ALPHABET) - {code[place]}:
            with pytest.raises(ValueError, match=r"receipt"):
                read_receipt_code(code[:place] + letter + code[place + 1 :])


def test_a_code_is_read_as_people_say_it() -> None:
    code = receipt_code(KEY, FILE, "merged")
    spoken = f" {code[:4]}-{code[4:8]} {code[8:]} ".lower().replace("0", "o").replace("1", "l")
    assert read_receipt_code(spoken) == code


def test_a_code_begins_with_an_outcome() -> None:
    body = "A" + receipt_code(KEY, FILE, "merged")[1:-1]
    with pytest.raises(ValueError, match="no code of a receipt"):
        read_receipt_code(body + check_character(body))


@pytest.mark.parametrize("change", ["0{}", "{}0", "{}{}", "", "M", "U{}", "+{}", "é{}"])
def test_what_is_no_code(change: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_receipt_code(change.replace("{}", receipt_code(KEY, FILE, "kept")))


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(spoken: str) -> None:
    try:
        code = read_receipt_code(spoken)
    except ValueError:
        return
    assert outcome_of_code(code, KEY, FILE) is None or code in {receipt_code(KEY, FILE, one) for one in OUTCOMES}
