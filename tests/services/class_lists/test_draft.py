from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import class_groups, learners_of
from bsuh_desktop.services.class_lists.draft import Draft, Known, agree, looked, merged
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import as_last_time, reread, with_column
from bsuh_desktop.services.classroom.new_class import open_class
from tests.helpers.desks import practice_desk
from tests.helpers.later_lists import plan_here

FIRST = "রোল,পরীক্ষার্থীবৃন্দ,সম্মতি\n1,রহিমা খাতুন,হ্যাঁ\n2,করিম মিয়া,না\n3,শ্রেয়া দাস,হ্যাঁ\n4,মং চাই,হ্যাঁ\n"
NEXT = "রোল,পরীক্ষার্থীবৃন্দ\n1,রহিমা খাতূন\n2,করিম মিয়া\n8,শ্রেয়া দাস\n9,নাদিয়া সুলতানা\n"
SCHOOL = "Kaliganga High School"


def read(folder: Path, text: str) -> ImportPlan:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return plan_here(path)


def test_a_list_and_the_next_one_of_its_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = read(tmp_path, FIRST)
    draft = Draft(plan, SCHOOL, "8", "ka")
    assert looked(desk, draft) == Known()
    plan = reread(plan, with_column(plan, "B", "name"))
    group = agree(desk, draft, plan, "aloud-1")
    known = looked(desk, Draft(None, SCHOOL, "৮", "ক"))
    assert known.habits == ReadOptions(headings={"পরীক্ষার্থীবৃন্দ": "name"})
    assert known.base is not None
    assert [one.name_bn for one in known.base.learners] == ["রহিমা খাতুন", "", "শ্রেয়া দাস", "মং চাই"]

    later = merged(as_last_time(read(tmp_path, NEXT), known.habits), known.base)
    assert [row.change for row in later.rows] == ["renamed", "new", "moved", "new"]
    assert [one.severity for one in later.gone] == ["stop", "ok"], "a roll moved: who said no is asked for"
    later = decide.who_said_no(later, later.gone[0].line, 3)
    assert agree(desk, draft, decide.with_consent(later, ()), "aloud-2") == group
    assert [(one.roll, one.name_bn, one.guardian) for one in learners_of(desk, group.id)] == [
        ("1", "রহিমা খাতূন", "yes"),
        ("2", "", "no"),
        ("8", "শ্রেয়া দাস", "yes"),
        ("9", "নাদিয়া সুলতানা", "yes"),
    ]
    assert len(class_groups(desk)) == 1


def test_another_section_is_another_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = read(tmp_path, FIRST)
    agree(desk, Draft(plan, SCHOOL, "8", "ka"), decide.on_basis(plan, "none"), "")
    assert looked(desk, Draft(plan, SCHOOL, "8", "kha")).base is None
    assert looked(desk, Draft(plan, "A school that nobody knows", "8", "ka")) == Known(DEFAULT_OPTIONS, None)


def test_a_list_is_not_held_against_a_class_that_runs(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    plan = read(tmp_path, FIRST)
    group = agree(desk, Draft(plan, SCHOOL, "8", "ka"), decide.on_basis(plan, "none"), "")
    open_class(desk, [group.id], "taps-traps-taka")
    with pytest.raises(KnownError) as caught:
        looked(desk, Draft(plan, SCHOOL, "8", "ka"))
    assert caught.value.code == "class_not_finished"
