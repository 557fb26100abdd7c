from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, Choice, ReadOptions
from bsuh_desktop.services.class_lists.habits import MOST_HEADINGS, habits_of, remember
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_column
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import practice_desk
from tests.helpers.later_lists import a_plan, listed, plan_here

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
