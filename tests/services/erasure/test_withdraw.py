from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.draft import keep, known_class, merged
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk import hand_over_status as handing
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.values import ListedPerson, Withdrawn
from bsuh_desktop.services.erasure.withdraw import people_of_class, people_of_group, withdraw
from bsuh_desktop.services.hand_over import seal
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.store.forgotten import read_list
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.consent import agree, refuse
from tests.helpers.desks import NAMES, a_class, a_group, clock_at, copied_desk, rows
from tests.helpers.disks import disk_at
from tests.helpers.erasure import answered_class, handed_over, opened
from tests.helpers.grants import refused
from tests.helpers.later_lists import a_plan


def first(desk: Desk, conduct: Conduct) -> ListedPerson:
    """The learner with card 1 of the class."""
    return people_of_class(desk, conduct.session)[0]


def its_id(conduct: Conduct, card: int = 1) -> str:
    attendee = conduct.state.by_card(card)
    assert attendee is not None
    return attendee.seat.learner


def test_name_and_answers_go_and_the_counts_stay(desk: Desk) -> None:
    conduct = answered_class(desk)
    learner, before = its_id(conduct), class_report(desk, conduct.session)
    assert withdraw(desk, [first(desk, conduct).line]) == Withdrawn(people=1, names=1, answers=4, classes=1, handed=0)
    after = class_report(desk, conduct.session)
    assert after["answers"] == before["answers"]
    assert after["chain_ok"]
    assert {name: after[name] for name in ("present", "unnamed", "certificates")} == {
        name: before[name] for name in ("present", "unnamed", "certificates")
    }
    assert learner not in {who for asked in conduct.state.questions.values() for who in asked.answers}
    entries = desk.store.journal.entries(conduct.session)
    assert verify_chain(entries).ok
    assert [one.header.kind for one in entries if learner.encode() in (one.data or b"")] == ["opened/1"]
    assert read_list(desk.folder) == {learner: "withdrawn"}
    gone = first(desk, conduct)
    assert (gone.named, gone.withdrawn, gone.said_no, gone.name_bn) == (False, True, True, "")


def test_what_was_handed_over_goes_along_once_more_and_tells_of_it(desk: Desk, tmp_path: Path) -> None:
    conduct = answered_class(desk)
    learner, other = its_id(conduct), its_id(conduct, 2)
    certify.certify(desk, [conduct.session])
    old = handed_over(desk, conduct.session, tmp_path / "stick").read_bytes()
    assert opened(desk, old)[1][learner] == NAMES[1]
    assert {one.learner: (one.roll, one.pre) for one in opened(desk, old)[0].rows}[learner] == ("1", 0)
    assert withdraw(desk, [first(desk, conduct).line]).handed == 1
    kept = desk.store.outgoing.newest_sealed(conduct.session)
    assert kept is not None
    assert kept.bytes == b"", "the old file held the name"
    assert desk.store.outgoing.certificates(conduct.session)[learner].signature == b""
    assert handing.not_yet_handed_over(desk) == [conduct.session]
    new = seal.seal_class(desk, conduct.session)
    contents, names = opened(desk, new.bytes)
    assert (new.revision, contents.details.withdrawn, sorted(names)) == (
        2,
        (learner,),
        sorted(names.keys() - {learner}),
    )
    row = {one.learner: one for one in contents.rows}[learner]
    assert (row.roll, row.answered, row.correct, row.pre, row.post) == ("", 0, 0, None, None)
    assert row.serial
    assert row.status == "present"
    assert row.card == 1
    assert {one.learner: one.answered for one in contents.rows}[other] == 1
    known = known_to_everybody()
    assert read_attendance_file(new.bytes, known.identities, known.programmes).verdict is Verdict.PRACTICE


def test_a_class_without_an_answer_is_due_once_more_too(desk: Desk, tmp_path: Path) -> None:
    conduct = a_class(desk)
    conduct.finish()
    handed_over(desk, conduct.session, tmp_path / "stick")
    assert withdraw(desk, [first(desk, conduct).line]) == Withdrawn(people=1, names=1, classes=1, handed=1)
    assert handing.not_yet_handed_over(desk) == [conduct.session]


def test_every_class_they_sat_in_forgets_them(desk: Desk) -> None:
    group = a_group(desk)
    classes = [new_class.open_class(desk, [group], "taps-traps-taka") for _ in range(2)]
    for conduct in classes:
        conduct.call_roll()
        conduct.ask("q5", "shared")
        conduct.answer(1, "A")
    classes[0].close_question()
    classes[0].finish()
    assert withdraw(desk, [first(desk, classes[0]).line]).answers == 2
    running = classes[1]
    assert running.state.open_question
    assert running.state.questions["q5"].counts()["A"] == 1, "counts stay"
    running.answer(1, "C")
    running.close_question()
    running.ask("q6", "shared")
    running.answer(1, "B")
    running.finish()
    assert its_id(running) not in running.state.questions["q6"].answers, "answered after it, erased at the end"
    assert running.state.questions["q6"].counts()["B"] == 1
    assert running.state.questions["q5"].counts() == {"A": 1, "B": 0, "C": 0, "D": 0}, "counted once"


def test_who_left_and_who_visited_can_withdraw(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.add_visitor(replace(rows(1)[0], name_bn="অতিথি", roll=None))
    conduct.finish()
    group = desk.store.rosters.groups()[0].id
    class_groups.remove_learner(desk, group, first(desk, conduct).line)
    people = people_of_group(desk, group)
    assert [(one.named, one.left_class, one.visitor) for one in people[-2:]] == [
        (True, True, False),
        (True, False, True),
    ]
    assert withdraw(desk, [one.line for one in people[-2:]]) == Withdrawn(people=2, names=2, classes=1)
    assert not any(one.named for one in people_of_group(desk, group)[-2:])


def test_no_from_the_start_is_no_withdrawal(desk: Desk) -> None:
    conduct = a_class(desk, rows(2, refusing=[1]))
    before = conduct.state.events
    assert withdraw(desk, [first(desk, conduct).line]) == Withdrawn()
    assert conduct.state.events == before
    assert read_list(desk.folder) == {}


def test_a_name_that_never_sat_anywhere_is_listed_too(desk: Desk) -> None:
    person = people_of_group(desk, a_group(desk))[0]
    assert withdraw(desk, [person.line]) == Withdrawn(people=1, names=1)
    assert list(read_list(desk.folder).values()) == ["withdrawn"]


@pytest.mark.parametrize("how", ["refuse", "change", "list"])
def test_turning_to_no_anywhere_is_a_withdrawal(desk: Desk, how: str) -> None:
    conduct = answered_class(desk)
    group, learner = desk.store.rosters.groups()[0].id, its_id(conduct)
    one = class_groups.learners_of(desk, group)[0]
    if how == "refuse":
        refuse(desk, group, [one.line])
    elif how == "list":
        base = known_class(desk, desk.store.rosters.group(group))
        keep(desk, merged(a_plan(rows(4, refusing=[1])), base), "", "", "")
    else:
        row = replace(class_groups.as_row(one), guardian="no", roll="41")
        class_groups.change_learner(desk, group, one.line, row)
        assert class_groups.learners_of(desk, group)[0].roll == "41"
    assert read_list(desk.folder) == {learner: "withdrawn"}
    assert learner not in conduct.state.questions["q5"].answers


def test_consent_given_anew_is_a_new_learner(desk: Desk) -> None:
    conduct = answered_class(desk)
    group, learner = desk.store.rosters.groups()[0].id, its_id(conduct)
    line = first(desk, conduct).line
    withdraw(desk, [line])
    agree(desk, group, [line])
    row = class_groups.as_row(class_groups.learners_of(desk, group)[0])
    class_groups.change_learner(desk, group, line, replace(row, name_bn="নতুন নাম"))
    again = people_of_group(desk, group)[0]
    assert again.named
    assert not again.withdrawn
    assert desk.store.people.of_lines([line])[0].line.learner not in (None, learner)
    assert desk.store.rosters.seated(conduct.session)[learner].name_bn is None
    assert learner not in opened(desk, seal.seal_class(desk, conduct.session).bytes)[1]


def test_a_certificate_that_is_printed_again_has_an_empty_line(desk: Desk) -> None:
    conduct = answered_class(desk)
    certify.certify(desk, [conduct.session])
    certify.note_printed(desk, [conduct.session])
    withdraw(desk, [first(desk, conduct).line])
    assert due.not_yet_printed(desk) == []
    assert certify.certify(desk, [conduct.session], whole=True).unnamed == 1


@pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted and filled as Linux lets one")
def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk") as disk:
        desk = copied_desk(disk.path, clock_at())
        conduct = answered_class(desk)
        line, events = first(desk, conduct).line, conduct.state.events
        disk.fill()
        with refused("disk_full"):
            withdraw(desk, [line])
        assert first(desk, conduct).named
        assert conduct.state.events == events
        disk.make_room()
        assert withdraw(desk, [line]).answers == 4
        desk.close()


def test_no_value_shows_a_name(desk: Desk) -> None:
    conduct = a_class(desk)
    people = people_of_class(desk, conduct.session)
    assert NAMES[1] not in repr((people, desk.store.people.of_session(conduct.session)))
