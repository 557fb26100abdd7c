"""What the register keeps of a class: every head once, its grade, and the key by which figures round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bsuh_desktop.exchange.attendance_facts import Counts, Headcount
from bsuh_desktop.register.facts import LearnerFacts
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile
from tests.helpers import attendance
from tests.helpers.collected import learners_in
from tests.helpers.collection import Device, Office, session

pytestmark = pytest.mark.usefixtures("known_keys")

HERE = ("present", "late", "left_early")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def learners(office: Office, device: Device, number: int, **sealed: object) -> tuple[LearnerFacts, ...]:
    """The rows of one class, as a coordinator opens it."""
    file = device.seal(session(number), **sealed)  # type: ignore[arg-type]
    opened = FileOpener(office.collector.setting()).file(file.sha256, file.data)
    assert isinstance(opened, OpenedFile)
    return learners_in(opened.rows)


def heads(rows: Sequence[LearnerFacts]) -> tuple[int, int, int]:
    there = sum(one.heads for one in rows if one.status in HERE)
    return sum(one.heads for one in rows), there, sum(one.heads for one in rows if one.awarded)


def test_a_class_that_was_only_counted_has_its_parts_and_the_rest(office: Office) -> None:
    parts = Headcount(30, {"girls": 18, "boys": 8, "cats": 3})
    found = learners(office, Device(office.recipients), 1, rows=(), headcount=parts, counts=Counts(30, 0, 0, 0, 0, 0))
    assert sorted((one.heads, one.sex, one.status) for one in found) == [
        (4, "unspecified", "present"),
        (8, "m", "present"),
        (18, "f", "present"),
    ]
    assert heads(found) == (30, 30, 0)
    assert len({one.record_key for one in found}) == 3


def test_heads_that_stand_on_no_list_are_there_too(office: Office) -> None:
    rows = tuple(attendance.row(card) for card in (1, 2, 3))
    found = learners(office, Device(office.recipients), 2, rows=rows, counts=Counts(10, 0, 0, 0, 0, 0))
    assert [one.heads for one in found] == [1, 1, 1, 7]
    assert (found[-1].sex, found[-1].learner, found[-1].status) == ("unspecified", 0, "present")


def test_a_class_that_says_less_than_its_rows_is_what_they_say(office: Office) -> None:
    rows = tuple(attendance.row(card) for card in (1, 2, 3))
    found = learners(office, Device(office.recipients), 3, rows=rows, counts=Counts(1, 0, 0, 0, 0, 0))
    assert heads(found)[0] == 3


def test_learners_have_the_grade_of_their_group(office: Office) -> None:
    found = learners(office, Device(office.recipients), 4)
    assert {one.grade for one in found} == {8}


def test_a_learner_has_one_key_in_every_class_and_heads_have_one_of_their_class(office: Office) -> None:
    device, counted = Device(office.recipients), {"rows": (), "headcount": Headcount(20, {"girls": 20})}
    one, other = learners(office, device, 5), learners(office, device, 6)
    assert [row.record_key for row in one] == [row.record_key for row in other]
    assert len({row.record_key for row in one}) == len(one)
    assert all(0 <= row.record_key < 2**63 for row in one)
    first, second = learners(office, device, 7, **counted), learners(office, device, 8, **counted)
    assert {row.record_key for row in first}.isdisjoint(row.record_key for row in second)


def test_another_desk_comes_to_the_same_keys_and_to_other_pseudonyms(office: Office, tmp_path: Path) -> None:
    (mine, *_), (theirs, *_) = (
        learners(desk, Device(desk.recipients), 9) for desk in (office, Office(tmp_path, number=1))
    )
    assert mine.record_key == theirs.record_key
    assert mine.learner != theirs.learner
