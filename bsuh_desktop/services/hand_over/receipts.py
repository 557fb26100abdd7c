"""Accepts a coordinator's receipts, as files on a stick or as codes that were dictated.

Each is verified as `verify` does. A valid receipt closes its class; the bytes of a merged class are not needed any
more. Receipts on a stick that are new to this laptop are offered, and accepted with one button."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.file_endings import BEFORE, RECEIPT, ends_in
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import (
    CODE_LENGTH,
    LARGEST_RECEIPT,
    RECEIPT_START,
    Outcome,
    Receipt,
    read_receipt_code,
)
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import valid_receipts
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.desk.titles import class_title
from bsuh_desktop.services.erasure.erase import apply_ids
from bsuh_desktop.services.hand_over.hand_over_view import ReceiptState, TakenReceipt
from bsuh_desktop.services.safekeeping.desk_key import look_at, note_gone_back
from bsuh_desktop.services.verify import typed_codes
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.signed_files import prover_of
from bsuh_desktop.store.outgoing import FileRevision, StoredReceipt
from bsuh_desktop.system.files import files_in
from bsuh_desktop.system.log import log

_NAME = re.compile(rf"receipt-([0-9A-Z]{{16}})(?:-[^/]*)?(?:{re.escape(RECEIPT)}|{re.escape(BEFORE)})")
_DEEPEST, _MOST = 3, 5_000
"""Levels of folders, and number of files, that are searched on a stick: it may contain anything."""


class Expected(msgspec.Struct, frozen=True):
    """What a new receipt for this laptop can be for."""

    sessions: frozenset[str]
    """The finished classes."""
    stored: frozenset[bytes]
    """The files of the receipts that this laptop has."""
    files: frozenset[bytes] = frozenset()
    """The attendance files that this laptop sealed, by SHA-256."""


def expected(desk: Desk) -> Expected:
    """What this laptop waits for. On the desk's own thread; scanning a stick needs no desk."""
    sessions = frozenset(desk.store.journal.finished())
    kept = frozenset(one.file for one in desk.store.handed.receipts().values() if one.file)
    return Expected(sessions, kept, frozenset(desk.store.outgoing.files()))


def receipts_on(folder: Path, wanted: Expected) -> tuple[Path, ...]:
    """The files below `folder` that are named like a receipt for a class of this laptop and are not stored yet, sorted
    by path. Whether they are valid is checked when they are accepted. Empty if the folder is gone."""
    found = (path for path in _files(folder) if _is_ours(path, wanted))
    with SignedDocumentSandbox() as sandbox:
        return tuple(sorted(path for path in found if _is_news(_read(path), wanted, sandbox)))


def _is_news(data: bytes, wanted: Expected, sandbox: SignedDocumentSandbox) -> bool:
    """False for a receipt that is here, and for one about another laptop's file of a class that was not merged: it
    changes nothing here. If that file was merged, this laptop's data may have gone back to an older copy; accepting it
    reports that."""
    if not data or data in wanted.stored:
        return False
    try:
        receipt = sandbox.read(data, Receipt)
    except KnownError:
        return True
    return receipt.outcome == "merged" or receipt.file in wanted.files


def _files(folder: Path) -> Iterator[Path]:
    seen, root = 0, len(folder.parts)
    for where, folders, names in os.walk(folder):
        if len(Path(where).parts) - root >= _DEEPEST:
            folders.clear()
        for name in names:
            seen += 1
            if seen > _MOST:
                return
            yield Path(where) / name


def _is_ours(path: Path, wanted: Expected) -> bool:
    named = _NAME.fullmatch(path.name)
    return named is not None and named[1] in wanted.sessions


def _read(path: Path) -> bytes:
    """The file; b"" if it is larger than any receipt or cannot be read: the stick may be gone by now."""
    try:
        data = read_file(path, LARGEST_RECEIPT)
    except KnownError:
        return b""
    return data if len(data) <= LARGEST_RECEIPT else b""


_RANKS = ("refused", "kept", "practice", "merged")
_FINAL = ("practice", "merged")
_OF_ANOTHER = Message("This receipt is for a class of another laptop.")
_OF_LATER = Message(
    "This receipt is for a file that your key signed but that is not here: this laptop's data "
    "went back to an earlier day."
)
_NEW_KEY = Message("Open the desk, and let it make a key of its own.")
_KNOWN = Message("This receipt was already here.")
_ONLY_PRACTICE = Message("A practice receipt cannot close a real class.")
_WAS_REAL = Message("If it was a real class, enter it again: Home, “Enter a class from paper”.")
_NO_RECEIPT = Message("This file is not a receipt.")
_FROM_COORDINATOR = Message("Choose the file that came from the coordinator: its name begins with “receipt-”.")


def take_receipts(desk: Desk, paths: Sequence[Path]) -> tuple[TakenReceipt, ...]:
    """Accepts the receipts at `paths`. Folders are searched with all subfolders, and files in them that are no receipt
    for a class of this laptop are skipped; a file that was named itself is always reported. Accepting a receipt again
    changes nothing. Must not run inside a transaction.

    Raises KnownError: disk_full, store_read_only.
    """
    taking = _Taking(desk)
    with taking.sandbox:
        taken = [one for found in files_in(paths) if (one := taking.file(found.path, found.named)) is not None]
    taking.settle()
    look_at(desk, _folders_of(paths))
    log("command", code="take_receipts", count=sum(one.holds for one in taken))
    return tuple(taken)


def _folders_of(paths: Sequence[Path]) -> list[Path]:
    """The folders of the receipts and their parents: on a stick receipts have a folder of their own."""
    folders = (path if path.is_dir() else path.parent for path in paths)
    return list(dict.fromkeys(place for folder in folders for place in (folder, folder.parent)))


def take_code(desk: Desk, code: str) -> TakenReceipt:
    """Accepts a dictated receipt code, in Bangla or English digits, with or without gaps. Must not run inside a
    transaction. Raises KnownError as `take_receipts`."""
    taking = _Taking(desk)
    taken = taking.code(code)
    taking.settle()
    log("command", code="take_code", count=int(taken.holds))
    return taken


class _Taking:
    """What every receipt is compared with, and what was accepted so far."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known: KnownKeys = known_to(desk)
        self.sandbox = SignedDocumentSandbox()
        self.files = desk.store.outgoing.files()
        self.finished = desk.store.journal.finished()
        self.sessions = frozenset(desk.store.journal.sessions())
        self.stored = valid_receipts(desk)
        self.today = desk.today().isoformat()
        self._news: dict[bytes, StoredReceipt] = {}
        self._forgotten: dict[str, Why] = {}
        self._reported: set[str] = set()
        self._rolled_back = False

    def file(self, path: Path, named: bool) -> TakenReceipt | None:
        """One file; None if it is skipped."""
        if not named and not ends_in(path.name, RECEIPT, BEFORE):
            return None
        try:
            data = read_file(path, LARGEST_RECEIPT)
        except KnownError as error:
            return self._wrong(path, "unreadable", error.message, error.remedy) if named else None
        if not data.startswith(RECEIPT_START):
            return self._wrong(path, "unreadable", _NO_RECEIPT, _FROM_COORDINATOR) if named else None
        return self._receipt(path, data, named)

    def _receipt(self, path: Path, data: bytes, named: bool) -> TakenReceipt | None:
        prove = prover_of(data)
        assert prove is not None
        proof = prove(str(path), data, self.known, self.sandbox)
        try:
            receipt = self.sandbox.read(data, Receipt)
        except KnownError:
            return self._wrong(path, _state_of(proof), proof.sentence)
        file = self.files.get(receipt.file)
        if file is None or (file.session, file.revision) != (receipt.session, receipt.revision):
            if proof.verdict is Verdict.GOOD and self._is_for_us(receipt):
                # A desk restored from an older copy of its data does not know the file any more.
                self._reported.update(receipt.forgotten)
                if self._shows_rolled_back(receipt):
                    self._rolled_back = True
                    return self._wrong(path, "not_ours", _OF_LATER, _NEW_KEY)
            return self._wrong(path, "not_ours", _OF_ANOTHER) if named else None
        return self._judged(path, receipt, file, proof, data)

    def _shows_rolled_back(self, receipt: Receipt) -> bool:
        """True if only this desk's own key can have signed that file, from newer data that is gone: the desk was
        restored from an older copy, and its key would sign other files in the same places of its sequence. Files that
        an earlier key's laptop still sends are no such sign; nor are files that were only kept, since anybody can send
        them."""
        ours = receipt.session in self.sessions and not self.desk.earlier
        return ours and receipt.file not in self.files and receipt.outcome == "merged"

    def _is_for_us(self, receipt: Receipt) -> bool:
        """True if that coordinator could open files of this desk's partner."""
        return receipt.chain()[0].terms.partner in (0, self.desk.partner)

    def _judged(self, path: Path, receipt: Receipt, file: FileRevision, proof: Proof, data: bytes) -> TakenReceipt:
        if proof.verdict is Verdict.PRACTICE and not self._is_practice(file.session):
            return self._outcome(path, "practice", file.session, _ONLY_PRACTICE, receipt.outcome)
        if proof.verdict not in (Verdict.GOOD, Verdict.PRACTICE):
            return self._outcome(path, _state_of(proof), file.session, proof.sentence, receipt.outcome)
        if proof.verdict is Verdict.GOOD or self.desk.practising:
            self._forgotten.update(dict.fromkeys(receipt.forgotten, "withdrawn"))
        kept = StoredReceipt(receipt.file, receipt.outcome, receipt.day.isoformat(), data, self.today)
        return self._keep(path, kept, file.session)

    def code(self, text: str) -> TakenReceipt:
        """One dictated code."""
        try:
            code = read_receipt_code(typed_codes.in_one_form(text))
        except ValueError:
            return self._wrong(None, "unreadable", _slip_in(text))
        found = typed_codes.receipt_of_code(code, self.known)
        if found is None:
            return self._wrong(None, "not_ours", typed_codes.OF_NO_FILE)
        session = self.files[found.file].session
        day = max(self.desk.today(), self.known.class_days.get(found.file, datetime.date.min))
        return self._keep(None, StoredReceipt(found.file, found.outcome, day.isoformat(), b"", self.today), session)

    def _keep(self, path: Path | None, receipt: StoredReceipt, session: str) -> TakenReceipt:
        if receipt.outcome == "practice" and not self._is_practice(session):
            return self._outcome(path, "practice", session, _ONLY_PRACTICE, receipt.outcome)
        before = self.stored.get(receipt.sha256)
        news = before is None or _is_newer(receipt, before)
        if before is None or news or (not before.file and before.outcome == receipt.outcome):
            self.stored[receipt.sha256] = self._news[receipt.sha256] = receipt
        if not news:
            return self._outcome(path, "same", session, _KNOWN, receipt.outcome)
        sentence = self._received(receipt, session)
        if receipt.outcome == "practice":
            told = self._outcome(path, "practised", session, sentence, receipt.outcome)
            return replace(told, remedy=_WAS_REAL)
        return self._outcome(path, _outcome(receipt), session, sentence, receipt.outcome)

    def _received(self, receipt: StoredReceipt, session: str) -> Message:
        newest = max(file.revision for file in self.files.values() if file.session == session)
        if receipt.outcome != "merged" or self.files[receipt.sha256].revision == newest:
            return typed_codes.received(_outcome(receipt), receipt.sha256, self.known)
        day = date_text(self.known.class_days[receipt.sha256])
        return Message(
            "The coordinator has received an older version of the class of {day}. The newer one waits.", day=day
        )

    def settle(self) -> None:
        """Erases the learners who withdrew according to the coordinator, then stores all accepted receipts at once. In
        this order, because a stored receipt is not read again."""
        sat_here = self.desk.store.people.of_learners(self._reported)
        here = {learner for person in sat_here for learner in person.ids} & self._reported
        apply_ids(self.desk, {**dict.fromkeys(here, "withdrawn"), **self._forgotten})
        if self._news:
            with self.desk.store.transaction():
                for receipt in self._news.values():
                    self.desk.store.handed.keep_receipt(receipt)
                self.desk.store.outgoing.drop_bytes(self._not_sent_again())
        if self._rolled_back:
            note_gone_back(self.desk)

    def _not_sent_again(self) -> list[bytes]:
        """The files of every settled class, up to the settled revision."""
        settled = {
            file.session: file.revision
            for sha256, file in sorted(self.files.items(), key=lambda one: one[1].revision)
            if (receipt := self._news.get(sha256)) is not None and receipt.settled
        }
        return [sha256 for sha256, file in self.files.items() if file.revision <= settled.get(file.session, 0)]

    def _is_practice(self, session: str) -> bool:
        held = self.finished.get(session)
        return held is not None and held.practice

    def _outcome(
        self, path: Path | None, state: ReceiptState, session: str, sentence: Message, outcome: str
    ) -> TakenReceipt:
        held: ClassSummary | None = self.finished.get(session)
        title = class_title(held.groups) if held else None
        return TakenReceipt(path, state, session, title, held.date if held else None, sentence, outcome=outcome)

    def _wrong(
        self, path: Path | None, state: ReceiptState, sentence: Message, remedy: Message | None = None
    ) -> TakenReceipt:
        return TakenReceipt(path, state, "", None, None, sentence, remedy)


def _is_newer(receipt: StoredReceipt, before: StoredReceipt) -> bool:
    """True if a receipt replaces an earlier one. *Merged* is final, and so is *practice* unless it becomes merged;
    otherwise the later day counts, and on the same day the better outcome. So the order in which receipts come does not
    matter."""
    if receipt.outcome in _FINAL or before.outcome in _FINAL:
        return _RANKS.index(receipt.outcome) > _RANKS.index(before.outcome)
    return (receipt.day, _RANKS.index(receipt.outcome)) > (before.day, _RANKS.index(before.outcome))


def _outcome(receipt: StoredReceipt) -> Outcome:
    return receipt.outcome  # type: ignore[return-value]


def _state_of(proof: Proof) -> ReceiptState:
    return _STATES.get(proof.verdict, "unreadable")


_STATES: dict[Verdict, ReceiptState] = {
    Verdict.ALTERED: "altered",
    Verdict.UNKNOWN_SIGNER: "unknown_signer",
    Verdict.REVOKED: "revoked",
    Verdict.EXPIRED: "expired",
}


def _slip_in(text: str) -> Message:
    written = len(typed_codes.plain_code(text))
    if written != CODE_LENGTH:
        return Message(
            "A receipt's code has {count} characters; {written} were written.", count=CODE_LENGTH, written=written
        )
    return typed_codes.WRONG_SIGN
