from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Header, journal_line, make_entry
from bsuh_desktop.domain.codes import encode
from bsuh_desktop.domain.events import Answered, Event, Finished, QuestionOpened, Undone, kind_of
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.attendance_facts import Counts
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.exchange.judgement import SAME_PLACE
from bsuh_desktop.register.arrow_rows import tables_of
from bsuh_desktop.register.decision_lines import (
    Chosen,
    FileVerdict,
    FirstVerdict,
    PlaceMapped,
    PutBack,
    Received,
    TakenOut,
)
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.decisions import (
    LONGEST_REASON,
    TWO_FORMS,
    TWO_LAPTOPS,
    ConflictSide,
    choose,
    map_place,
    put_back,
    sides,
    take_out,
    undecided,
)
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.register_keys import register_keys
from tests.helpers.archived import archive_files
from tests.helpers.attendance import COORDINATOR_IDENTITY, SESSION, details, facts, programme, row, sender
from tests.helpers.classes import NINE, learner, opened
from tests.helpers.desks import clock_at
from tests.helpers.keys import DAY, DEVICE, chain, chain_for, key

END = NINE + 45 * 60_000
LOCAL_END = datetime.datetime(2026, 8, 3, 9, 45, tzinfo=datetime.timezone(datetime.timedelta(hours=6)))
OTHER = "SESS00000000000Y"


def collector() -> Collector:
    above, _ = chain()
    known = KnownKeys(
        programmes=(programme(),), identities=(COORDINATOR_IDENTITY,), chains={key("device").key_id: chain()}
    )
    return Collector(
        programme=programme(), known=known, keys=register_keys(bytes(32)), signer=key("coordinator"),
        coordinator_grant=above,
        practice_programme="demonstration", practice_signer=key("root"), practice_office=above, today=DAY,
        clock=clock_at(),
    )  # fmt: skip


OFFICE = collector()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register", OFFICE.keys) as register:
        yield register


def answered(*letters: str, undo: int = 0) -> tuple[bytes, ...]:
    """The journal of a class in which learner 1 answered one question after the other; an empty letter is a blank.
    The answer that came `undo` from the end is taken back."""
    events: list[Event] = [opened(3, practice=False)]
    for nth, letter in enumerate(letters):
        events += [QuestionOpened(f"q{nth}", "pack/item", "shared", "lesson", "ABCD", "A")]
        events += [Answered(f"q{nth}", learner(1), letter)]
    events += [Undone(len(events))] if undo else []
    events += [Finished(END)]
    headers = [
        Header(SESSION, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event))
        for seq, event in enumerate(events, 1)
    ]
    return tuple(journal_line(make_entry(header, event)) for header, event in zip(headers, events, strict=True))


def sealed(
    present: int = 3, letters: tuple[str, ...] = ("A", "B"), laptop: str = "device", undo: int = 0
) -> AttendanceFile:
    """A class of one learner's answers, in which so many were present."""
    about = replace(details(), counts=Counts(present, 0, 0, 0, 0, 1), end_ms=END)
    given = len([letter for letter in letters if letter])
    learners = (row(1, answered=given, serial="", awarded=False), row(2, answered=0, serial="", awarded=False))
    whole = facts(details=about, rows=learners, journal=answered(*letters, undo=undo))
    grants = chain_for(key(laptop).public)
    return build_attendance_file(whole, sender(signer=key(laptop), grants=grants))


def received(
    register: Register, *files: tuple[AttendanceFile, FirstVerdict], session: str = SESSION
) -> tuple[bytes, ...]:
    """Files that came, with their rows."""
    pairs = [(file.sha256, file.data) for file, _ in files]
    archive_files(register.archive, pairs)
    opening = FileOpener(OFFICE.setting())
    opened = [one for one in (opening.file(*pair) for pair in pairs) if isinstance(one, OpenedFile)]
    register.segments.append(tables_of(one.facts() for one in opened))
    verdicts = tuple(FileVerdict(file.sha256, session, 1, verdict) for file, verdict in files)
    register.decisions.append(Received(verdicts), OFFICE.signer, OFFICE.wall_ms())
    return tuple(file.sha256 for file, _ in files)


def code_of(refused: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as error:
        refused()
    return error.value.code


def last(register: Register) -> object:
    *_, line = register.decisions.lines()
    return line.decision


def test_a_person_chooses_which_of_two_files_counts(register: Register) -> None:
    first, second = received(register, (sealed(3), "merged"), (sealed(2), "conflict"))
    choose(register, OFFICE, SESSION, second)
    assert (last(register), register.status.current) == (Chosen(SESSION, second), {SESSION: second})
    assert register.status.conflicts == {}
    choose(register, OFFICE, SESSION, first)
    assert register.status.current == {SESSION: first}


def test_choosing_the_first_one_settles_the_conflict_once(register: Register) -> None:
    first, _ = received(register, (sealed(3), "merged"), (sealed(2), "conflict"))
    for _ in range(2):
        choose(register, OFFICE, SESSION, first)
        assert (register.status.current, register.status.conflicts) == ({SESSION: first}, {})
    assert len(register.decisions) == 2


@pytest.mark.parametrize("verdict", get_args(FirstVerdict))
def test_only_a_file_that_may_count_can_be_chosen(register: Register, verdict: FirstVerdict) -> None:
    _, second = received(register, (sealed(3), "merged"), (sealed(2), verdict))
    if verdict in ("merged", "newer", "conflict"):
        choose(register, OFFICE, SESSION, second)
        assert register.status.current == {SESSION: second}
        take_out(register, OFFICE, second, "x")
    assert code_of(lambda: choose(register, OFFICE, SESSION, second)) == "cannot_count"


def test_nothing_is_decided_about_a_file_that_is_not_here(register: Register) -> None:
    (first,) = received(register, (sealed(3), "merged"))
    for decide in (
        lambda: choose(register, OFFICE, SESSION, bytes(32)),
        lambda: choose(register, OFFICE, OTHER, first),
        lambda: take_out(register, OFFICE, bytes(32), "x"),
        lambda: put_back(register, OFFICE, bytes(32)),
    ):
        assert code_of(decide) == "not_collected"
    assert len(register.decisions) == 1


def test_a_file_is_taken_out_for_a_reason_and_put_back(register: Register) -> None:
    (first,) = received(register, (sealed(3), "merged"))
    take_out(register, OFFICE, first, "  খাতার সাথে\n মেলে  না e\u00ad\u0301")
    assert last(register) == TakenOut(first, "খাতার সাথে মেলে না é")
    take_out(register, OFFICE, first, "again")
    assert (register.status.current, len(register.decisions)) == ({}, 2)
    put_back(register, OFFICE, first)
    put_back(register, OFFICE, first)
    assert (last(register), register.status.current, len(register.decisions)) == (PutBack(first), {SESSION: first}, 3)


def test_a_reason_is_asked_for_and_is_short(register: Register) -> None:
    (first,) = received(register, (sealed(3), "merged"))
    assert code_of(lambda: take_out(register, OFFICE, first, " \n\u00ad")) == "no_reason"
    assert code_of(lambda: take_out(register, OFFICE, first, "ক" * (LONGEST_REASON + 1))) == "reason_too_long"
    assert register.status.current == {SESSION: first}
    take_out(register, OFFICE, first, "ক" * LONGEST_REASON)
    assert register.status.current == {}


def test_a_typed_place_is_mapped_once_and_can_be_mapped_anew(register: Register) -> None:
    one, two = (place.id for place in OFFICE.programme.places[:2])
    for place in (one, one, two):
        map_place(register, OFFICE, "local:AB", place)
        assert register.status.places == {"local:AB": place}
    assert (last(register), len(register.decisions)) == (PlaceMapped("local:AB", two), 2)
    assert code_of(lambda: map_place(register, OFFICE, "local:AB", "eiin:0")) == "place_not_known"
    with pytest.raises(ValueError, match="typed"):
        map_place(register, OFFICE, one, two)


def test_the_sides_of_a_conflict_are_told_in_numbers_the_one_that_counts_first(register: Register) -> None:
    first, second = received(
        register,
        (sealed(3, ("A", "B", "C", "")), "merged"),
        (sealed(2, ("A", "D", "C", "", "B"), "second"), "conflict"),
    )
    assert sides(OFFICE, register, SESSION) == (
        ConflictSide(first, LOCAL_END, present=3, answers=3, in_both=3),
        ConflictSide(second, LOCAL_END, present=2, answers=4, in_both=2),
    )
    assert sides(OFFICE, register, OTHER) == ()
    choose(register, OFFICE, SESSION, second)
    assert sides(OFFICE, register, SESSION) == ()


def test_an_answer_that_was_taken_back_is_in_neither(register: Register) -> None:
    received(register, (sealed(3, ("A", "B")), "merged"), (sealed(2, ("A", "B"), undo=1), "conflict"))
    assert [side.in_both for side in sides(OFFICE, register, SESSION)] == [2, 1]


def test_a_side_that_is_damaged_leaves_the_other_to_be_chosen(register: Register) -> None:
    first, second = received(register, (sealed(3), "merged"), (sealed(2), "conflict"))
    register.archive.path(first).write_bytes(b"gone")
    assert sides(OFFICE, register, SESSION) == (
        ConflictSide(first),
        ConflictSide(second, LOCAL_END, present=2, answers=2),
    )
    choose(register, OFFICE, SESSION, second)
    assert register.status.current == {SESSION: second}


def test_what_waits_for_a_person_is_told_with_its_class(register: Register) -> None:
    assert undecided(OFFICE, register) == ()
    first, forms = received(register, (sealed(3), "merged"), (sealed(2), "conflict"))
    (laptops,) = received(register, (sealed(1, laptop="second"), "conflict"))
    found = undecided(OFFICE, register)
    assert [(one.sha256, one.text, one.present) for one in found] == [(forms, TWO_FORMS, 2), (laptops, TWO_LAPTOPS, 1)]
    one = found[0]
    assert (one.verdict, one.input, one.session, one.day, one.module) == (
        "conflict",
        "",
        SESSION,
        DAY,
        "taps-traps-taka",
    )
    assert (one.sender, one.device, one.decided) == (key("device").key_id.hex(), encode(DEVICE, 4), False)
    assert found[1].device == ""
    choose(register, OFFICE, SESSION, first)
    assert undecided(OFFICE, register) == ()


def test_a_file_whose_place_in_its_row_is_taken_waits_alone(register: Register) -> None:
    (only,) = received(register, (sealed(3), "conflict"))
    assert [(one.sha256, one.text) for one in undecided(OFFICE, register)] == [(only, SAME_PLACE)]
    assert sides(OFFICE, register, SESSION) == (ConflictSide(only, LOCAL_END, present=3, answers=2, in_both=2),)
    choose(register, OFFICE, SESSION, only)
    assert register.status.current == {SESSION: only}
