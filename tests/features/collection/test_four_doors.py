"""One file, four doors: Inbox, Receive, `bsuh receipts` and `bsuh verify` come to one verdict for one reason.

The three that answer write the same receipt with the same code to dictate. Each kind is brought to a desk of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import BY_NEWER_APP
from bsuh_desktop.exchange.receipt import Receipt, read_receipt
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collect import collect, receive
from bsuh_desktop.services.collection.collected_files import (
    COLLECTED_AS,
    OUTCOMES,
    Collected,
    CollectedFile,
    may_be_called,
)
from bsuh_desktop.services.collection.names import named_list
from bsuh_desktop.services.collection.receipt_writer import write_receipts
from bsuh_desktop.services.verify.known import known_to
from tests.helpers.attacks.file_kinds import BAD, GOOD_ONES, Kind
from tests.helpers.collection import Office, put
from tests.helpers.verify_processes import proofs_of

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")

KINDS = (*BAD, *GOOD_ONES)


class Answer(NamedTuple):
    """What a door that answers says: the row of the file, and its receipt, read again from the folder."""

    row: CollectedFile
    receipt: Receipt | None


Door = Callable[[Office, Path, Path], Answer]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path / "office")
    yield one
    one.desk.close()


def _answer(office: Office, stick: Path, folder: Path, take: Callable[..., Collected], by_sender: bool) -> Answer:
    """On a copy of the register as it was, and nothing is remembered: no door knows of another."""
    register = folder / "register"
    if office.register.exists():
        shutil.copytree(office.register, register)
    with Register.open(register, office.collector.keys) as opened:
        found = take(office.collector, opened, [stick], keep=lambda seen: None, workers=1)
    written = write_receipts(office.collector, found, folder / "out", by_sender=by_sender)
    (row,) = found.files
    assert len(written) == len(found.answers) == (row.outcome is not None)
    return Answer(row, read_receipt(written[0].path.read_bytes()) if written else None)


def inbox(office: Office, stick: Path, folder: Path) -> Answer:
    """The Inbox, and `bsuh collect`."""
    return _answer(office, stick, folder, collect, by_sender=True)


def receive_page(office: Office, stick: Path, folder: Path) -> Answer:
    """The page Receive, and `bsuh receipts` without a register: the receipts go back on the stick."""
    return _answer(office, stick, folder, receive, by_sender=False)


def receipts_command(office: Office, stick: Path, folder: Path) -> Answer:
    """`bsuh receipts --register`: a folder for each sender."""
    return _answer(office, stick, folder, receive, by_sender=True)


DOORS: dict[str, Door] = {"inbox": inbox, "receive": receive_page, "receipts": receipts_command}


def answers_of(office: Office, kind: Kind, folder: Path) -> tuple[Verdict, Message, tuple[Message, ...], list[Answer]]:
    """What verifying says of a file (verdict, sentence, doubts), and what each door answers."""
    stick = put(folder / "stick", {"a.bsuh": kind.make(office)})
    answers = [door(office, stick, folder / name) for name, door in DOORS.items()]
    (proof,) = proofs_of([str(stick / "a.bsuh")], known_to(office.desk))
    return proof.verdict, proof.sentence, proof.doubts, answers


def test_there_are_as_many_kinds_as_anybody_has_thought_of() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert (len(BAD), len(GOOD_ONES)) >= (27, 6)
    assert {kind.verdict for kind in BAD} == {verdict for verdict in COLLECTED_AS if verdict.exit_code}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_one_verdict_one_reason_and_one_receipt(kind: Kind, office: Office, tmp_path: Path) -> None:
    verdict, sentence, doubts, answers = answers_of(office, kind, tmp_path)
    assert verdict is kind.verdict
    assert (BY_NEWER_APP in doubts) == (kind.name == "an event of a newer app")
    for row, receipt in answers:
        assert row.by_itself is not None
        assert row.by_itself.verdict is verdict
        if not _was_here(row):
            assert row.by_itself.alone == sentence, "one reason, in the same words"
        assert set(row.doubts) <= set(doubts), "verifying may know of another file with the same number besides"
        assert row.verdict == (kind.beside or COLLECTED_AS[verdict])
        assert row.verdict in may_be_called(verdict)
        assert row.outcome == (None if row.verdict == "not_ours" else OUTCOMES.get(verdict))
        assert (receipt.outcome if receipt else None) == row.outcome
    first, *others = answers
    for other in others:
        assert (other.row.text, other.row.remedy, other.receipt) == (first.row.text, first.row.remedy, first.receipt)
    codes = {row.code for row, _ in answers if not _was_here(row)}
    assert len(codes) <= 1
    assert all(bool(row.code) == (row.outcome is not None) for row, _ in answers if not _was_here(row))


def _was_here(row: CollectedFile) -> bool:
    """True for a file that the register had: it is not opened again, so its reason is not known, and the Inbox, which
    dictates no code, does not read the key to it."""
    return row.verdict == "identical"


def test_the_code_of_a_file_that_was_here_is_that_of_the_day_it_came(office: Office, tmp_path: Path) -> None:
    data = next(kind for kind in GOOD_ONES if kind.name == "granted").make(office)
    stick = put(tmp_path / "stick", {"a.bsuh": data})
    first = inbox(office, stick, tmp_path / "first")
    office.collect(stick)
    again = [door(office, stick, tmp_path / name) for name, door in DOORS.items()]
    assert [one.row.verdict for one in again] == ["identical"] * len(DOORS)
    assert [one.receipt for one in again] == [first.receipt] * len(DOORS)
    assert first.row.code
    assert {one.row.code for one in again if one.row.code} == {first.row.code}
    assert [bool(one.row.code) for one in again] == [False, True, True]


OPENED: Sequence[Kind] = tuple(kind for kind in GOOD_ONES if kind.verdict is Verdict.GOOD)


@pytest.mark.parametrize("kind", OPENED, ids=[kind.name for kind in OPENED])
def test_names_are_checked_where_they_are_opened(kind: Kind, office: Office, tmp_path: Path) -> None:
    """What no door opens, none can judge: names that are not the class's are refused by the one place that opens
    them."""
    stick = put(tmp_path / "stick", {"a.bsuh": kind.make(office)})
    (row,) = office.collect(stick).files
    with office.open() as register:
        if kind.names:
            with pytest.raises(KnownError) as refused:
                named_list(register, office.collector, [row.sha256], "district office", "complaint")
            assert refused.value.code == kind.names
        else:
            (named,) = named_list(register, office.collector, [row.sha256], "district office", "complaint")
            assert named.session == row.session
