"""The attendance file of exchange/FORMAT.md as exact bytes: every member of one class, and the sealed file itself.

`python -m tests.exchange.test_golden` makes all of it anew; only a new format version is a reason to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, journal_line, make_entry, read_journal, verify_chain
from bsuh_desktop.domain.events import (
    Answered,
    Event,
    Finished,
    HandsEstimated,
    HeadcountTyped,
    NotAsked,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    encode_data,
    kind_of,
)
from bsuh_desktop.domain.session.fold import fold
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts, write_names
from bsuh_desktop.exchange.attendance_writer import Sender, contents
from bsuh_desktop.exchange.contents import open_names
from bsuh_desktop.exchange.package import JOURNAL, MEMBERS, NAMES, pack
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import (
    PARTNER,
    demonstration_identities,
    demonstration_programme,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.sealing import Opener, seal
from tests.helpers import attendance
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.classes import NINE, learner, opened
from tests.helpers.keys import DEVICE, key

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "exchange"
SEALED = GOLDEN / "2026-07-14-eiin-107845-SESS00000000000X.bsuh"
KINDS = GOLDEN / "journal-new-kinds.jsonl"
"""Hands by eye, and a device that did not come to everybody: kinds of events that came after the golden file."""
RECEIPT_KEY = bytes(range(32))


def by() -> Sender:
    """The test device under the demonstration programme."""
    programme = demonstration_programme(resources())
    grants = issue_demonstration_device_grant(resources(), key("device").public, DEVICE)
    return attendance.sender(grants=grants, programme=programme.id, recipients=programme.recipients_for(PARTNER))


def facts() -> AttendanceFacts:
    """The class of the golden file; its journal's salts are random, so it is read from there."""
    lines = (GOLDEN / "members" / JOURNAL).read_bytes().splitlines()
    return replace(attendance.facts(practice=True), journal=tuple(lines))


def made() -> dict[str, bytes]:
    """Every member, made again."""
    return contents(facts(), by(), (GOLDEN / "members" / NAMES).read_bytes(), RECEIPT_KEY)[0]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_member_has_the_bytes_that_were_settled(member: str) -> None:
    assert made()[member] == (GOLDEN / "members" / member).read_bytes()


def test_the_file_is_read_as_on_the_first_day() -> None:
    identities = demonstration_identities(resources())
    read = read_attendance_file(SEALED.read_bytes(), identities, [demonstration_programme(resources())])
    assert read.verdict is Verdict.PRACTICE
    assert read.contents is not None
    assert (read.contents.details, read.contents.rows) == (facts().details, facts().rows)
    assert read.contents.manifest.receipt_key == RECEIPT_KEY
    assert open_names(read.contents, Opener(identities)) == facts().names


def test_hands_by_eye_and_who_was_not_asked_have_the_bytes_that_were_settled() -> None:
    entries = read_journal(KINDS.read_bytes())
    assert verify_chain(entries).head.hex() == "daec35d214b56e2da88fa72ee90c6ed0b2b244fee817089300e6a9c41bd856f6"
    events = [entry.event() for entry in entries]
    assert [encode_data(event) for event in events if event is not None] == [entry.data for entry in entries]
    questions = fold(attendance.SESSION, [(entry.header, entry.event()) for entry in entries]).questions
    assert (questions["q1"].levels, questions["q1"].counted) == ({"A": "few", "B": "most"}, False)
    assert (set(questions["q2"].not_asked), questions["q2"].blank()) == ({learner(3)}, 1)


def _renew_kinds() -> None:
    asked = QuestionOpened("q1", "taps-traps-taka/q1", "hands", "lesson", "ABCD", "C")
    events: list[Event] = [opened(3, False), HeadcountTyped(3), RollCalled(), asked]
    events += [HandsEstimated("q1", {"A": "few", "B": "most"}), QuestionClosed("q1")]
    events += [replace(asked, question="q2", item="taps-traps-taka/q2", by="shared"), Answered("q2", learner(1), "B")]
    events += [NotAsked("q2", (learner(3),)), QuestionClosed("q2"), Finished(NINE + 45 * 60_000)]
    headers = (
        Header(attendance.SESSION, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        for seq, event in enumerate(events, 1)
    )
    lines = (journal_line(make_entry(header, event)) for header, event in zip(headers, events, strict=True))
    KINDS.write_bytes(b"".join(line + b"\n" for line in lines))


def _renew() -> None:
    (GOLDEN / "members").mkdir(parents=True, exist_ok=True)
    lines = b"".join(line + b"\n" for line in attendance.journal(practice=True))
    (GOLDEN / "members" / JOURNAL).write_bytes(lines)
    sealed_names = seal(write_names(attendance.facts().names), by().recipients)
    (GOLDEN / "members" / NAMES).write_bytes(sealed_names)
    for name, data in made().items():
        (GOLDEN / "members" / name).write_bytes(data)
    SEALED.write_bytes(seal(pack(made()), by().recipients))


if __name__ == "__main__":
    _renew()
    _renew_kinds()
