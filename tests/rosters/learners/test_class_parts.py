from __future__ import annotations

from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow, chosen_part, parts_of, several_parts
from bsuh_desktop.rosters.read_options import Part


def learners(*classes: str) -> list[LearnerRow]:
    """Classes as "8 A"; a point stands for an empty cell."""
    pairs = [[Cell(text.replace(".", "")) for text in one.split(" ")] for one in classes]
    return [LearnerRow(row, {"grade": [g], "section": [s]}, False) for row, (g, s) in enumerate(pairs, 2)]


def test_one_class_is_not_several() -> None:
    assert several_parts(parts_of(learners("8 A", "৮ a", "8 A"))) == ()


def test_classes_in_the_order_of_the_list_as_it_first_writes_them() -> None:
    told = several_parts(parts_of(learners("৮ খ", "৮ ক", "8 খ", "৯ ক")))
    assert [(one.part.grade, one.part.section, one.learners) for one in told] == [
        ("৮", "খ", 2),
        ("৮", "ক", 1),
        ("৯", "ক", 1),
    ]


def test_where_nothing_is_written_it_is_the_class_above() -> None:
    assert parts_of(learners(". .", "6 A", ". .", "6 .", ". .")) == [
        Part("", ""), Part("6", "A"), Part("6", "A"), Part("6", ""), Part("6", ""),
    ]  # fmt: skip


def test_old_font() -> None:
    assert parts_of(learners("†kÖwY L"))[0].grade == "শ্রেণি"


def test_the_first_class_is_read_until_a_person_chooses() -> None:
    told = several_parts(parts_of(learners("6 A", "7 A", "7 B")))
    assert chosen_part(told, None) == Part("6", "A")
    assert chosen_part(told, Part("৭", "b")) == Part("7", "B")
    assert chosen_part(told, Part("7", "")) == Part("7", "A")
    assert chosen_part(told, Part("9", "A")) == Part("6", "A")
    assert chosen_part((), Part("6", "A")) is None
