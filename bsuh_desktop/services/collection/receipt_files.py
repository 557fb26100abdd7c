"""Writes receipts: one small signed file for each class, the same ones again where they stand already."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.many_files import NewFile, write_many
from bsuh_desktop.exchange.receipt import LARGEST_RECEIPT, Receipt, sign_receipt
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.collection.written_receipt import WrittenReceipt
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.system.sandbox_errors import blames_file
from bsuh_desktop.trust.signing import SigningKey


def write_answers(
    answers: Sequence[tuple[Path, Receipt]], signer: Callable[[Receipt], SigningKey]
) -> tuple[WrittenReceipt, ...]:
    """Signs receipts and writes each into its folder, which is there. A receipt that stands there and says the same, of
    an earlier day perhaps, is left as it is; nothing is written over.

    Raises KnownError: disk_full, read_only, stick_removed, already_there, and what `signer` raises.
    """
    with SignedDocumentSandbox() as sandbox:
        placing = _Placing(signer, sandbox)
        done = [placing.place(folder, receipt) for folder, receipt in answers]
    write_many(placing.new, lambda _: None)
    return tuple(done)


class _Placing:
    """Where each receipt goes; two of them never to one place."""

    def __init__(self, signer: Callable[[Receipt], SigningKey], sandbox: SignedDocumentSandbox) -> None:
        self._signer = signer
        self._sandbox = sandbox
        self._used: set[Path] = set()
        self.new: list[NewFile] = []

    def place(self, folder: Path, receipt: Receipt) -> WrittenReceipt:
        """The receipt that stands there, or a free name with what is to be written."""
        for number in itertools.count(1):
            path = folder / receipt_name(receipt, number)
            if path in self._used:
                continue
            there = self._standing(path)
            if there is not None and _says_the_same(there[0], receipt):
                self._used.add(path)
                return WrittenReceipt(receipt.session, path, there[1], receipt.outcome, new=False)
            if not path.exists():
                break
        self._used.add(path)
        data = sign_receipt(receipt, self._signer(receipt))
        self.new.append(NewFile(path, data))
        return WrittenReceipt(receipt.session, path, hashlib.sha256(data).digest(), receipt.outcome)

    def _standing(self, path: Path) -> tuple[Receipt, bytes] | None:
        """The receipt that stands there whole, and its SHA-256."""
        try:
            data = read_file(path, LARGEST_RECEIPT)
            return self._sandbox.read(data, Receipt), hashlib.sha256(data).digest()
        except KnownError as refused:
            if not blames_file(refused):
                raise
            return None


def receipt_name(receipt: Receipt, number: int = 1) -> str:
    """`receipt-<session>.json`; a later revision ends in -r2, another word about the same file in -2."""
    revision = f"-r{receipt.revision}" if receipt.revision > 1 else ""
    return f"receipt-{receipt.session}{revision}" + (f"-{number}" if number > 1 else "") + ".json"


def _says_the_same(there: Receipt, receipt: Receipt) -> bool:
    """True if only the day may differ: the earlier one holds as well."""
    return there.day <= receipt.day and replace(there, day=receipt.day) == receipt
