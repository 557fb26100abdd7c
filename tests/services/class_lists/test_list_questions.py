"""What is asked of a whole list, which row holds its headings, and which sheets are one class."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.read_options import NO_HEADING
from bsuh_desktop.services.class_lists import decide, draft
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import (
    reread,
    same_in,
    with_column,
    with_heading_row,
    with_sexes,
    with_sheet,
    with_together,
)
from tests.helpers.desks import practice_desk
from tests.helpers.later_lists import plan_here
from tests.helpers.list_pages import written
from tests.helpers.whole_lists import BOYS, BROKEN, CODED, GIRLS, LONG_ROLLS, girls_and_boys, halves, workbook


def rows(plan: ImportPlan) -> list[int]:
    return [one.row for one in plan.rows]


def sexes(plan: ImportPlan) -> str:
    return "".join(one.learner.sex[0] for one in plan.rows)


def test_halves_are_one_class_only_once_somebody_says_so(tmp_path: Path) -> None:
    plan = decide.answer(plan_here(written(tmp_path, halves(8))), "sex_words")
    assert (plan.questions, rows(plan)) == (("joined",), [2, 3, 4, 5, 102, 103, 104, 105])
    assert str(plan.why_not_decided) == "Say first whether these lists are one class."
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError, match="Say first whether"):
        draft.keep(desk, decide.with_consent(plan, ()), "eiin:107845", "6", "kha", "1")
    agreed = reread(decide.answer(plan, "joined"), replace(plan.options, joined=True))
    assert (agreed.questions, agreed.why_not_decided, rows(agreed)) == ((), None, rows(plan))
    alone = reread(decide.answer(plan, "joined"), replace(plan.options, joined=False))
    assert (alone.questions, alone.why_not_decided, rows(alone)) == ((), None, [2, 3, 4, 5])


def test_an_option_that_nobody_agreed_to_is_still_asked_about(tmp_path: Path) -> None:
    plan = plan_here(written(tmp_path, halves(8)))
    guessed = reread(plan, replace(plan.options, joined=False, sexes={"1": "m", "2": "f"}))
    assert (set(guessed.questions), guessed.sex_codes) == ({"joined", "sex_words"}, ("1", "2"))
    again = reread(guessed, with_column(guessed, "B", "none"))
    assert set(again.questions) == {"joined", "sex_words"}, "whatever else is changed"


def test_codes_for_the_sex_are_explained_once_or_left_out(tmp_path: Path) -> None:
    plan = plan_here(written(tmp_path, CODED))
    assert (plan.questions, plan.sex_codes, sexes(plan)) == (("sex_words",), ("1", "2"), "uuuu")
    assert str(plan.why_not_decided) == "Say first what stands for girl and boy."
    told = reread(decide.answer(plan, "sex_words"), with_sexes(plan, ("m", "f")))
    assert (sexes(told), told.why_not_decided) == ("mffm", None)
    left = decide.answer(plan, "sex_words")
    assert (sexes(left), left.why_not_decided) == ("uuuu", None)
    assert reread(left, with_column(left, "B", "none")).questions == (), "and not asked again"
    other = reread(told, with_column(told, "C", "none"))
    back = reread(other, with_column(other, "C", "sex"))
    assert (back.questions, sexes(back)) == (("sex_words",), "uuuu"), "it was said of a column that was given up"


def test_long_rolls_are_agreed_to(tmp_path: Path) -> None:
    plan = plan_here(written(tmp_path, LONG_ROLLS))
    assert str(plan.why_not_decided) == "Say first whether the long numbers are rolls."
    for answer, roll in ((True, "2047811960"), (False, None)):
        told = reread(decide.answer(plan, "long_roll"), replace(plan.options, long_rolls=answer))
        assert (told.rows[0].learner.roll, told.why_not_decided) == (roll, None)


def test_names_that_were_put_right_are_compared_first(tmp_path: Path) -> None:
    plan = plan_here(written(tmp_path, BROKEN))
    assert [one.learner.name_bn for one in plan.rows] == list(GIRLS[:3])
    assert plan.rows[0].original.startswith("à¦")
    assert (plan.to_compare, str(plan.why_not_decided)) == (3, "Names to compare first: 3.")
    assert decide.agree_to_all(plan, "repaired").why_not_decided is None


def test_what_is_said_of_the_list_stands_before_what_is_said_of_rows(tmp_path: Path) -> None:
    above = "My school\n\nGirls\nRoll,Name\n1,Mina Das\n2,Rita Roy\nBoys,\n3,Rahim Uddin\n"
    plan = plan_here(written(tmp_path, above + "SL,Teacher,Subject\n1,Majid,Math\n"))
    assert [str(note) for note in plan.list_notes] == [
        "Row 3 says that these learners are girls.",
        "Row 7 says that these learners are boys.",
        "Other people stand from row 9 on. Rows left out: 2.",
    ]
    assert [str(note) for note in plan.notes] == ["Row 1 is a title and was skipped."]


def test_a_person_says_which_row_holds_the_headings(tmp_path: Path) -> None:
    lines = ["Roll,Name", "8,The upper school", *(f"{roll},{name}" for roll, name in enumerate(GIRLS[:5], 1))]
    plan = plan_here(written(tmp_path, "\n".join(lines)))
    assert (plan.heading_row, rows(plan)) == (1, [2, 3, 4, 5, 6, 7])
    assert [row.number for row in plan.top] == [1, 2, 3]
    plan = decide.leave_as_it_is(decide.leave_out(decide.correct_name(plan, 4, "লিমা", ""), 2), 6)
    headed = reread(plan, with_heading_row(plan, 2))
    assert (headed.heading_row, rows(headed)) == (2, [3, 4, 5, 6, 7])
    assert headed.row(4).learner.name_bn == "লিমা", "the learner is the same"
    assert (len(headed.decisions.left_out), list(headed.decisions.left_as_is)) == (0, [6])
    assert "From row 2 on there may be learners above the headings. Rows: 1." in map(str, headed.list_notes)
    bare = reread(headed, with_heading_row(headed, NO_HEADING))
    assert (bare.heading_row, "no headings" in str(bare.list_notes[-1])) == (NO_HEADING, True)


def test_under_other_headings_a_learner_who_reads_otherwise_is_decided_anew(tmp_path: Path) -> None:
    text = "Roll,Name,Called\nRoll,Called,Name\n1,Mina Das,Mini\n2,Rita Roy,Ritu\n"
    plan = plan_here(written(tmp_path, text))
    plan = decide.correct_name(plan, 3, "", "Mina Dash")
    other = reread(plan, with_heading_row(plan, 2))
    assert (other.rows[0].learner.roll, other.rows[0].learner.name_en) == ("1", "Mini")
    assert other.decisions.names == {}


def test_sheets_are_read_into_one_class(tmp_path: Path) -> None:
    plan = plan_here(girls_and_boys(tmp_path))
    assert (plan.sheet, plan.sheets, plan.together) == ("Girls", ("Girls", "Boys", "Notes"), ())
    plan = decide.correct_name(plan, 3, "লিমা", "")
    both = reread(plan, with_together(plan, {"Boys"}))
    assert [one.learner.roll for one in both.rows] == [str(roll) for roll in range(1, 21)]
    assert (rows(both)[10], sexes(both)) == (102, "f" * 10 + "m" * 10)
    assert "Row 3 of sheet “Boys” is row 103 here." in map(str, both.list_notes)
    assert both.row(3).learner.name_bn == "লিমা", "what was decided of the first sheet stays"
    assert reread(both, with_together(both, {"Boys", "Notes"})).together == ("Boys",), "that is no list"
    said = decide.correct_name(both, 102, "মামুন", "")
    alone = reread(said, with_together(said, ()))
    assert (rows(alone), set(alone.decisions.names)) == (rows(plan), {3})
    assert reread(both, with_sheet(both, "Boys")).decisions.names == {}


def test_rows_of_other_sheets_are_other_learners(tmp_path: Path) -> None:
    def page(roll: int) -> list[list[object]]:
        return [["Roll", "Name"], [roll, None], [roll + 1, BOYS[0]]]

    plan = plan_here(workbook(tmp_path, One=page(1), Two=page(3), Three=page(3)))
    with_two = reread(plan, with_together(plan, {"Two"}))
    with_two = decide.correct_name(with_two, 102, "লিমা", "")
    with_three = reread(with_two, with_together(with_two, {"Three"}))
    assert (rows(with_three), with_three.decisions.names) == (rows(with_two), {}), "row 102 is a row of sheet Three"
    assert same_in(with_two, with_three) == frozenset()
