from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, NO_HEADING, Choice, ReadOptions
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.decisions import ListQuestion
from bsuh_desktop.services.class_lists.draft import MOST_CODES, MOST_HEADINGS, habits_of, remember
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import (
    as_last_time,
    reread,
    with_column,
    with_heading_row,
    with_sexes,
    with_together,
)
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import practice_desk
from tests.helpers.later_lists import a_plan, listed, plan_here
from tests.helpers.list_pages import PLAIN, written
from tests.helpers.whole_lists import GIRLS, LONG_ROLLS, girls_and_boys, halves, workbook

SCHOOL, OTHER = "eiin:107845", "eiin:100001"
HEADED = "রোল,পরীক্ষার্থীবৃন্দ,বাড়ি 01711000000\n1,রহিমা খাতুন,x\n2,করিম মিয়া,y\n"


def stored(desk: Desk) -> bytes:
    """Everything that is kept of habits, as it is kept."""
    return b"".join(desk.store.facts.get(f"list_habits/{place}") or b"" for place in (SCHOOL, OTHER))


def test_what_was_said_of_a_list_is_used_for_the_next_of_that_school(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    path = tmp_path / "রহিম স্যার.csv"
    path.write_text(HEADED, "utf-8")
    plan = plan_here(path)
    remember(desk, SCHOOL, plan)
    assert habits_of(desk, SCHOOL) == DEFAULT_OPTIONS, "nothing was said"
    remember(desk, SCHOOL, reread(plan, with_column(plan, "B", "name")))
    assert habits_of(desk, SCHOOL) == ReadOptions(headings={"পরীক্ষার্থীবৃন্দ": "name"})
    assert habits_of(desk, OTHER) == DEFAULT_OPTIONS
    later = as_last_time(plan_here(path), habits_of(desk, SCHOOL))
    assert later.row(2).learner.name_bn == "রহিমা খাতুন"


def test_nothing_personal_is_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    path = tmp_path / "রহিম স্যার.csv"
    path.write_text(HEADED, "utf-8")
    plan = plan_here(path)
    said = replace(plan.options, columns={"B": "name", "C": "none"}, sheet="Rahim 01711000000", encoding="cp1252")
    columns = (*plan.columns[:2], replace(plan.columns[2], words="বাড়ি 01711000000"))
    remember(desk, SCHOOL, replace(plan, options=said, columns=columns))
    assert habits_of(desk, SCHOOL) == ReadOptions(encoding="cp1252", headings={"পরীক্ষার্থীবৃন্দ": "name"})
    for secret in ("রহিম", "0171", "করিম"):
        assert secret.encode() not in stored(desk)


def test_a_learner_who_stands_above_a_column_is_not_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    path = tmp_path / "list.csv"
    path.write_text("রোল,নাম,মোঃ রকিব\n1,মো: রকিব,x\n2,করিম মিয়া,y\n", "utf-8")
    plan = plan_here(path)
    remember(desk, SCHOOL, reread(plan, with_column(plan, "C", "sex")))
    assert "রকিব".encode() not in stored(desk)


def test_a_later_word_counts_and_the_rest_stays(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = a_plan([listed(2, "1", "ক")])
    for wishes in (
        ReadOptions(sheet="Class 8", encoding="cp1252", headings={"ক": "name", "খ": "sex"}),
        ReadOptions(sheet="ছাত্রী", headings={"খ": "none"}),
    ):
        remember(desk, SCHOOL, replace(plan, options=wishes))
    known = habits_of(desk, SCHOOL)
    assert known == ReadOptions(sheet="ছাত্রী", encoding="cp1252", headings={"ক": "name", "খ": "none"})


def test_of_a_list_without_headings_the_order_of_its_columns_is_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = replace(a_plan([listed(1, "1", "ক")]), heading_row=0, options=ReadOptions(columns={"C": "name"}))
    remember(desk, SCHOOL, plan)
    assert habits_of(desk, SCHOOL) == ReadOptions(heading_row=0, columns={"C": "name"})


def test_habits_do_not_grow_without_end(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = a_plan([listed(2, "1", "ক")])
    for first in (0, 50):
        headings: dict[str, Choice] = {"ক" * (1 + number): "name" for number in range(first, first + 50)}
        remember(desk, SCHOOL, replace(plan, options=ReadOptions(headings=headings)))
    known = habits_of(desk, SCHOOL).headings
    assert len(known) == MOST_HEADINGS
    assert "ক" * 100 in known


def test_habits_of_a_newer_app_are_passed_over(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    desk.store.facts.put(f"list_habits/{SCHOOL}", b'{"headings": {"x": "shoe_size"}}')
    assert habits_of(desk, SCHOOL) == DEFAULT_OPTIONS


def answered(plan: ImportPlan, question: ListQuestion, options: ReadOptions) -> ImportPlan:
    """What a person says, and the list read so."""
    return reread(decide.answer(plan, question), options)


def test_answers_are_proposed_for_the_next_list_and_asked_for_again(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    path = written(tmp_path, halves(8))
    plan = answered(plan_here(path), "joined", ReadOptions(joined=False))
    plan = answered(plan, "sex_words", with_sexes(plan, ("m", "f")))
    remember(desk, SCHOOL, plan)
    known = habits_of(desk, SCHOOL)
    assert known == ReadOptions(joined=False, sexes={"1": "m", "2": "f"})
    later = as_last_time(plan_here(path), known)
    assert (later.as_last_time, [row.row for row in later.rows]) == (True, [2, 3, 4, 5])
    assert [row.learner.sex for row in later.rows] == ["f", "m", "f", "m"]
    assert set(later.questions) == {"joined", "sex_words"}
    again = answered(later, "joined", replace(later.options, joined=True))
    assert (len(again.rows), again.as_last_time) == (8, False), "somebody said otherwise"
    other = as_last_time(plan_here(written(tmp_path, PLAIN)), known)
    assert (other.as_last_time, other.questions) == (False, ()), "of a list where nothing is asked"


def test_rolls_that_are_long_are_a_habit(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = plan_here(written(tmp_path, LONG_ROLLS))
    remember(desk, SCHOOL, answered(plan, "long_roll", ReadOptions(long_rolls=False)))
    later = as_last_time(plan, habits_of(desk, SCHOOL))
    assert (later.questions, later.rows[0].learner.roll) == (("long_roll",), None)


def test_sheets_that_are_one_class_are_a_habit(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = plan_here(girls_and_boys(tmp_path))
    remember(desk, SCHOOL, reread(plan, with_together(plan, {"Boys", "Notes"})))
    known = habits_of(desk, SCHOOL)
    assert known == ReadOptions(sheet="Girls", together=("Boys",))
    later = as_last_time(plan_here(girls_and_boys(tmp_path, "next.xlsx")), known)
    assert (later.as_last_time, later.together, len(later.rows)) == (True, ("Boys",), 20)
    one = workbook(tmp_path, "one.xlsx", Girls=[["Roll", "Name"], [1, "Mina Das"]])
    assert as_last_time(plan_here(one), known).together == (), "there is no such sheet"
    remember(desk, SCHOOL, reread(later, with_together(later, ())))
    assert habits_of(desk, SCHOOL).together == ()


def test_the_row_of_the_headings_is_a_habit_where_none_are_found_and_nobody_is_lost(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    below = "".join(f"{roll},{name}\n" for roll, name in enumerate(GIRLS, 1))
    odd = written(tmp_path, "Upper school,\nKromo,Porichoy\n" + below)
    plan = plan_here(odd)
    assert plan.heading_row == NO_HEADING
    headed = reread(plan, with_heading_row(plan, 2))
    remember(desk, SCHOOL, headed)
    known = habits_of(desk, SCHOOL)
    assert known.heading_row == 2
    later = as_last_time(plan, known)
    assert (later.heading_row, later.as_last_time, len(later.rows)) == (2, True, 10)
    bare = plan_here(written(tmp_path, below))
    assert as_last_time(bare, known) is bare, "its second row is a learner"
    found = plan_here(written(tmp_path, "Roll,Name\n" + below))
    assert as_last_time(found, known) is found, "better headings are there"


def test_of_codes_no_long_one_and_no_name_is_remembered(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = a_plan([listed(2, "1", "রহিমা খাতুন", name_en="Mina Das")])
    codes: dict[str, Sex] = {"1": "m", "mina": "f", "খাতুন": "f", "ছাত্রীবৃন্দ": "f"}
    remember(desk, SCHOOL, replace(plan, options=ReadOptions(sexes=codes)))
    assert habits_of(desk, SCHOOL).sexes == {"1": "m"}
    for first in (100, 200):
        many: dict[str, Sex] = {f"{first + number}": "f" for number in range(MOST_CODES)}
        remember(desk, SCHOOL, replace(plan, options=ReadOptions(sexes=many)))
    assert len(habits_of(desk, SCHOOL).sexes) == MOST_CODES


class _Before(msgspec.Struct, frozen=True):
    """Habits as the version before knew them."""

    sheet: str | None = None
    encoding: str | None = None
    heading_row: int | None = None
    columns: dict[str, str] = {}
    headings: dict[str, str] = {}
    part: None = None


def test_habits_of_before_are_read_and_those_of_now_by_an_app_of_before(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    before = _Before("Class 8", "cp1252", 0, {"C": "name"}, {"পরীক্ষার্থীবৃন্দ": "name"})
    desk.store.facts.put(f"list_habits/{SCHOOL}", msgspec.json.encode(before))
    assert habits_of(desk, SCHOOL) == ReadOptions(
        sheet="Class 8", encoding="cp1252", heading_row=0, columns={"C": "name"}, headings={"পরীক্ষার্থীবৃন্দ": "name"}
    )
    said = ReadOptions(joined=True, together=("Boys",), sexes={"1": "m"}, long_rolls=False, sheet="Girls")
    remember(desk, SCHOOL, replace(a_plan([listed(2, "1", "ক")]), options=said, together=("Boys",)))
    assert msgspec.json.decode(stored(desk), type=_Before) == replace(before, sheet="Girls")
