"""The receipts of exchange/FORMAT.md as exact bytes, and its codes to dictate, for the golden attendance file.

`python -m tests.exchange.test_golden_receipt` makes the file anew; only a new format version is a reason to.
"""

from __future__ import annotations

import hashlib
import json

from bsuh_desktop.exchange.receipt import OUTCOMES, read_receipt, receipt_code, sign_receipt
from tests.exchange.test_golden import GOLDEN, RECEIPT_KEY, SEALED
from tests.helpers.keys import key
from tests.helpers.office_files import receipt

FILE = hashlib.sha256(SEALED.read_bytes()).digest()


def made() -> dict[str, bytes]:
    """Both files, made again."""
    codes = {outcome: receipt_code(RECEIPT_KEY, FILE, outcome) for outcome in OUTCOMES}
    facts = {"receipt_key": RECEIPT_KEY.hex(), "file": FILE.hex(), "codes": codes}
    return {
        "receipt.json": sign_receipt(receipt(file=FILE), key("coordinator")),
        "receipt-practice.json": sign_receipt(receipt(file=FILE, outcome="practice"), key("coordinator")),
        "receipt-codes.json": json.dumps(facts, indent=2).encode() + b"\n",
    }


def test_the_bytes_are_those_that_were_settled() -> None:
    assert {name: (GOLDEN / name).read_bytes() for name in made()} == made()


def test_the_given_bytes_are_read() -> None:
    assert read_receipt((GOLDEN / "receipt.json").read_bytes()) == receipt(file=FILE)


def _renew() -> None:
    for name, data in made().items():
        (GOLDEN / name).write_bytes(data)


if __name__ == "__main__":
    _renew()
