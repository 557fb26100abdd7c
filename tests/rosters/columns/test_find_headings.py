from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.find_headings import SEARCHED_ROWS, find_headings, headings_at
from bsuh_desktop.rosters.columns.headings import Headings, meanings
from tests.helpers.sheets import row, sheet


def found(*lines: str) -> Headings:
    headings = find_headings(sheet(*lines))
    assert headings is not None
    return headings


def meant(headings: Headings) -> list[str]:
    return list(meanings(headings.lines).values())


def test_the_row_that_knows_the_most_columns() -> None:
    headings = found("Class roll|Date 2026", "", "SL|Roll|Name|Sex|Remarks", "1|1|Rahim|m|")
    assert (headings.first, headings.last) == (3, 3)
    assert meant(headings) == ["serial", "roll", "name", "sex", "other"]


def test_a_list_of_names_alone() -> None:
    assert found("Class six", "Student's Name", "Rahim").last == 2
    assert find_headings(sheet("List of the name and roll of class six", "Rahim")) is None


def test_a_list_needs_a_roll_or_a_name() -> None:
    assert find_headings(sheet("sex|age|phone", "m|12|017")) is None


def test_headings_stand_near_the_top() -> None:
    titles = ["title"] * SEARCHED_ROWS
    assert find_headings(sheet(*titles, "roll|name")) is None
    assert find_headings(sheet(*titles[1:], "roll|name")) is not None


def test_words_that_a_person_has_explained_are_headings() -> None:
    strange = sheet("Zahl|Wer", "1|Rahim")
    assert find_headings(strange) is None
    assert find_headings(strange, {"zahl": "roll", "wer": "name"}) is not None


def test_nobody_explains_a_phone_away() -> None:
    headings = found("roll|name|mobile")
    assert list(meanings(headings.lines, {"mobile": "name", "name": "none"}).values()) == ["roll", "other", "phone"]


def test_old_font() -> None:
    headings = found("µwgK|†ivj bs|bvg|wcZvi bvg|†gvevBj", "1|1|iwKe|Kwig|017")
    assert meant(headings) == ["serial", "roll", "name", "parent", "phone"]
    assert headings.lines[2] == ("নাম",)


def test_a_hidden_column_tells_nothing() -> None:
    assert find_headings(sheet("roll|name", "1|Rahim", hidden=frozenset({0, 1}))) is None


def test_the_row_that_a_person_says() -> None:
    table = sheet("roll|name", "1|Rahim", "SL|B", "SL|Student|>", "^|Name|Roll")
    assert headings_at(table, 3).lines == {0: ("SL",), 1: ("B",)}
    assert headings_at(table, 5).first == 4
    assert headings_at(table, 9) == Headings(9, 9, {})


def test_a_learners_row_taken_for_headings_shows_no_name() -> None:
    assert headings_at(sheet("roll|name", "1|Rahim"), 2) == Headings(2, 2, {})
    assert headings_at(sheet("Rahim Uddin|Abdul Gafur|Purba para", "Karim|Jabbar|"), 1) == Headings(1, 1, {})


def test_a_list_may_begin_far_down() -> None:
    titles = [f"Title {number}" for number in range(20)]
    headings = find_headings(sheet(*[""] * 200, *titles, "roll|name", "1|Rahim"))
    assert headings is not None
    assert headings.last == 221


@pytest.mark.parametrize("line", ["||", "SL|রোল|নাম", "SL|Roll|Name"])
def test_headings_repeated(line: str) -> None:
    headings = found("SL|Roll|Name", "1|1|A")
    assert headings.repeated_by(row(9, line)) == (line != "||")


def test_a_learner_is_no_heading() -> None:
    assert not found("SL|Roll|Name", "1|1|A").repeated_by(row(2, "2|2|Name"))


@pytest.mark.parametrize("line", ["Roll|Consent|>", "^|Guardian|Student"])
def test_one_of_two_rows_repeated(line: str) -> None:
    headings = found("Roll|Consent|>", "^|Guardian|Student", "1|yes|no")
    assert headings.repeated_by(row(9, line))
    assert not headings.repeated_by(row(9, "Roll|12|"))


def test_headings_in_an_old_font_repeated() -> None:
    assert found("†ivj|bvg", "1|iwKe").repeated_by(row(9, "†ivj|bvg"))


def test_two_rolls_and_nothing_else_are_names_that_begin_as_roll_does() -> None:
    assert find_headings(sheet("1|মিনা|মিনা", "2|রোলিন|রোলিন", "3|রিতা|রিতা")) is None
    assert find_headings(sheet("নাম|Name", "মিনা|Mina")) is not None
