"""A list of several classes is that of the class that was said, or a person says which one it is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.wishes import Part
from bsuh_desktop.services.class_groups import class_groups
from bsuh_desktop.services.class_lists import deciding
from bsuh_desktop.services.class_lists.draft import Draft, Known, agree
from bsuh_desktop.services.class_lists.getting_ready import ready
from bsuh_desktop.services.class_lists.plan import ImportPlan
from bsuh_desktop.services.class_lists.reading import read_plan, reread, with_part
from tests.helpers.desks import practice_desk

SCHOOL = "Kaliganga High School"
CLASSES = "Class,Section,Roll,Name\n6,A,1,রহিমা খাতুন\n6,A,2,করিম মিয়া\n8,C,1,শ্রেয়া দাস\n8,C,2,মং চাই\n"


def ready_for(folder: Path, grade: str, section: str, text: str = CLASSES) -> ImportPlan:
    path = folder / "school.csv"
    path.write_text(text, "utf-8")
    return ready(read_plan(path), Draft(None, SCHOOL, grade, section), Known(), threading.Event())


def names(plan: ImportPlan) -> list[str | None]:
    return [row.learner.name_bn for row in plan.rows]


@pytest.mark.parametrize(
    ("grade", "section", "first"),
    [("6", "A", "রহিমা খাতুন"), ("ষষ্ঠ", "a", "রহিমা খাতুন"), ("8", "C", "শ্রেয়া দাস"), ("৮ম শ্রেণি", "C", "শ্রেয়া দাস")],
)
def test_the_class_that_was_said_is_read_and_nothing_is_asked(
    tmp_path: Path, grade: str, section: str, first: str
) -> None:
    plan = ready_for(tmp_path, grade, section)
    assert (names(plan)[0], plan.asks_part, plan.why_not_decided) == (first, False, None)


@pytest.mark.parametrize(("grade", "section"), [("8", "E"), ("8", ""), ("Padma", "")])
def test_another_class_is_never_kept_by_a_guess(tmp_path: Path, grade: str, section: str) -> None:
    desk, plan = practice_desk(tmp_path), ready_for(tmp_path, grade, section)
    assert plan.why_not_decided is not None
    assert plan.why_not_decided.text == "The list holds several classes. Choose this one."
    with pytest.raises(KnownError):
        agree(desk, Draft(plan, SCHOOL, grade, section), deciding.with_consent(plan, ()), "aloud-1")
    assert not class_groups(desk)


def test_what_a_person_picks_is_this_class_whatever_the_list_calls_it(tmp_path: Path) -> None:
    plan = ready_for(tmp_path, "6", "Padma")
    for part, first in ((Part("6", "A"), "রহিমা খাতুন"), (Part("8", "C"), "শ্রেয়া দাস")):
        picked = reread(plan, with_part(plan, part))
        assert (names(picked)[0], picked.asks_part, picked.why_not_decided) == (first, False, None)


def test_a_list_of_one_class_asks_nothing(tmp_path: Path) -> None:
    plan = ready_for(tmp_path, "8", "E", "Class,Section,Roll,Name\n6,A,1,রহিমা খাতুন\n6,A,2,করিম মিয়া\n")
    assert not plan.asks_part
