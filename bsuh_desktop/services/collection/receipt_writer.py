"""Receipts of collected files: made with the run, signed and written in one step, each device's in its own folder."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from bsuh_desktop.exchange.receipt import MOST_FORGOTTEN, Outcome, Receipt, receipt_format
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.receipt_files import write_answers
from bsuh_desktop.services.collection.values import Collected
from bsuh_desktop.services.collection.written_receipt import WrittenReceipt
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.signing import SigningKey


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """A receipt that is to be made. `key` is the public key of the device that wrote the file."""

    programme: str
    file: bytes
    session: str
    revision: int
    outcome: Outcome
    key: bytes


def receipts_of(
    collector: Collector, wanted: Sequence[Wanted], forgotten: Mapping[bytes, AbstractSet[str]]
) -> tuple[Receipt, ...]:
    """The receipts, unsigned. `forgotten` are the ids of learners who withdrew, by the device on which they did: each
    receipt carries those of its own device and of those that it goes on with."""
    office, practice = collector.office.encode(), collector.practice_office.encode()
    practice_day = _practice_day(collector)
    along: dict[bytes, tuple[str, ...]] = {}

    def receipt(one: Wanted) -> Receipt:
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
    """Practice is signed on whatever day: one that its grant covers."""
    terms = collector.practice_office.terms
    return min(max(collector.today, terms.first_day), terms.last_day)


def write_receipts(
    collector: Collector, collected: Collected, out: Path, by_sender: bool = True
) -> tuple[WrittenReceipt, ...]:
    """Signs the receipts of one run and writes them into `out`; `by_sender`: each device's into a folder of it that
    bears its number, or its key's code while it has none. What stands there and says the same is left as it is; nothing
    is written over.

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
