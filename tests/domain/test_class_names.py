from __future__ import annotations

import unicodedata

import pytest

from bsuh_desktop.domain.class_names import class_key, class_words
from bsuh_desktop.domain.local_text import LocalText


@pytest.mark.parametrize(
    ("grade", "bangla"),
    [
        ("1", "১ম শ্রেণি"),
        ("2", "২\u09af\u09bc শ্রেণি"),
        ("4", "৪র্থ শ্রেণি"),
        ("6", "৬ষ্ঠ শ্রেণি"),
        ("৮", "৮ম শ্রেণি"),
        ("08", "৮ম শ্রেণি"),
        ("10", "১০ম শ্রেণি"),
        ("11", "১১শ শ্রেণি"),
    ],
)
def test_a_grade_takes_its_own_ending(grade: str, bangla: str) -> None:
    words = class_words(grade)
    assert words.bn == bangla
    assert unicodedata.is_normalized("NFC", words.bn)


def test_grade_and_section_in_both_languages() -> None:
    assert class_words("8", "ka") == class_words("৮", "ক") == LocalText("৮ম শ্রেণি, ক শাখা", "Grade 8, section Ka")


@pytest.mark.parametrize(
    "grade", ["6", "৬", "৬ষ্ঠ", "6th", "ষষ্ঠ", "Six", "VI", "Class 6", "CLASS-6", "class: six", "ষষ্ঠ শ্রেণি", "৬ষ্ঠ শ্রেণী"]
)
@pytest.mark.parametrize("section", ["kha", "Kha", "খ", "Section Kha", "খ শাখা"])
def test_one_class_has_many_names(grade: str, section: str) -> None:
    assert class_words(grade, section) == class_words("6", "kha")


def test_a_section_is_one_in_small_and_in_capital_letters() -> None:
    assert class_key("9", "a") == class_key("Nine", "A") != class_key("9", "B")


def test_two_grades_stay_two() -> None:
    assert len({class_words(grade).en for grade in ("6", "7", "xi", "XII", "Friday group 6")}) == 5


def test_a_latin_or_named_section_stands_as_written() -> None:
    assert class_words("9", "A") == LocalText("৯ম শ্রেণি, A শাখা", "Grade 9, section A")
    assert class_words("9", "Padma").en == "Grade 9, section Padma"


@pytest.mark.parametrize("group", ["কিশোরী দল", "13", "0", "²", "Friday group 2", "Class", "Tuesday-group"])
def test_what_is_no_grade_stands_as_written(group: str) -> None:
    assert class_words(group) == LocalText(group, group)


def test_nothing_known_says_nothing() -> None:
    assert class_words("") == LocalText("", "")
    assert class_words("", "kha") == LocalText("খ শাখা", "section Kha")
