from __future__ import annotations

import pytest

from bsuh_desktop.rosters.files.table import Cell, written_cell
from bsuh_desktop.rosters.learners.name_cells import without_others
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow


def row(number: int, roll: str, name: str) -> LearnerRow:
    return LearnerRow(number, {"roll": [Cell(roll)], "name": [Cell(name)]}, False)


def alone(*rows: tuple[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    learners, said = without_others([row(number, *one) for number, one in enumerate(rows, 2)])
    return [(one.cells["roll"][0].text, one.cells["name"][0].text) for one in learners], [one.code for one in said]


@pytest.mark.parametrize(
    "name",
    [
        "রহিমা খাতুন (পিতা: আব্দুল গফুর)",
        "রহিমা খাতুন পিতা- জব্বার",
        "রহিমা খাতুন, পিতাঃ জব্বার",
        "রহিমা খাতুন পিং জব্বার",
        "রহিমা খাতুন/মাতা আমেনা",
    ],
)
def test_a_parent_beside_the_name(name: str) -> None:
    assert alone(("1", name)) == ([("1", "রহিমা খাতুন")], ["words_not_taken"])


@pytest.mark.parametrize(
    "name",
    ["Rahima D/O Abdul Gafur", "Rahima, daughter of Gafur", "Rahima (Father: Gafur)", "Rahima - Father's name Gafur"],
)
def test_a_parent_beside_a_latin_name(name: str) -> None:
    assert alone(("1", name)) == ([("1", "Rahima")], ["words_not_taken"])


def test_a_parent_typed_in_an_old_font() -> None:
    assert alone(("1", "iwngv (wcZv: Mdzi)")) == ([("1", "iwngv")], ["words_not_taken"])


@pytest.mark.parametrize("name", ["Mother Teresa", "Rahima Mobarak", "পিতাম্বর দাস", "রহিমা মাতাব্বর", "S/O"])
def test_a_name_of_its_own(name: str) -> None:
    assert alone(("1", name)) == ([("1", name)], [])


def test_a_number_before_the_name() -> None:
    assert alone(("", "১. রহিমা"), ("", "2) Karim"), ("", "3rd Child")) == (
        [("", "রহিমা"), ("", "Karim"), ("", "3rd Child")],
        ["number_not_taken", "number_not_taken"],
    )


def test_no_name_in_a_roll() -> None:
    rolls = ["1 Rahim Uddin", "২. করিম মিয়া", "Salma", "8-Science-12", "৮-ক-১২", "12 (A)", "12 KA", "IV", "New"]
    found, said = alone(*((roll, "") for roll in rolls))
    assert [roll for roll, _ in found] == ["1", "২", "", "8-Science-12", "৮-ক-১২", "12 (A)", "12 KA", "IV", "New"]
    assert said == ["words_not_taken"] * 3
    assert alone(("8-Dec", ""))[0] == [("8-Dec", "")]
    assert alone(("১ - রহিমা", ""), ("2-Ali", ""))[0] == [("১", ""), ("2", "")]


def test_the_group_of_many_belongs_to_the_roll() -> None:
    found, said = alone(*((f"{roll} Science", "A") for roll in range(1, 9)))
    assert [roll for roll, _ in found] == [f"{roll} Science" for roll in range(1, 9)]
    assert said == []


def lines(text: str) -> tuple[list[str], list[str]]:
    learners, said = without_others([LearnerRow(2, {"name": [written_cell(text)]}, False)])
    return [cell.text for cell in learners[0].cells["name"]], [one.code for one in said]


def test_a_second_line_in_the_cell() -> None:
    assert lines("রহিম উদ্দিন\nআব্দুল মজিদ") == (["রহিম উদ্দিন"], ["words_not_taken"])
    assert lines("রহিম উদ্দিন\nRahim Uddin") == (["রহিম উদ্দিন", "Rahim Uddin"], [])
    assert lines("Mst. Fatema\nAkter") == (["Mst. Fatema Akter"], [])
    assert lines("Rahim\nFather: Karim Ali") == (["Rahim"], ["words_not_taken"])
