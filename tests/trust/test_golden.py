"""The formats of trust/FORMAT.md as exact bytes, so that somebody else can write a reader, and ours never drifts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop.domain.certificates import PrintedWords
from bsuh_desktop.domain.codes import make_serial, serial_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.credential import (
    decode_credential,
    decode_words,
    sign_credential,
    sign_words,
    verify_credential,
    verify_words,
)
from bsuh_desktop.trust.embedded import encode_embedded
from bsuh_desktop.trust.grants import decode_grants, encode_grants
from bsuh_desktop.trust.sealing import recipient_count, unseal
from bsuh_desktop.trust.vault import Vault
from tests.helpers.keys import DAY, DEVICE, chain, key
from tests.helpers.scanned import to_text

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "trust"
PREFIX = "https://v.bsuh.bd/c#"
NAMES = ("শ্রেয়া খাতুন", "র‍্যাচেল মো. ইসলাম", "Md. Sabbir Hossain", "Zoé Gomes", "")

WORDS = PrintedWords(
    programme="সুনামগঞ্জ কর্মসূচি",
    second_name="Shreya Khatun",
    group="রোল ১, ৮ম শ্রেণি, ক শাখা, কালীগঙ্গা উচ্চ বিদ্যালয়",
    module=LocalText("ট্যাপ, ফাঁদ আর টাকা", "Taps, Traps and Taka"),
    award="taking_part",
    facilitator="শিরিন আক্তার",
    coordinator="",
    practice=False,
)


def vectors() -> dict[str, Any]:
    """Everything in vectors.json, made again. Print it with `python -m tests.trust.test_golden` to renew the file."""
    signer, grants = key("device"), encode_grants(chain())
    signed = [sign_credential(signer, make_serial(DEVICE, n), 5, DAY, name) for n, name in enumerate(NAMES, start=1)]
    words = [sign_words(signer, one, WORDS).encode() for one in signed[:1]]
    return {
        "keys": {name: _facts_of(name) for name in ("root", "coordinator", "device")},
        "signature": _signature_facts(),
        "grants": {"bytes": grants.hex(), "text": to_text(PREFIX, grants)},
        "credentials": [
            {
                "serial": serial_text(one.serial),
                "module": one.module,
                "date": one.day.isoformat(),
                "name": one.name,
                "bytes": one.encode().hex(),
                "text": to_text(PREFIX, one.encode()),
            }
            for one in signed
        ],
        "embedded": encode_embedded(signed[:2], chain()).hex(),
        "embedded_four_a_page": encode_embedded(signed, chain(), 4).hex(),
        "printed_words": words[0].decode(),
        "embedded_with_words": encode_embedded(signed[:2], chain(), 2, [*words, b""]).hex(),
    }


def _facts_of(name: str) -> dict[str, str]:
    return {"seed": key(name).seed.hex(), "public": key(name).public.hex(), "id": key(name).key_id.hex()}


def _signature_facts() -> dict[str, Any]:
    signature = key("device").sign("grant", 1, b"\0\xff").hex()
    return {"by": "device", "kind": "grant", "version": 1, "data": "00ff", "signature": signature}


def given() -> dict[str, Any]:
    """What was settled."""
    return json.loads((GOLDEN / "vectors.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("part", ["keys", "signature", "grants", "credentials", "embedded", "embedded_four_a_page"])
def test_the_bytes_are_those_that_were_settled(part: str) -> None:
    assert vectors()[part] == given()[part]


def test_the_given_bytes_are_read() -> None:
    settled = given()
    assert decode_grants(bytes.fromhex(settled["grants"]["bytes"])) == chain()
    for one, name in zip(settled["credentials"], NAMES, strict=True):
        read = decode_credential(bytes.fromhex(one["bytes"]))
        assert read.name == name
        assert verify_credential(read, key("device").public)


def test_a_file_sealed_long_ago_opens() -> None:
    identity, sealed = (GOLDEN / "identity.txt").read_text("ascii").strip(), (GOLDEN / "sealed.age").read_bytes()
    assert recipient_count(sealed) == 2
    assert unseal(sealed, [identity]) == "উপস্থিতি".encode()


def test_a_vault_made_long_ago_opens() -> None:
    secret = json.loads((GOLDEN / "vault" / "secrets.json").read_text("utf-8"))
    by_passphrase = Vault.unlock(GOLDEN / "vault", secret["passphrase"])
    by_recovery = Vault.unlock_with_recovery(GOLDEN / "vault", secret["recovery_code"])
    for vault in (by_passphrase, by_recovery):
        assert vault.store_key.hex() == secret["store_key"]
        assert vault.signing_key.seed.hex() == secret["signing_seed"]
        assert vault.age_identity == secret["age_identity"]


def test_the_words_hold_beside_their_certificate() -> None:
    signed = decode_words(given()["printed_words"].encode())
    first = decode_credential(bytes.fromhex(given()["credentials"][0]["bytes"]))
    assert signed.words == WORDS
    assert verify_words(signed, first, key("device").public)


if __name__ == "__main__":
    print(json.dumps(vectors(), ensure_ascii=False, indent=2))
