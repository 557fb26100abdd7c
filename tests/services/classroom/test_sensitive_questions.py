"""Sensitive questions from the room to the sealed file: what tells of few children, or of all, is nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import heads
from bsuh_desktop.domain.events import Erased, Event, Finished, QuestionClosed
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_writer import Sender, build_attendance_file
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.package import unpack
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import note_leaving, recall
from bsuh_desktop.services.erasure.withdraw import people_of_class, withdraw
from bsuh_desktop.services.hand_over.seal import attendance_facts
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.rehearsal.play import RehearsalFolders, rehearse
from bsuh_desktop.services.rehearsal.rehearsal import read_script
from bsuh_desktop.store.outgoing import SealedFile
from bsuh_desktop.system.log import FILE, FOLDER
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.sealing import unseal
from tests.helpers import programme_desks
from tests.helpers.attendance import COORDINATOR_IDENTITY, PARTNER
from tests.helpers.attendance_files import open_file, read_attendance_file
from tests.helpers.cipher import decrypted_pages
from tests.helpers.desks import (
    PASSPHRASE,
    StillClock,
    a_group,
    clock_at,
    practice_desk,
    resources_with_a_private_question,
    rows,
)
from tests.helpers.erasure import handed_over
from tests.helpers.keys import key
from tests.helpers.scripts import CLOCK, group, set_up

pytestmark = pytest.mark.usefixtures("light_keys")
LEARNERS = 40
UNTOLD = [{"C": 1}, {"A": 40}, {"A": 19, "B": 19}, {"A": 31, "D": 9}, {"A": 20}, {}]
"""One answer of forty, all the same, two who gave none, nine of one letter, one letter alone, nobody."""
TOLD = [{"A": 10, "B": 10, "C": 20}, {"A": 20, "B": 20}, {"B": 15, "D": 12}]


@pytest.fixture(name="desk")
def real_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of a programme whose limit is ten, with a module that has a sensitive question."""
    desk = practice_desk(tmp_path, clock_at(), resources_with_a_private_question(tmp_path / "resources"))
    programme = replace(programme_desks.trial(), cell_limit=10)
    join(desk, sign_programme(programme, key("root")), PARTNER)
    programme_desks.grant(desk)
    yield desk
    desk.close()


def a_class_of_forty(desk: Desk, sitting: str) -> Conduct:
    """Forty were called, nothing was asked yet."""
    conduct = open_class(desk, [sitting], "taps-traps-taka")
    conduct.type_headcount(LEARNERS)
    conduct.call_roll()
    return conduct


def ask(conduct: Conduct, given: dict[str, int]) -> None:
    """The sensitive question goes round, and so many give each letter."""
    conduct.ask("s1", "shared")
    for card, letter in enumerate((letter for letter, number in given.items() for _ in range(number)), start=1):
        conduct.answer(card, letter)


def held(desk: Desk, given: dict[str, int], sitting: str = "") -> Conduct:
    """A whole class that was asked it, and two others beside it."""
    conduct = a_class_of_forty(desk, sitting or a_group(desk, rows(LEARNERS)))
    conduct.ask("q1", "hands")
    conduct.count_hands({"A": 30, "B": 10})
    conduct.close_question()
    ask(conduct, given)
    conduct.close_question()
    conduct.ask("q2", "shared")
    conduct.answer(7, "B")
    conduct.close_question()
    conduct.finish()
    return conduct


def as_before(desk: Desk, tally: dict[str, int]) -> Conduct:
    """A class of an earlier version, whose journal has every tally."""
    conduct = a_class_of_forty(desk, a_group(desk, rows(LEARNERS)))
    conduct.ask("s1", "shared")
    append(desk, conduct, QuestionClosed("s1", tally))
    return conduct


def append(desk: Desk, conduct: Conduct, event: Event) -> None:
    desk.store.journal.append(conduct.session, (event,), desk.clock.now())


def over(desk: Desk, conduct: Conduct) -> None:
    """The earlier version ends the class: nothing is looked at any more."""
    append(desk, conduct, Finished(desk.clock.now().wall_ms))


def sealed(desk: Desk, session: str, folder: Path) -> tuple[dict[str, bytes], Contents]:
    """The members of the file that leaves the laptop, and what a coordinator reads in it."""
    data = handed_over(desk, session, folder).read_bytes()
    reading = read_attendance_file(data, [COORDINATOR_IDENTITY], [desk.programme])
    assert reading.verdict == Verdict.GOOD
    assert reading.contents is not None
    return unpack(unseal(data, [COORDINATOR_IDENTITY])), reading.contents


def told(desk: Desk, conduct: Conduct) -> dict[str, Any]:
    """Everything that screens and `--json` say of the questions of a class."""
    report = class_report(desk, conduct.session)
    assert report.pop("chain_ok")
    picture = class_picture(desk, conduct)
    return {
        "report": {name: value for name, value in report.items() if name != "session"},
        "wrap_up": wrap_up(desk, conduct.session).questions,
        "askings": picture.askings,
        "open": picture.view.open_question,
        "rows": picture.view.rows,
        "undo": picture.undo,
    }


def leaving(members: dict[str, bytes], contents: Contents) -> tuple[object, ...]:
    """What leaves the laptop of a class, without what is drawn at random, names it or counts files."""
    journal = [(entry.header.kind, entry.header.wall_ms, entry.data) for entry in contents.journal]
    return members["session.json"], members["attendance.csv"], journal


@pytest.mark.parametrize("given", UNTOLD)
def test_a_class_of_which_nothing_may_be_told_is_as_one_that_gave_no_answer(
    desk: Desk, tmp_path: Path, given: dict[str, int]
) -> None:
    """Byte for byte: from what is told and what leaves nobody can say which of the two it was."""
    sitting = a_group(desk, rows(LEARNERS))
    asked, silent = held(desk, given, sitting), held(desk, {}, sitting)
    assert told(desk, asked) == told(desk, silent)
    assert told(desk, asked)["report"]["answers"]["s1"] == {}
    assert "s1" not in wrap_up(desk, asked.session).questions
    files = [leaving(*sealed(desk, one.session, tmp_path / one.session)) for one in (asked, silent)]
    assert files[0] == files[1]
    lines = [entry.data for entry in desk.store.journal.entries(asked.session)]
    assert b'{"question":"s1","tally":{}}' in lines
    assert b'"tally":{"' not in decrypted_pages(desk.folder, desk.vault.store_key)
    log = desk.folder / FOLDER / FILE
    assert not log.exists() or "s1" not in log.read_text("utf-8")


@pytest.mark.parametrize("given", TOLD)
def test_totals_that_may_be_told_are(desk: Desk, tmp_path: Path, given: dict[str, int]) -> None:
    conduct = held(desk, given)
    blank = LEARNERS - sum(given.values())
    counts = {**dict.fromkeys("ABCD", 0), **given}
    assert class_report(desk, conduct.session)["answers"]["s1"] == {**counts, "blank": blank}
    result = wrap_up(desk, conduct.session).questions["s1"]
    assert (result.counts, result.blank, result.right) == (counts, blank, None)
    _, contents = sealed(desk, conduct.session, tmp_path / "stick")
    assert QuestionClosed("s1", given) in [entry.event() for entry in contents.journal]
    assert all(row.answered <= 1 for row in contents.rows), "no row knows of it"


def test_while_it_is_open_nothing_is_on_the_disk_and_no_count_is_told(desk: Desk) -> None:
    conduct = a_class_of_forty(desk, a_group(desk, rows(LEARNERS)))
    conduct.ask("s1", "shared")
    before, pages = conduct.state, decrypted_pages(desk.folder, desk.vault.store_key)
    for card in range(1, 39):
        conduct.answer(card, "AB"[card % 2])
    assert conduct.state == before
    assert decrypted_pages(desk.folder, desk.vault.store_key) == pages
    (asking,) = class_picture(desk, conduct).askings
    assert (asking.counts, asking.blank) == ({}, 0)
    assert class_report(desk, conduct.session)["answers"] == {"s1": {}}


def test_the_finish_decides_as_closing_does(desk: Desk) -> None:
    conduct = a_class_of_forty(desk, a_group(desk, rows(LEARNERS)))
    ask(conduct, {"A": 39, "B": 1})
    conduct.finish()
    assert conduct.state.questions["s1"].tally == {}


def test_a_roll_that_is_put_right_after_the_question_takes_its_total_along(desk: Desk, tmp_path: Path) -> None:
    """Who was marked as gone gave no answer, and was in the room after all: one child, whom everybody can name."""
    conduct = a_class_of_forty(desk, a_group(desk, rows(LEARNERS)))
    conduct.mark(40, "left_early")
    ask(conduct, {"A": 20, "B": 19})
    conduct.close_question()
    assert conduct.state.questions["s1"].tally == {"A": 20, "B": 19}
    conduct.undo("roll")
    assert class_report(desk, conduct.session)["answers"] == {"s1": {}}, "no screen tells it, and no file will"
    conduct.finish()
    _, contents = sealed(desk, conduct.session, tmp_path / "stick")
    (closing,) = (entry for entry in contents.journal if entry.header.kind.startswith("question_closed/"))
    assert closing.data is closing.salt is None
    assert class_report(desk, conduct.session)["chain_ok"]


@pytest.mark.parametrize("tally", [tally for tally in UNTOLD if tally])
def test_of_an_older_journal_no_more_is_told_and_its_next_file_has_no_tally(
    desk: Desk, tmp_path: Path, tally: dict[str, int]
) -> None:
    conduct = as_before(desk, tally)
    over(desk, conduct)
    assert class_report(desk, conduct.session)["answers"] == {"s1": {}}
    assert wrap_up(desk, conduct.session).questions == {}
    assert [asking.counts for asking in class_picture(desk, conduct).askings] == [{}]
    members, contents = sealed(desk, conduct.session, tmp_path / "stick")
    assert not any(b'"tally":{"' in member for member in members.values())
    assert isinstance(contents.journal[-1].event(), Erased)
    state = conduct.state
    assert (state.open_question, state.questions["s1"].closed) == (None, True)
    assert class_report(desk, conduct.session)["answers"] == {"s1": {}}
    desk.forget_deleted()
    assert b'"tally":{"' not in decrypted_pages(desk.folder, desk.vault.store_key)


def test_an_older_class_that_goes_on_ends_without_its_tally(desk: Desk, tmp_path: Path) -> None:
    conduct = as_before(desk, {"C": 1})
    conduct.ask("q1", "shared")
    conduct.answer(1, "A")
    conduct.close_question()
    conduct.finish()
    assert conduct.state.questions["s1"].tally == {}
    members, _ = sealed(desk, conduct.session, tmp_path / "stick")
    assert b'"tally":{"' not in members["journal.jsonl"]


@pytest.mark.parametrize("outside", [False, True])
def test_what_an_older_version_has_sealed_is_sealed_once_more_without_it(
    desk: Desk, tmp_path: Path, outside: bool
) -> None:
    """A file that waits on the laptop, or comes along again, is none of those bytes any more; who has them reads them
    as before."""
    conduct = as_before(desk, {"C": 1})
    over(desk, conduct)
    older = sealed_as_before(desk, conduct.session)
    if outside:
        note_leaving(desk, older)
    before = open_file(older.bytes, [COORDINATOR_IDENTITY])
    assert QuestionClosed("s1", {"C": 1}) in [entry.event() for entry in before.journal]
    members, contents = sealed(desk, conduct.session, tmp_path / "stick")
    assert b'"tally":{"' not in members["journal.jsonl"]
    assert (contents.manifest.revision, contents.manifest.nth) == ((2, 2) if outside else (1, 1))
    assert before.manifest.chain.head in heads(contents.journal), "it goes on with what the coordinator has"
    again, _ = sealed(desk, conduct.session, tmp_path / "again")
    assert again == members, "once is enough"


def sealed_as_before(desk: Desk, session: str) -> SealedFile:
    """The file of a class as the earlier version sealed it, kept on the laptop."""
    sender = Sender(
        signer=desk.signing_key,
        grants=desk.grants,
        programme=desk.programme.id,
        recipients=desk.programme.recipients_for(desk.partner),
        nth=1,
        previous=b"",
    )
    file = build_attendance_file(attendance_facts(desk, session, 1), sender)
    kept = SealedFile(
        session=session,
        revision=1,
        nth=1,
        file_name="older.bsuh",
        sha256=file.sha256,
        manifest_sha256=file.manifest_sha256,
        chain_head=file.chain_head,
        receipt_key=file.receipt_key,
        last_counter=0,
        bytes=file.data,
        partner=desk.partner,
        granted=1,
    )
    # The facts of what may be outside are there before the first file is.
    recall(desk, None)
    desk.store.outgoing.keep_sealed(kept)
    return kept


def test_a_late_withdrawal_takes_nothing_out_of_a_total(desk: Desk, tmp_path: Path) -> None:
    """Nobody knows whose answer stands in it, so that the difference to an earlier file is nobody's answer."""
    conduct = held(desk, {"A": 10, "B": 30})
    sealed(desk, conduct.session, tmp_path / "first")
    withdraw(desk, [people_of_class(desk, conduct.session)[6].line])
    _, contents = sealed(desk, conduct.session, tmp_path / "second")
    events = [entry.event() for entry in contents.journal]
    assert QuestionClosed("s1", {"A": 10, "B": 30}) in events
    (erased,) = (event for event in events if isinstance(event, Erased))
    assert erased.tallies == {"q2": {"B": 1}}
    assert class_report(desk, conduct.session)["answers"]["s1"]["A"] == 10


def test_a_big_total_of_an_older_journal_stays(desk: Desk, tmp_path: Path) -> None:
    conduct = as_before(desk, {"A": 20, "B": 20})
    over(desk, conduct)
    _, contents = sealed(desk, conduct.session, tmp_path / "stick")
    assert QuestionClosed("s1", {"A": 20, "B": 20}) in [entry.event() for entry in contents.journal]


def test_a_rehearsal_tells_nothing_but_that_it_was_asked(tmp_path: Path) -> None:
    """Under the demonstration, whose limit is five."""
    learners = "roll,name,consent\n" + "".join(f"{number},নাম {number},yes\n" for number in range(1, 13))
    (tmp_path / "r.csv").write_text(learners, "utf-8")
    steps = [
        json.dumps(CLOCK),
        json.dumps(group(roster="r.csv")),
        json.dumps(set_up()),
        '{"headcount": 12}',
        '{"roll": {}}',
        '{"ask": "s1", "by": "shared"}',
        '{"answer": {"1": "A", "2": "A", "3": "A", "4": "A", "5": "A", "6": "A", "7": "A", "8": "D"}}',
        '{"close": true}',
        '{"finish": "s1"}',
    ]
    script = tmp_path / "script.jsonl"
    script.write_text("\n".join(steps) + "\n", "utf-8")
    stage = RehearsalFolders(
        tmp_path / "out", None, PASSPHRASE, resources_with_a_private_question(tmp_path / "resources")
    )
    document = rehearse(read_script(script), stage, StillClock())
    assert document["sessions"][0]["answers"] == {"s1": {}}
