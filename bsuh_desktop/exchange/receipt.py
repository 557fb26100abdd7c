"""The receipt: a coordinator's signed word that one attendance file arrived, and what became of it.

It comes back as a small file, or as a code of 12 characters to dictate, which only who can open the file can make.
FORMAT.md has both byte for byte.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from typing import Literal

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import check_character, decode, encode, is_learner_id
from bsuh_desktop.trust.grants import Grant, decode_grants
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey, verify
from bsuh_desktop.trust.strict_json import convert_canonical, read_canonical

RECEIPT_VERSION = 1
PRACTICE_VERSION = 2
"""The format of receipts that say *practice*. An app that knows the first alone says that it must be updated, instead
of calling them broken."""
RECEIPT_START = b'{"receipt":'
LARGEST_RECEIPT = 64 * 1024
CODE_LENGTH = 12
MOST_FORGOTTEN = 2000
"""Ids that one receipt carries along."""
_HASH_BYTES, _MAC_CHARACTERS, _GROUP = 32, 10, 4

Outcome = Literal["merged", "kept", "refused", "practice"]
OUTCOMES: dict[Outcome, str] = {"merged": "M", "kept": "K", "refused": "R", "practice": "P"}
"""How a dictated code begins. *Merged*: the class is in the coordinator's archive and counts. *Kept* is kept waiting:
it starts no retention. *Practice*: it arrived whole, and stands in no archive and no report."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """`format` is `receipt_format` of the outcome. `file` is the SHA-256 of the sealed attendance file; `grants` are
    the bytes of the signing coordinator's grant; `day` is the day on the receipt, by which the grant is judged.
    `forgotten` are the ids of learners who withdrew their consent on the device that wrote the file, as far as the
    coordinator knows: a restored backup learns of them."""

    format: int = RECEIPT_VERSION
    programme: str
    file: bytes
    session: str
    revision: int
    outcome: Outcome
    day: datetime.date
    signer: bytes
    grants: bytes
    forgotten: tuple[str, ...] = ()

    def chain(self) -> tuple[Grant, ...]:
        """The coordinator's grant. Raises KnownError `altered`."""
        return decode_grants(self.grants)


class _File(msgspec.Struct, frozen=True):
    receipt: dict[str, object]
    signature: bytes


def receipt_format(outcome: str) -> int:
    """The version of format and signature of a receipt with that outcome."""
    return PRACTICE_VERSION if outcome == "practice" else RECEIPT_VERSION


def sign_receipt(receipt: Receipt, signer: SigningKey) -> bytes:
    """The receipt's file. Raises ValueError if `signer` is not the key that the receipt names, or its format is not
    that of its outcome."""
    if signer.public != receipt.signer:
        raise ValueError("a receipt is signed by the key that it names")
    if receipt.format != receipt_format(receipt.outcome):
        raise ValueError("a receipt has the format of its outcome")
    signature = signer.sign("receipt", receipt.format, canonical_json(receipt))
    return canonical_json({"receipt": receipt, "signature": signature})


def read_receipt(data: bytes) -> Receipt:
    """The receipt of a file whose signature holds; who the signer is, the grants say.

    Raises KnownError `unreadable` or `altered`.
    """
    if len(data) > LARGEST_RECEIPT:
        raise unreadable()
    try:
        file = read_canonical(data, _File)
        if file.receipt.get("format") not in (RECEIPT_VERSION, PRACTICE_VERSION):
            raise outdated_format()
        receipt = convert_canonical(file.receipt, Receipt)
    except ValueError as error:
        raise unreadable() from error
    if len(receipt.file) != _HASH_BYTES or len(receipt.signer) != PUBLIC_BYTES or receipt.revision < 1:
        raise unreadable()
    if receipt.format != receipt_format(receipt.outcome):
        raise unreadable()
    receipt.chain()
    if not all(map(is_learner_id, receipt.forgotten)):
        raise unreadable()
    if not verify(receipt.signer, "receipt", receipt.format, canonical_json(file.receipt), file.signature):
        raise altered_file()
    return receipt


def receipt_code(receipt_key: bytes, file: bytes, outcome: Outcome) -> str:
    """The code to dictate, without hyphens: outcome, 50 bits of HMAC-SHA256 (RFC 2104) over the file's hash and the
    outcome under the key that stands in the sealed manifest, and the check character."""
    message = b"bsuh/receipt-code/1\0" + file + outcome.encode("ascii")
    mac = int.from_bytes(hmac.new(receipt_key, message, hashlib.sha256).digest(), "big")
    body = OUTCOMES[outcome] + encode(mac >> (256 - 5 * _MAC_CHARACTERS), _MAC_CHARACTERS)
    return body + check_character(body)


def print_receipt_code(code: str) -> str:
    """A code as it is read out: M4K2-9XTQ-0B7C."""
    return "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def read_receipt_code(text: str) -> str:
    """A dictated code in its one form. Raises ValueError if it cannot be one, or its check does not hold."""
    if len(text.replace("-", "").replace(" ", "")) != CODE_LENGTH:
        raise ValueError("a code of a receipt has 12 characters")
    plain = encode(decode(text), CODE_LENGTH)
    if plain[0] not in OUTCOMES.values() or check_character(plain[:-1]) != plain[-1]:
        raise ValueError("no code of a receipt")
    return plain


def outcome_of_code(code: str, receipt_key: bytes, file: bytes) -> Outcome | None:
    """What `code` says of the file of that hash; None if it was made for another file."""
    for outcome in OUTCOMES:
        if hmac.compare_digest(receipt_code(receipt_key, file, outcome), code):
            return outcome
    return None
