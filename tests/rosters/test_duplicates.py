from __future__ import annotations

import pytest

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.rosters.rows import duplicate_remarks, name_key


def learner(row: int, roll: str | None = None, bn: str | None = None, en: str | None = None) -> RosterRow:
    return RosterRow(row, roll, row, bn, en)


@pytest.mark.parametrize(
    ("one", "other"),
    [("মোঃ রাকিব", "মো: রাকিব"), ("মো. রাকিব", "মোহাম্মদ রাকিব"), ("Md. Rakib", "MD RAKIB"), ("D'Costa", "D’Costa")],
)
def test_names_that_ask_as_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_do_not() -> None:
    assert name_key("রাকিব") != name_key("রকিব")


def test_nobody_shares_nothing() -> None:
    assert duplicate_remarks([learner(2), learner(3), learner(4, bn="…"), learner(5, bn="—")]) == []


def test_one_remark_a_row_however_the_names_meet() -> None:
    said = duplicate_remarks([learner(2, bn="ক", en="K"), learner(3, bn="ক", en="K"), learner(4, bn="ক", en="L")])
    assert [(remark.row, remark.code) for remark in said] == [(3, "same_name"), (4, "same_name")]


def test_many_rows_are_not_all_listed() -> None:
    said = duplicate_remarks([learner(row, "7") for row in range(2, 30)])
    assert len(said) == 27
    assert str(said[0].message) == "Roll 7 appears 28 times (rows 2, 3, 4, 5, 6, 7 and more). Choose one."


def test_a_roll_without_a_digit_may_be_a_name_and_is_not_said() -> None:
    said = duplicate_remarks([learner(2, "Rahim"), learner(3, "Rahim")])
    assert str(said[0].message) == "One roll appears 2 times (rows 2, 3). Choose the right one."
