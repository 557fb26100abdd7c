from __future__ import annotations

from bsuh_desktop.rosters.columns.column import place_of
from bsuh_desktop.rosters.columns.headers import SEARCHED_ROWS, Heading, find_heading, repeats
from bsuh_desktop.rosters.files.table import Cell, ListRow


def rows(*lines: str) -> list[ListRow]:
    return [ListRow(n, tuple(Cell(text) for text in line.split("|"))) for n, line in enumerate(lines, 1)]


def found(*lines: str) -> Heading:
    heading = find_heading(rows(*lines))
    assert heading is not None
    return heading


def test_the_row_that_knows_the_most_columns() -> None:
    heading = found("Class roll|Date 2026", "", "SL|Roll|Name|Sex|Remarks", "1|1|Rahim|m|")
    assert heading.row == 3
    assert heading.fields() == {1: "roll", 2: "name", 3: "sex"}


def test_a_field_is_taken_once_and_names_in_two_scripts() -> None:
    heading = found("roll|class roll|নাম|Name|sex|gender", "1|2|ক|A|m|f")
    assert heading.fields() == {0: "roll", 2: "name", 3: "name", 4: "sex"}


def test_a_list_of_names_alone() -> None:
    assert found("Class six", "Student's Name", "Rahim").row == 2
    assert find_heading(rows("List of the name and roll of class six", "Rahim")) is None


def test_a_list_needs_a_roll_or_a_name() -> None:
    assert find_heading(rows("sex|age|phone", "m|12|017")) is None


def test_headings_stand_near_the_top() -> None:
    titles = ["title"] * SEARCHED_ROWS
    assert find_heading(rows(*titles, "roll|name")) is None
    assert find_heading(rows(*titles[1:], "roll|name")) is not None


def test_guardian_above_answers_is_consent_and_above_names_a_parent() -> None:
    assert found("roll|name|guardian|assent", "1|A|yes|no", "2|B||yes", "3|C|না|").fields()[2] == "guardian"
    assert 2 not in found("roll|name|guardian", "1|A|yes", "2|B|Abdul").fields()
    assert 2 not in found("roll|name|guardian", "1|A|").fields()


def test_a_number_above_a_column_is_not_shown() -> None:
    columns = found("roll|name|01711000000|phone", "1|A|x|y").columns
    assert [columns[number].heading for number in range(4)] == ["roll", "name", "", "phone"]


def test_headings_repeated() -> None:
    heading = found("SL|Roll|Name", "1|1|A")
    assert repeats(rows("||", "SL|রোল|নাম")[1], heading)
    assert not repeats(rows("2|2|Name")[0], heading)


def test_places_as_a_spreadsheet_writes_them() -> None:
    assert [place_of(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
