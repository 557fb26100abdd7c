"""A reduced copy holds nothing of what had to go, and everything else as it was signed; any other change is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
import pytest

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.chain import journal_line, read_journal
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import NameRow, read_names, read_rows, write_rows
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.package import pack, unpack
from bsuh_desktop.exchange.reduced_copy import (
    REDUCED,
    Copy,
    members_of_proved,
    open_archived,
    reduce_learners,
    reduce_names,
)
from bsuh_desktop.trust.grants import decode_grants
from bsuh_desktop.trust.sealing import Opener, recipient_count, recipient_of, seal, unseal
from tests.helpers import answered_files, attendance
from tests.helpers.answered_files import learner
from tests.helpers.attendance_files import open_file, what_is_gone

OPENER = Opener([attendance.COORDINATOR_IDENTITY])
RECOVERY = Opener([attendance.RECOVERY_IDENTITY])
FACTS = answered_files.a_class()
FILE = build_attendance_file(FACTS, attendance.sender())
ONE = learner(1)

Members = dict[str, bytes]


def without(learners: list[str], data: bytes = FILE.data) -> Copy:
    copy = reduce_learners(FILE.sha256, data, OPENER, learners)
    assert copy is not None
    return copy


def names_in(contents: Contents) -> list[str]:
    return [one.learner for one in read_names(unseal(contents.sealed_names, OPENER))]


def members_of(data: bytes) -> Members:
    return unpack(unseal(data, OPENER), (REDUCED,))


def test_members_of_what_was_proved_are_those_of_the_file_and_of_its_copy() -> None:
    copy = without([ONE])
    for data in (FILE.data, copy.data):
        members, whole = members_of_proved(FILE.sha256, data, OPENER), open_archived(FILE.sha256, data, OPENER)
        assert read_journal(members[m.JOURNAL]) == whole.journal
        assert decode_grants(members[m.GRANTS]) == whole.grants
    with pytest.raises(KnownError) as refused:
        members_of_proved(bytes(32), FILE.data, OPENER)
    assert refused.value.code == "altered"


def test_of_one_who_withdrew_all_goes_as_the_devices_own_next_file_has_it() -> None:
    copy = without([ONE])
    after = open_archived(FILE.sha256, copy.data, OPENER)
    theirs = answered_files.withdrawn(FACTS, [ONE])
    assert after.rows == theirs.rows
    assert names_in(after) == [learner(2), learner(3)]
    assert tuple(map(journal_line, after.journal)) == theirs.journal[:-1]
    assert (copy.learners, copy.names) == ((ONE,), 1)
    before = open_file(FILE.data, OPENER)
    assert (after.manifest, after.details, after.grants, after.link) == (
        before.manifest, before.details, before.grants, before.link
    )  # fmt: skip


def test_no_answer_and_no_salt_of_theirs_is_left_and_their_letters_stay_as_a_tally() -> None:
    copy = without([ONE])
    journal = members_of(copy.data)[m.JOURNAL]
    gone = [entry for entry in read_journal(journal) if entry.data is None]
    assert len(gone) == 2
    assert all(entry.salt is None for entry in gone)
    for entry in read_journal(journal):
        assert not (entry.header.kind.startswith("answered/") and ONE.encode() in (entry.data or b""))
    said = what_is_gone(copy.data, OPENER)
    assert said.tallies == answered_files.tallies(FACTS, [ONE])
    assert (said.learners, said.erased) == ((ONE,), tuple(entry.header.seq for entry in gone))


def test_what_a_newer_file_tells_itself_is_not_told_twice() -> None:
    erased = what_is_gone(without([ONE]).data, OPENER).erased
    copy = reduce_learners(FILE.sha256, FILE.data, OPENER, [ONE], erased)
    assert copy is not None
    assert what_is_gone(copy.data, OPENER).tallies == {}


def test_when_the_time_is_over_names_go_and_nothing_else() -> None:
    copy = reduce_names(FILE.sha256, FILE.data, OPENER)
    assert copy is not None
    before, after = open_file(FILE.data, OPENER), open_archived(FILE.sha256, copy.data, OPENER)
    assert after == msgspec.structs.replace(before, sealed_names=b"")
    assert copy.names == 3
    assert reduce_names(FILE.sha256, copy.data, OPENER) is None


def test_a_copy_is_reduced_further_in_any_order() -> None:
    once = reduce_names(FILE.sha256, FILE.data, OPENER)
    assert once is not None
    twice = without([ONE], once.data)
    thrice = without([ONE, learner(2)], twice.data)
    assert thrice.learners == (learner(2),)
    said = what_is_gone(thrice.data, OPENER)
    assert (said.names, said.learners) == (True, (ONE, learner(2)))
    together = without([ONE, learner(2)])
    assert what_is_gone(together.data, OPENER).tallies == said.tallies
    other = reduce_names(FILE.sha256, together.data, OPENER)
    assert other is not None
    assert open_archived(FILE.sha256, other.data, OPENER) == open_archived(FILE.sha256, thrice.data, OPENER)


def test_answers_are_still_counted_beside_an_event_of_a_newer_app() -> None:
    lines = (*FACTS.journal, attendance.newer_line(len(FACTS.journal) + 1))
    more = msgspec.structs.replace(FACTS, journal=lines)
    file = build_attendance_file(more, attendance.sender())
    copy = reduce_learners(file.sha256, file.data, OPENER, [ONE])
    assert copy is not None
    assert what_is_gone(copy.data, OPENER).tallies == what_is_gone(without([ONE]).data, OPENER).tallies != {}


def test_there_is_nothing_to_do_twice_nor_in_the_devices_own_newer_file() -> None:
    assert reduce_learners(FILE.sha256, without([ONE]).data, OPENER, [ONE]) is None
    assert reduce_learners(FILE.sha256, FILE.data, OPENER, [learner(9)]) is None
    newer = build_attendance_file(answered_files.withdrawn(FACTS, [ONE]), attendance.sender(nth=2))
    assert reduce_learners(newer.sha256, newer.data, OPENER, [ONE]) is None


def test_it_is_sealed_to_the_same_people() -> None:
    copy = without([ONE])
    assert recipient_count(copy.data) == 2
    after = open_archived(FILE.sha256, copy.data, RECOVERY)
    assert [one.learner for one in read_names(unseal(after.sealed_names, RECOVERY))] == [learner(2), learner(3)]


def test_names_that_nobody_here_can_open_go_all() -> None:
    members = members_of(without([learner(3)]).data)
    members[m.NAMES] = seal(b"", (recipient_of(attendance.RECOVERY_IDENTITY),))
    sealed = seal(pack(members, (REDUCED,)), attendance.sender().recipients)
    copy = without([ONE], sealed)
    assert open_archived(FILE.sha256, copy.data, OPENER).sealed_names == b""
    assert what_is_gone(copy.data, OPENER).names


def test_beside_a_name_of_nobody_in_the_class_all_names_go() -> None:
    stranger = NameRow(learner(9), "অচেনা শিশু", "", b"")
    file = build_attendance_file(
        msgspec.structs.replace(FACTS, names=(*FACTS.names, stranger)), attendance.sender()
    )  # fmt: skip
    copy = reduce_learners(file.sha256, file.data, OPENER, [ONE])
    assert copy is not None
    assert open_archived(file.sha256, copy.data, OPENER).sealed_names == b""


def test_as_a_file_that_comes_it_is_refused() -> None:
    with pytest.raises(KnownError) as refused:
        open_file(without([ONE]).data, OPENER)
    assert refused.value.code == "altered"


def _answered_still(members: Members) -> None:
    first, *others = read_rows(members[m.ROWS])
    members[m.ROWS] = write_rows([msgspec.structs.replace(first, answered=2), *others])


def _erase(seq: int) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        entries = read_journal(members[m.JOURNAL])
        lines = [
            journal_line(msgspec.structs.replace(one, salt=None, data=None) if one.header.seq == seq else one)
            for one in entries
        ]
        members[m.JOURNAL] = b"".join(one + b"\n" for one in lines)

    return change


def _say(**changed: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        said = msgspec.json.decode(members[REDUCED])
        members[REDUCED] = canonical_json({**said, **changed})

    return change


def _both(*changes: Callable[[Members], None]) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        for one in changes:
            one(members)

    return change


def _change_session(members: Members) -> None:
    members[m.SESSION] = members[m.SESSION].replace(b'"minutes":45', b'"minutes":46')


def _cut_journal(members: Members) -> None:
    members[m.JOURNAL] = b"".join(members[m.JOURNAL].splitlines(keepends=True)[:-1])


FORGED = {
    "an answer erased that it does not say": _erase(6),
    "no answer but said": _both(_erase(1), _say(erased=[1, 5, 10])),
    "rows of theirs that are left": _answered_still,
    "session": _change_session,
    "journal cut": _cut_journal,
    "grants": lambda members: members.update({m.GRANTS: b""}),
    "nobody of this class": _say(learners=[ONE, learner(9)]),
    "names said to be gone": _say(names=True),
    "nothing gone": _say(learners=[], erased=[]),
    "another version": _say(format=2),
    "another file": _say(file="A" * 43 + "="),
    "no list of what is gone": lambda members: members.update({REDUCED: b""}),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_anything_else_that_is_missing_or_changed_is_seen(change: Callable[[Members], None]) -> None:
    members = members_of(without([ONE]).data)
    assert [entry.header.seq for entry in read_journal(members[m.JOURNAL]) if entry.data is None] == [5, 10]
    change(members)
    forged = seal(pack(members, (REDUCED,)), attendance.sender().recipients)
    with pytest.raises(KnownError) as refused:
        open_archived(FILE.sha256, forged, OPENER)
    assert refused.value.code == "altered"


def test_a_copy_for_another_file_or_other_people_is_no_copy() -> None:
    copy = without([ONE])
    for sha256, data in (
        (hashlib.sha256(b"another").digest(), copy.data),
        (FILE.sha256, seal(unseal(copy.data, OPENER), attendance.sender().recipients[:1])),
    ):
        with pytest.raises(KnownError) as refused:
            open_archived(sha256, data, OPENER)
        assert refused.value.code == "altered"
