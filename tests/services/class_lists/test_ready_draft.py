from __future__ import annotations

import threading
from pathlib import Path

from bsuh_desktop.rosters.read_options import Part, ReadOptions
from bsuh_desktop.services.class_lists.draft import Draft, Known, ready
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from tests.helpers.later_lists import a_known_class, in_class, plan_here

SCHOOL = "শ্রেণি,শাখা,রোল,নাম\n৬ষ্ঠ,ক,1,রহিমা খাতুন\n৬ষ্ঠ,খ,1,শ্রেয়া দাস\n৭ম,খ,1,মং চাই\n"


def made_ready(folder: Path, grade: str, section: str, known: Known | None = None) -> ImportPlan:
    path = folder / "school.csv"
    path.write_text(SCHOOL, "utf-8")
    plan = plan_here(path)
    return ready(plan, Draft(plan, "x", grade, section), known or Known(), threading.Event())


def test_of_several_classes_the_one_that_was_said_is_read(tmp_path: Path) -> None:
    assert made_ready(tmp_path, "Class 7", "kha").part == Part("৭ম", "খ")
    assert made_ready(tmp_path, "ষষ্ঠ", "খ").part == Part("৬ষ্ঠ", "খ")
    assert made_ready(tmp_path, "9", "ka").part == Part("৬ষ্ঠ", "ক"), "a person picks it"


def test_a_class_that_is_here_is_held_against_what_was_read_for_it(tmp_path: Path) -> None:
    base = a_known_class([in_class(11, "1", "শ্রেয়া দাস")])
    plan = made_ready(tmp_path, "6", "kha", Known(base=base))
    assert [(row.change, row.was.line if row.was else None) for row in plan.rows] == [("same", 11)]


def test_habits_come_first(tmp_path: Path) -> None:
    plan = made_ready(tmp_path, "6", "kha", Known(ReadOptions(headings={"রোল": "none"})))
    assert (plan.as_last_time, plan.part, plan.rows[0].learner.roll) == (True, Part("৬ষ্ঠ", "খ"), None)
