"""Receipts of collected files: made during the run, signed and written in one step, with a folder for each device."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.file_batch import NewFile, write_many
from bsuh_desktop.exchange.receipt import (
    LARGEST_RECEIPT,
    MOST_FORGOTTEN,
    Outcome,
    Receipt,
    receipt_format,
    sign_receipt,
)
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collected_files import Collected
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.report import Report
from bsuh_desktop.services.collection.stored_files import StoredFiles
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.system.sandbox_errors import blames_file
from bsuh_desktop.trust.signing import SigningKey


def reissued_receipts(collector: Collector, register: Register, session: str) -> tuple[Receipt, ...]:
    """Unsigned receipts for the archived files of `session` that have an answer now: the same that collecting them
    again would make. Raises KnownError `register_damaged`."""
    kept, telling, wanted = StoredFiles(register), Report(collector), []
    for one in kept.of_session(session):
        counts = register.status.current.get(session) == one.file
        row = telling.known("", one, kept.shown(one.file), register.status.files[one.file], counts)
        if row.outcome is not None:
            programme = collector.programme.id
            wanted.append(WantedReceipt(programme, one.file, session, one.revision, row.outcome, one.key))
    return receipts_of(collector, wanted, {key: set(learners) for key, learners in collector.forgotten.items()})


class WrittenReceipt(msgspec.Struct, frozen=True):
    """One receipt on disk."""

    session: str
    """The session of the file that it answers."""
    path: Path
    sha256: bytes
    """Hash of the receipt's file."""
    state: Outcome
    """Its outcome."""
    new: bool = True
    """False if it was there already."""


def write_answers(
    answers: Sequence[tuple[Path, Receipt]], signer: Callable[[Receipt], SigningKey]
) -> tuple[WrittenReceipt, ...]:
    """Signs receipts and writes each into its folder, which must exist. If an existing receipt says the same, perhaps
    with an earlier day, it is left as it is; nothing is overwritten.

    Raises KnownError: disk_full, read_only, stick_removed, already_there, and what `signer` raises.
    """
    with SignedDocumentSandbox() as sandbox:
        placing = _Placing(signer, sandbox)
        done = [placing.place(folder, receipt) for folder, receipt in answers]
    write_many(placing.new, lambda _: None)
    return tuple(done)


class _Placing:
    """Decides where each receipt is written; never two to the same path."""

    def __init__(self, signer: Callable[[Receipt], SigningKey], sandbox: SignedDocumentSandbox) -> None:
        self._signer = signer
        self._sandbox = sandbox
        self._used: set[Path] = set()
        self.new: list[NewFile] = []

    def place(self, folder: Path, receipt: Receipt) -> WrittenReceipt:
        """Returns the existing receipt that says the same, or takes a free name and adds the file to `new`."""
        for number in itertools.count(1):
            path = folder / receipt_name(receipt, number)
            if path in self._used:
                continue
            for standing in (path, path.with_suffix(file_endings.BEFORE)):
                there = self._standing(standing)
                if there is not None and _says_the_same(there[0], receipt):
                    self._used.add(path)
                    return WrittenReceipt(receipt.session, standing, there[1], receipt.outcome, new=False)
            if not path.exists():
                break
        self._used.add(path)
        data = sign_receipt(receipt, self._signer(receipt))
        self.new.append(NewFile(path, data))
        return WrittenReceipt(receipt.session, path, hashlib.sha256(data).digest(), receipt.outcome)

    def _standing(self, path: Path) -> tuple[Receipt, bytes] | None:
        """The intact receipt at `path`, and its SHA-256; None if there is none."""
        try:
            data = read_file(path, LARGEST_RECEIPT)
            return self._sandbox.read(data, Receipt), hashlib.sha256(data).digest()
        except KnownError as refused:
            if not blames_file(refused):
                raise
            return None


def receipt_name(receipt: Receipt, number: int = 1) -> str:
    """`receipt-<session>.bsuh-receipt`; a later revision ends in -r2, a different answer for the same file in -2."""
    revision = f"-r{receipt.revision}" if receipt.revision > 1 else ""
    return f"receipt-{receipt.session}{revision}" + (f"-{number}" if number > 1 else "") + file_endings.RECEIPT


def _says_the_same(there: Receipt, receipt: Receipt) -> bool:
    """True if the existing receipt differs at most in an earlier day: it is still valid."""
    return there.day <= receipt.day and replace(there, day=receipt.day) == receipt


class WantedReceipt(msgspec.Struct, frozen=True, gc=False):
    """A receipt to be made. `key` is the public key of the device that wrote the file."""

    programme: str
    file: bytes
    session: str
    revision: int
    outcome: Outcome
    key: bytes


def receipts_of(
    collector: Collector, wanted: Sequence[WantedReceipt], forgotten: Mapping[bytes, AbstractSet[str]]
) -> tuple[Receipt, ...]:
    """The receipts, unsigned. `forgotten` are the ids of withdrawn learners, by the device on which they withdrew: each
    receipt contains those of its own device and of the devices that it succeeds."""
    office, practice = collector.coordinator_grant.encode(), collector.practice_office.encode()
    practice_day = _practice_day(collector)
    along: dict[bytes, tuple[str, ...]] = {}

    def receipt(one: WantedReceipt) -> Receipt:
        real = one.programme != collector.practice_programme
        if one.key not in along:
            every = {learner for key in collector.known.keys_of_one(one.key) for learner in forgotten.get(key, ())}
            along[one.key] = tuple(sorted(every))[:MOST_FORGOTTEN]
        return Receipt(
            format=receipt_format(one.outcome),
            programme=one.programme,
            file=one.file,
            session=one.session,
            revision=one.revision,
            outcome=one.outcome,
            day=collector.today if real else practice_day,
            signer=collector.signer.public if real else collector.practice_signer.public,
            grants=office if real else practice,
            forgotten=along[one.key],
        )

    return tuple(map(receipt, wanted))


def _practice_day(collector: Collector) -> datetime.date:
    """The day on receipts of practice: today, or the nearest day that the practice grant covers."""
    terms = collector.practice_office.terms
    return min(max(collector.today, terms.first_day), terms.last_day)


def write_receipts(
    collector: Collector, collected: Collected, out: Path, by_sender: bool = True
) -> tuple[WrittenReceipt, ...]:
    """Signs the receipts of one run and writes them into `out`; with `by_sender` into a subfolder for each device,
    named by its number or, without one, by its key's code. If an existing receipt says the same it is left as it is;
    nothing is overwritten.

    Raises KnownError: disk_full, read_only, stick_removed, already_there.
    """
    sender_of = {one.sha256: one.device or one.signer_code for one in collected.files if one.outcome is not None}
    answers = [(out / sender_of[one.file] if by_sender else out, one) for one in collected.answers]
    for folder in sorted({folder for folder, _ in answers} | {out}):
        make_folder(folder)

    def signer(receipt: Receipt) -> SigningKey:
        practice = receipt.signer == collector.practice_signer.public
        return collector.practice_signer if practice else collector.signer

    return write_answers(answers, signer)
