"""How dense the codes of a certificate are: as coarse as a phone wants them, for every name that has 40 characters."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bsuh_desktop.documents.certificate_content import CODE2_MODULES, QrPayload, code1_payload
from bsuh_desktop.documents.codes import qr_modules
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.text import clean
from bsuh_desktop.trust.credential import day_of, fits_code, qr_segments, sign_credential
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, GrantKind, GrantTerms, encode_grants, issue
from tests.helpers.keys import key
from tests.helpers.papers import HARD_NAMES

PREFIX = "HTTPS://V.EXAMPLE/C#"
FORTY = 40
_LETTERS = "".join(map(chr, [*range(0x0981, 0x0984), *range(0x0985, 0x098D), 0x098F, 0x0990, *range(0x0993, 0x09A9)]))
_MORE = "".join(map(chr, [*range(0x09AA, 0x09B1), 0x09B2, *range(0x09B6, 0x09BA), *range(0x09BC, 0x09C5), 0x09C7]))
_SIGNS = "\u09c8\u09cd\u09ce\u200d .’-"


def code1(name: str) -> QrPayload:
    """The first code of the certificate of `name`, with the largest serial, module and day."""
    day = day_of(65_535)
    credential = sign_credential(key("device"), make_serial(LAST_DEVICE, 2**25 - 1), 65_535, day, name)
    return code1_payload(*qr_segments(PREFIX, credential.encode()))


def forty(text: str) -> str:
    """At most 40 characters of `text` as they pass the door."""
    while len(name := clean(text)) > FORTY:
        text = name[: FORTY - (len(text) <= len(name))]
    return name


@given(st.text(_LETTERS + _MORE + _SIGNS, min_size=60, max_size=80).map(forty))
@example("ক্ষ" * 13 + "ক")
@example("র‍্যা" * 8)
@settings(max_examples=150)
def test_the_first_code_of_forty_characters_has_49_modules(name: str) -> None:
    payload = code1(name)
    assert payload.modules == 49
    assert len(payload.prefix) == 20


@pytest.mark.parametrize("name", HARD_NAMES)
def test_the_hard_names_fit_and_only_long_ones_take_53_modules(name: str) -> None:
    payload = code1(name)
    assert payload.modules == (49 if len(name) <= FORTY else 53)
    assert len(qr_modules(payload, "M")) == payload.modules


def test_the_longest_name_of_all_takes_53_modules() -> None:
    longest = "ক্ষ" * 24 + "কা"
    assert fits_code(longest)
    assert not fits_code(longest + "ক")
    assert len(qr_modules(code1(longest), "M")) == 53


def test_the_second_code_of_the_largest_grants_has_57_modules() -> None:
    days = (datetime.date(2149, 1, 1), day_of(65_535))
    both = (LAST_DEVICE - 4095, LAST_DEVICE)
    coordinator = GrantTerms(GrantKind.COORDINATOR, key("coordinator").public, *days, *both, 23, ALL_CAPS)
    numbers, caps = (LAST_DEVICE, LAST_DEVICE), Cap.CERTIFICATE | Cap.ATTENDANCE
    device = GrantTerms(GrantKind.DEVICE, key("device").public, *days, *numbers, 23, caps)
    above = issue(key("root"), coordinator)
    chain = (above, issue(key("coordinator"), device, above))
    payload = QrPayload(*qr_segments(PREFIX, encode_grants(chain)), CODE2_MODULES)
    assert len(qr_modules(payload, "L")) == 57
