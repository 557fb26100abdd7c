"""The lines over a list keep their places while they are answered."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from bsuh_desktop.presenters.class_lists.decisions import (
    AGREE,
    LEAVE_ROWS_OUT,
    SAME,
    PlanGroups,
    answered,
    group_sentence,
)
from bsuh_desktop.rosters.remarks import RemarkCode
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import read_plan
from tests.helpers.later_lists import held_against, in_class, listed
from tests.helpers.list_pages import FIRST_TERM, written

TWICE = """Roll,Name,Sex
1,ক্ষিতীশ রহমান,maybe
2,শ্রেয়া খাতুন,maybe
,মং চাই,M
,সাবরিনা দত্ত,F
"""
"""Two words that are unknown, two rolls that are missing."""

OF_NO_LEARNER = {
    "empty_row",
    "extra_title",
    "totals_row",
    "no_heading",
    "duplicate_roll",
    "no_card",
    "joined",
    "sheets_joined",
    "sheets_alike",
    "long_roll",
    "sex_words",
    "sex_elsewhere",
    "rows_left_out",
    "column_not_taken",
    "letters_lost",
}


def of(plan: ImportPlan) -> tuple[PlanGroups, list[tuple[str, bool]]]:
    groups = PlanGroups()
    groups.begin(plan)
    return groups, stand(groups, plan)


def stand(groups: PlanGroups, plan: ImportPlan) -> list[tuple[str, bool]]:
    """The codes of the lines, and which of them are settled."""
    return [(line.code, line.settled) for line in groups.lines(plan, public=False)]


def test_a_line_that_was_answered_stays_and_is_settled(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, TWICE))
    groups, lines = of(plan)
    assert lines == [("unknown_word", False), ("no_roll", False)]
    plan = answered(plan, "unknown_word", AGREE)
    assert stand(groups, plan) == [("unknown_word", True), ("no_roll", False)]
    assert plan.counts.look == 2


def test_rows_may_be_left_out_together(tmp_path: Path) -> None:
    plan = answered(read_plan(written(tmp_path, TWICE)), "no_roll", LEAVE_ROWS_OUT)
    assert plan.counts.left_out == 2


def test_another_reading_begins_anew(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, TWICE))
    groups, _ = of(plan)
    plan = answered(plan, "unknown_word", AGREE)
    groups.begin(plan)
    assert stand(groups, plan) == [("no_roll", False)]


def a_no_and_a_new_learner() -> ImportPlan:
    kept = in_class(11, "1", "মং চাই"), in_class(12, "2", "শ্রেয়া খাতুন", "no")
    return held_against(kept, [listed(2, "1", "মং চাই"), listed(3, "2", "শ্রেয়া খাতুন"), listed(4, "3", "সাবরিনা দত্ত")])


def test_who_said_no_is_the_same_learner_by_one_button_but_not_before_the_class() -> None:
    plan = a_no_and_a_new_learner()
    groups, lines = of(plan)
    assert lines == [("only_by_roll", False)]
    assert [line.light for line in groups.lines(plan, public=False)] == ["stop"]
    assert groups.lines(plan, public=True) == []
    same = answered(plan, "only_by_roll", SAME)
    assert (same.why_not, stand(groups, same)) == (None, [("only_by_roll", True)])


def test_the_same_rolls_are_said_by_one_button() -> None:
    plan = held_against([in_class(11, "1", "মং চাই")], [listed(2, "1", None, name_en="Mong Chai")])
    groups, lines = of(plan)
    assert lines == [
        ("same_rolls", False),
    ]
    same = answered(plan, "same_rolls", AGREE)
    assert (same.why_not, stand(groups, same)) == (None, [("same_rolls", True)])


def test_names_that_are_hidden_are_not_agreed_to(tmp_path: Path) -> None:
    groups, _ = of(plan := read_plan(FIRST_TERM))
    assert [[line.shut for line in groups.lines(plan, public)] for public in (False, True)] == [[False], [True]]


def test_a_line_that_must_be_answered_comes_first_however_late() -> None:
    plan = a_no_and_a_new_learner()
    alone = decide.leave_out(plan, 4)
    groups, lines = of(alone)
    assert lines == []
    assert stand(groups, decide.undo_decision(alone, 4)) == [("only_by_roll", False)]


def test_every_remark_that_many_learners_may_share_has_a_sentence_for_all_of_them() -> None:
    any_code = group_sentence("", 2)
    codes = set(get_args(RemarkCode)) - OF_NO_LEARNER
    assert {code for code in codes if group_sentence(code, 2) == any_code} == set()
