"""The receipt: a coordinator's signed statement that one attendance file arrived, and what became of it.

It comes back as a small file, or as a code of 12 characters to dictate, which only those who can open the file can
make. FORMAT.md has both byte for byte.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import check_character, decode, encode, is_learner_id
from bsuh_desktop.trust.grants import Grant, decode_grants
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey

RECEIPT_VERSION = 1
PRACTICE_VERSION = 2
"""The format of receipts with the outcome *practice*. An app that knows only the first format asks for an update
instead of calling them broken."""
LARGEST_RECEIPT = 64 * 1024
CODE_LENGTH = 12
MOST_FORGOTTEN = 2000
"""Ids in one receipt."""
_HASH_BYTES, _MAC_CHARACTERS, _GROUP = 32, 10, 4

Outcome = Literal["merged", "kept", "refused", "practice"]
OUTCOMES: dict[Outcome, str] = {"merged": "M", "kept": "K", "refused": "R", "practice": "P"}
"""Outcome → first character of a dictated code. *merged*: the class is in the coordinator's archive and counts. *kept*:
it waits there, and no retention period starts. *practice*: it arrived complete, and is in no archive and no report."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The signed contents of a receipt."""

    format: int = RECEIPT_VERSION
    """`receipt_format` of the outcome."""
    programme: str
    file: bytes
    """SHA-256 of the sealed attendance file."""
    session: str
    revision: int
    outcome: Outcome
    day: datetime.date
    """The day of the receipt, for which the grant is checked."""
    signer: bytes
    """The coordinator's public key."""
    grants: bytes
    """The bytes of the coordinator's grant."""
    forgotten: tuple[str, ...] = ()
    """Ids of learners who withdrew their consent on the device that wrote the file, as far as the coordinator knows: a
    restored backup learns of them this way."""

    def chain(self) -> tuple[Grant, ...]:
        """The coordinator's grant. Raises KnownError `altered`."""
        return decode_grants(self.grants)


def receipt_format(outcome: str) -> int:
    """The version of format and signature for a receipt with that outcome."""
    return PRACTICE_VERSION if outcome == "practice" else RECEIPT_VERSION


def sign_receipt(receipt: Receipt, signer: SigningKey) -> bytes:
    """The receipt as a file. Raises ValueError if `signer` is not the key that the receipt names, or its format is not
    that of its outcome."""
    if signer.public != receipt.signer:
        raise ValueError("a receipt is signed by the key that it names")
    if receipt.format != receipt_format(receipt.outcome):
        raise ValueError("a receipt has the format of its outcome")
    return _FILE.sign(receipt, signer)


def read_receipt(data: bytes) -> Receipt:
    """The receipt in a file with a valid signature. Who the signer is follows from the grants.

    Raises KnownError `unreadable` or `altered`.
    """
    return _FILE.read(data)


def _possible(receipt: Receipt) -> bool:
    """Raises KnownError `altered` for grants that are none."""
    return (
        len(receipt.file) == _HASH_BYTES
        and len(receipt.signer) == PUBLIC_BYTES
        and receipt.revision >= 1
        and receipt.format == receipt_format(receipt.outcome)
        and bool(receipt.chain())
        and all(map(is_learner_id, receipt.forgotten))
    )


_FILE = SignedDocument(
    name="receipt",
    kind="receipt",
    body=Receipt,
    largest=LARGEST_RECEIPT,
    versions=(RECEIPT_VERSION, PRACTICE_VERSION),
    signer=lambda receipt: receipt.signer,
    possible=_possible,
)
RECEIPT_START = _FILE.start


def receipt_code(receipt_key: bytes, file: bytes, outcome: Outcome) -> str:
    """The code to dictate, without hyphens: outcome, 50 bits of HMAC-SHA256 (RFC 2104) over the file's hash and the
    outcome with the key from the sealed manifest, and the check character."""
    message = b"bsuh/receipt-code/1\0" + file + outcome.encode("ascii")
    mac = int.from_bytes(hmac.new(receipt_key, message, hashlib.sha256).digest(), "big")
    body = OUTCOMES[outcome] + encode(mac >> (256 - 5 * _MAC_CHARACTERS), _MAC_CHARACTERS)
    return body + check_character(body)


def print_receipt_code(code: str) -> str:
    """A code as it is dictated: M4K2-9XTQ-0B7C."""
    return "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def read_receipt_code(text: str) -> str:
    """A dictated code in canonical form. Raises ValueError if it cannot be one, or if its check character is wrong."""
    if len(text.replace("-", "").replace(" ", "")) != CODE_LENGTH:
        raise ValueError("a code of a receipt has 12 characters")
    plain = encode(decode(text), CODE_LENGTH)
    if plain[0] not in OUTCOMES.values() or check_character(plain[:-1]) != plain[-1]:
        raise ValueError("no code of a receipt")
    return plain


def outcome_of_code(code: str, receipt_key: bytes, file: bytes) -> Outcome | None:
    """The outcome in `code` for the file with that hash; None if it was made for another file."""
    for outcome in OUTCOMES:
        if hmac.compare_digest(receipt_code(receipt_key, file, outcome), code):
            return outcome
    return None
