"""Both codes of a certificate against a bare signature, and beside two known credentials of the same facts.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_codes.py`.
"""

from __future__ import annotations

import base64
import zlib

import cbor2

from bsuh_desktop.documents.certificate_content import CODE2_MODULES, QrPayload, code1_payload
from bsuh_desktop.documents.codes import drawn_code, qr_modules
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.credential import Credential, qr_segments, sign_credential
from bsuh_desktop.trust.grants import encode_grants
from tests.benchmarks.peer_credentials import base45, covid_certificate, health_card
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.keys import DAY, DEVICE, chain, key
from tests.helpers.papers import HARD_NAMES

PREFIX = "https://v.example/c#"
FORTY = "মোঃ আবুল হাসনাত শাহরিয়ার ভট্টাচার্য্য মামুন"[:40]
PIECES, LIMIT = 50, 150
BARE, CODES = "a bare signature", "both codes"


def credentials(pieces: int) -> list[Credential]:
    """A class, each with a name of their own."""
    names = [f"{HARD_NAMES[number % 17]} {'ক' * (number // 17)}".strip() for number in range(pieces)]
    return [sign_credential(key("device"), make_serial(DEVICE, 1 + n), 5, DAY, name) for n, name in enumerate(names)]


def test_both_codes_cost_at_most_150_bare_signatures(size: Size) -> None:
    """A batch signs each credential, makes its text, symbol and drawing; the second code is the same on all pages."""
    pieces = size.of(PIECES, 2)
    signer, wanted = key("device"), credentials(pieces)
    bodies = [one.body() for one in wanted]
    code2 = drawn_code(qr_modules(_code2(), "L"), 0, 0, 99)

    def codes() -> list[str]:
        pages = []
        for one in wanted:
            credential = sign_credential(signer, one.serial, one.module, one.day, one.name)
            code1 = code1_payload(*qr_segments(PREFIX, credential.encode()))
            pages.append(drawn_code(qr_modules(code1, "M"), 0, 0, 85) + code2)
        return pages

    ways = {
        BARE: Way(lambda: [signer.sign("credential", 1, body) for body in bodies], pieces),
        CODES: Way(codes, pieces),
    }
    seconds = size.measured(ways, turns=9)
    print(f"\n{table(seconds, BARE)}")
    size.at_most(ratio(seconds, CODES, BARE), LIMIT)


def test_beside_two_known_credentials_of_the_same_facts() -> None:
    credential = sign_credential(key("device"), make_serial(DEVICE, 1), 5, DAY, FORTY)
    code1, code2 = code1_payload(*qr_segments(PREFIX, credential.encode())), _code2()
    covid, card = covid_certificate(credential), health_card(credential)
    rows = [
        ("ours, QR 1", len(credential.encode()), _length(code1), f"{code1.modules} (M)", "in QR 2"),
        ("ours, QR 2", len(encode_grants(chain())), _length(code2), f"{code2.modules} (L)", "yes"),
        ("EU certificate", covid.signed, covid.carried, f"{covid.modules} (Q)", "no"),
        ("SMART Health Card", card.signed, card.carried, f"{card.modules} (L)", "no"),
    ]
    print("\n| a name of 40 letters | bytes signed | characters carried | modules | chain |\n|---|---|---|---|---|")
    print("\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows))
    assert code1.modules < min(covid.modules, card.modules)


def test_the_peers_are_what_they_should_be() -> None:
    """RFC 9285's own examples, and both credentials taken apart again."""
    assert [base45(b"AB"), base45(b"Hello!!"), base45(b"base-45")] == ["BB8", "%69 VD92EX0", "UJCLQE7W581"]
    credential = sign_credential(key("device"), make_serial(DEVICE, 1), 5, DAY, FORTY)
    jws = "".join(chr(int(pair) + 45) for pair in _pairs(health_card(credential).text.removeprefix("shc:/")))
    body = zlib.decompress(base64.urlsafe_b64decode(jws.split(".")[1] + "=="), -15)
    assert FORTY.encode() in body
    message = zlib.decompress(_unbase45(covid_certificate(credential).text.removeprefix("HC1:")))
    claims = cbor2.loads(cbor2.loads(message).value[2])
    assert claims[-260][1]["c"][0]["nam"] == FORTY


def _code2() -> QrPayload:
    return QrPayload(*qr_segments(PREFIX, encode_grants(chain())), CODE2_MODULES)


def _length(payload: QrPayload) -> int:
    return len(payload.prefix) + len(payload.digits)


def _pairs(digits: str) -> list[str]:
    return [digits[place : place + 2] for place in range(0, len(digits), 2)]


def _unbase45(text: str) -> bytes:
    values = ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".index(letter) for letter in text]
    data = b""
    for start in range(0, len(values), 3):
        part = values[start : start + 3]
        number = sum(value * 45**place for place, value in enumerate(part))
        data += number.to_bytes(len(part) - 1, "big")
    return data
