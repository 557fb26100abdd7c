"""Requests for grants: only the asking key's own are read, and a stranger's can do no harm."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.grant_request import (
    LONGEST_LABEL,
    REQUEST_START,
    label_of,
    read_request,
    sealed_label,
    sign_request,
)
from bsuh_desktop.trust.grants import LARGEST_PARTNER
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal, to_bech32
from tests.helpers.attendance import COORDINATOR_IDENTITY, RECOVERY_IDENTITY
from tests.helpers.keys import DAY, flipped, key
from tests.helpers.office_files import as_json, refusal, request, signed_anyhow

DEVICE = key("device")
RECIPIENT = recipient_of(COORDINATOR_IDENTITY)


def signed(**changed: object) -> bytes:
    """The request with impossible values, truly signed by the device."""
    return signed_anyhow("request", "request", as_json(request(), **changed), DEVICE)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"earliest": None},
        {"role": "coordinator", "programme": "", "programme_version": 0, "partner": 0},
        {"old_key": key("old").public, "label": b"sealed"},
        {"partner": LARGEST_PARTNER},
    ],
    ids=["device", "nothing waits", "coordinator", "goes on with an old key", "last partner"],
)
def test_comes_back_as_it_was_signed(changed: dict[str, object]) -> None:
    asked = request(**changed)
    data = sign_request(asked, DEVICE)
    assert data.startswith(REQUEST_START)
    assert read_request(data) == asked


def test_nobody_asks_in_anothers_name() -> None:
    with pytest.raises(ValueError, match="the key that asks"):
        sign_request(request(), key("other"))
    assert refusal(read_request, signed_anyhow("request", "request", request(), key("other"))) == "altered"


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"format": 2, "more": "of it"},
        {"format": "1"},
        {"role": "root"},
        {"programme_version": -1},
        {"programme_version": 1.5},
        {"key": base64.b64encode(bytes(31)).decode()},
        {"key": base64.b64encode(bytes(33)).decode()},
        {"old_key": base64.b64encode(bytes(16)).decode()},
        {"partner": -1},
        {"partner": LARGEST_PARTNER + 1},
        {"made": "14.7.2026"},
        {"made": None},
        {"label": None},
        {"more": 1},
        {"recipient": ""},
        {"recipient": RECIPIENT.upper()},
        {"recipient": RECIPIENT[:-1] + "q"},
        {"recipient": "age1" + "q" * 58},
        {"recipient": COORDINATOR_IDENTITY},
    ],
    ids=lambda changed: " ".join(f"{name}={value}"[:24] for name, value in changed.items()),
)
def test_what_no_request_can_say_is_unreadable_even_when_signed(changed: dict[str, object]) -> None:
    body = {name: value for name, value in changed.items() if not isinstance(value, float)}
    data = signed(**body)
    if body != changed:
        data = data.replace(b'"programme_version":1', b'"programme_version":1.5')
    assert refusal(read_request, data) == "unreadable"


@pytest.mark.parametrize(
    "point",
    [
        "00" * 32,
        "01" + "00" * 31,
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    ],
)
def test_a_recipient_that_everybody_can_open_is_refused(point: str) -> None:
    # The points of small order of Curve25519: age panics where it should seal to one.
    assert refusal(read_request, signed(recipient=to_bech32("age", bytes.fromhex(point)))) == "unreadable"


def test_every_turned_bit_is_refused() -> None:
    data = sign_request(request(), DEVICE)
    assert {refusal(read_request, one) for one in flipped(data)} == {"altered", "unreadable"}


@given(st.text(max_size=100))
def test_a_label_is_never_more_than_one_short_line(name: str) -> None:
    label = label_of(request(label=seal(name.encode(errors="replace"), [RECIPIENT])), [COORDINATOR_IDENTITY])
    assert len(label) <= LONGEST_LABEL
    assert all(sign.isprintable() or sign in "\u200c\u200d" for sign in label)


def test_a_long_label_is_cut() -> None:
    sealed = seal(("শ্রেয়া " * 50).encode(), [RECIPIENT])
    assert len(label_of(request(label=sealed), [COORDINATOR_IDENTITY])) == LONGEST_LABEL


def test_a_label_is_read_by_the_office_alone() -> None:
    recipients = [RECIPIENT, recipient_of(RECOVERY_IDENTITY)]
    asked = request(label=sealed_label(" র‍্যাচেল  মণ্ডল ", recipients))
    assert "মণ্ডল".encode() not in sign_request(asked, DEVICE)
    assert {label_of(asked, [one]) for one in (COORDINATOR_IDENTITY, RECOVERY_IDENTITY)} == {"র‍্যাচেল মণ্ডল"}
    assert label_of(asked, [new_identity()]) == label_of(request(), [COORDINATOR_IDENTITY]) == ""
    assert label_of(asked, []) == ""
    assert label_of(request(label=b"nothing sealed"), [COORDINATOR_IDENTITY]) == ""
    assert label_of(request(label=seal(b"\xff\xfe", recipients)), [COORDINATOR_IDENTITY]) == ""
    assert sealed_label("", recipients) == sealed_label("name", []) == b""


def test_it_holds_the_days_as_dates() -> None:
    assert b'"made":"' + DAY.isoformat().encode() in canonical_json(request())
