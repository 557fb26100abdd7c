"""The class of a list is found by what a person calls it, however either of them writes it."""

from __future__ import annotations

import pytest

from bsuh_desktop.domain.class_words import class_words
from bsuh_desktop.qt.class_lists.part_words import class_title, part_title
from bsuh_desktop.rosters.wishes import Part


@pytest.mark.parametrize("grade", ["6", "৬", "৬ষ্ঠ", "ষষ্ঠ", "Six", "Class 6", "Class Six", "ষষ্ঠ শ্রেণি"])
def test_one_grade_has_many_names(grade: str) -> None:
    assert part_title(Part(grade, "খ")) == class_title("6", "Kha") == class_words("6", "kha")


def test_a_club_s_group_stays_what_it_is_called() -> None:
    assert class_title("Friday group", "").en == "Friday group"


def test_two_grades_stay_two() -> None:
    assert class_title("৬ষ্ঠ", "") != class_title("৭ম", "")
