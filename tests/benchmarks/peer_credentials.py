"""The facts of a certificate as two known credentials on paper carry them, each signed with ES256 and in its own code.

An EU Digital COVID Certificate: CWT (RFC 8392) in COSE_Sign1 (RFC 9052), zlib, base45 (RFC 9285), ECC Q as its
specification recommends. A SMART Health Card: JWS (RFC 7515), DEFLATE, numeric mode, ECC L, by which its specification
counts. Health data is left out of both: they hold what our certificate holds, in their own envelopes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Literal, NamedTuple

import cbor2
import qrcode
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_Q
from qrcode.util import QRData

from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.trust.credential import Credential

ISSUER = "https://v.example.org/c"
_KEY = ec.derive_private_key(0x1234567, ec.SECP256R1())
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NUMBERS: Literal[1] = 1  # the mode indicators of ISO/IEC 18004, table 2
_LETTERS: Literal[2] = 2
_BYTES: Literal[4] = 4
_YEAR_S = 365 * 86_400


class Peer(NamedTuple):
    """What a scanner reads, how many bytes were signed and how many carry them, and the symbol's side in modules."""

    text: str
    signed: int
    carried: int
    modules: int


def covid_certificate(credential: Credential) -> Peer:
    """As an EU Digital COVID Certificate: `HC1:` and an alphanumeric code."""
    day = _seconds(credential)
    facts = {"ci": credential.serial, "mo": credential.module, "dt": credential.day.isoformat(), "nam": credential.name}
    claims = cbor2.dumps({1: "BD", 6: day, 4: day + 10 * _YEAR_S, -260: {1: {"ver": "1.3.0", "c": [facts]}}})
    protected = cbor2.dumps({1: -7, 4: credential.key_id})
    signature = _es256(cbor2.dumps(["Signature1", protected, b"", claims]))
    message = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, claims, signature]))
    text = "HC1:" + base45(zlib.compress(message, 9))
    return Peer(text, len(message), len(text), _side([QRData(text, _LETTERS)], ERROR_CORRECT_Q))


def health_card(credential: Credential) -> Peer:
    """As a SMART Health Card: `shc:/` and two digits for each character of a JWS."""
    subject = {
        "name": credential.name,
        "serial": serial_text(credential.serial),
        "module": credential.module,
        "date": credential.day.isoformat(),
    }
    vc = {"type": [f"{ISSUER}#certificate"], "credentialSubject": subject}
    payload = {"iss": ISSUER, "nbf": _seconds(credential), "vc": vc}
    thumbprint = _base64url(hashlib.sha256(credential.key_id).digest())
    head = _base64url(_json({"zip": "DEF", "alg": "ES256", "kid": thumbprint}))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = _base64url(deflate.compress(_json(payload)) + deflate.flush())
    jws = f"{head}.{body}.{_base64url(_es256(f'{head}.{body}'.encode()))}"
    digits = "".join(f"{ord(letter) - 45:02}" for letter in jws)
    segments = [QRData("shc:/", _BYTES), QRData(digits, _NUMBERS)]
    return Peer(f"shc:/{digits}", len(_json(payload)) + 64, len(jws), _side(segments, ERROR_CORRECT_L))


def base45(data: bytes) -> str:
    """RFC 9285: three characters for two bytes, two for a last one."""
    text = ""
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, rest = divmod(number, 45)
            text += _BASE45[rest]
    return text


def _seconds(credential: Credential) -> int:
    return (credential.day.toordinal() - 719_163) * 86_400


def _es256(data: bytes) -> bytes:
    r, s = decode_dss_signature(_KEY.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _side(data: list[QRData], level: Literal[1, 3]) -> int:
    code = qrcode.QRCode(error_correction=level, border=0, mask_pattern=2)
    for segment in data:
        code.add_data(segment)
    code.make(fit=True)
    return len(code.modules)
