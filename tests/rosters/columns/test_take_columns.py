from __future__ import annotations

from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.columns.find_headings import find_headings
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS
from bsuh_desktop.rosters.columns.take_columns import columns_of
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from tests.helpers.sheets import sheet


def read(table: Sheet, wishes: ReadOptions = DEFAULT_OPTIONS) -> list[Column]:
    return list(columns_of(table, find_headings(table, wishes.headings) or NO_HEADINGS, wishes).values())


def meant(*lines: str, wishes: ReadOptions = DEFAULT_OPTIONS, hidden: frozenset[int] = frozenset()) -> str:
    return " ".join(column.meaning for column in read(sheet(*lines, hidden=hidden), wishes))


def test_a_field_is_taken_once_and_names_in_two_scripts() -> None:
    assert meant("roll|class roll|নাম|Name|sex|gender", "1|2|ক|A|m|f") == "roll other name name sex other"


def test_a_second_name_in_the_same_script_is_not_taken() -> None:
    assert meant("roll|name|name", "1|Rahim|Abdul") == "roll name other"
    assert meant("roll|bvg|নাম", "1|iwKe|আব্দুল") == "roll name other"
    assert meant("roll|name|name", "1|Rahim|Abdul", wishes=ReadOptions(columns={"C": "name"})) == "roll name name"


def test_a_student_above_yes_and_no_is_no_name() -> None:
    assert meant("roll|নাম|student", "1|রহিম|yes", "2|করিম|no") == "roll name other"


def test_guardian_above_answers_is_consent_and_above_names_a_parent() -> None:
    assert meant("roll|name|guardian|assent", "1|A|yes|no", "2|B||yes", "3|C|না|") == "roll name guardian assent"
    assert meant("roll|name|guardian", "1|A|yes", "2|B|Abdul") == "roll name parent"
    assert meant("roll|name|guardian", "1|A|") == "roll name parent"


def test_todays_roll_goes_before_last_years() -> None:
    assert meant("পূর্বের রোল|বর্তমান রোল|নাম", "9|1|ক") == "other roll name"
    assert meant("SSC Roll|Name", "9|A") == "roll name"


def test_a_column_that_is_not_read_shows_what_it_holds_and_nothing_of_it() -> None:
    columns = read(sheet("roll|name|01711000000|phone", "1|A|x|01711000001", "2|B||01711000002", "3|C||"))
    assert [(column.heading, column.holds, column.filled) for column in columns] == [
        ("roll", "numbers", 3),
        ("name", "mixed", 3),
        ("", "mixed", 1),
        ("phone", "long_numbers", 2),
    ]


def test_what_a_person_says_counts() -> None:
    lines = ("roll|name|Number|sex", "1|Rahim|12|m")
    assert meant(*lines, wishes=ReadOptions(columns={"C": "roll"})) == "other name roll sex"
    assert meant(*lines, wishes=ReadOptions(columns={"D": "none"})) == "roll name serial other"
    assert meant(*lines, wishes=ReadOptions(headings={"number": "roll", "sex": "none"})) == "other name roll other"
    assert (
        meant(*lines, wishes=ReadOptions(columns={"C": "none"}, headings={"number": "roll"})) == "roll name other sex"
    )


def test_nobody_has_what_is_never_read_read() -> None:
    wishes = ReadOptions(columns={"C": "name", "D": "roll", "E": "name"})
    lines = (
        "roll|name|Father's name|extra|more",
        "1|A|Abdul|01711000001|2013-05-04",
        "2|B|Karim|01711000002|2013-06-04",
    )
    assert meant(*lines, wishes=wishes) == "roll name parent other other"


def test_a_hidden_column_is_taken_only_if_a_person_says_so() -> None:
    lines = ("roll|name|sex|phone", "1|A|m|017")
    assert meant(*lines, hidden=frozenset({2, 3})) == "roll name other phone"
    assert meant(*lines, hidden=frozenset({2, 3}), wishes=ReadOptions(columns={"C": "sex", "D": "name"})) == (
        "roll name sex phone"
    )
    assert (
        meant(*lines, hidden=frozenset({2, 3}), wishes=ReadOptions(headings={"sex": "sex"})) == "roll name other phone"
    )
    assert [column.hidden for column in read(sheet(*lines, hidden=frozenset({2})))] == [False, False, True, False]


def test_a_list_without_headings() -> None:
    lines = ("1|Rahim|m|Sylhet", "2|Karim|m|Sylhet", "3|Salma|f|Sylhet")
    assert meant(*lines) == "roll name sex other"
    assert meant(*lines, wishes=ReadOptions(columns={"C": "none", "D": "section"})) == "roll name other section"


def test_what_each_learner_has_to_themselves_is_no_class() -> None:
    names = ["Gafur", "Jabbar", "Rashed", "Selim", "Tarek", "Habib"]
    lines = [f"{roll}|Name {roll}|{name}" for roll, name in enumerate(names, 1)]
    assert meant("roll|name|class", *lines) == "roll name other"
    assert meant("roll|name|class", *lines, wishes=ReadOptions(columns={"C": "grade"})) == "roll name grade"
    assert meant("roll|name|class", *(f"{roll}|Name {roll}|{roll % 3}" for roll in range(6))) == "roll name grade"
    assert meant("roll|name|section", "1|A|01799000111", "2|B|01799000112") == "roll name other"


def test_no_consent_column_is_passed_over() -> None:
    lines = ("roll|name|Father's consent|Mother's consent|assent|শিশুর সম্মতি", "1|A|yes|no|yes|no")
    assert meant(*lines) == "roll name guardian guardian assent assent"


def test_why_a_column_is_not_taken() -> None:
    table = sheet("roll|class roll|name|name|student|class", "1|7|Rahim|Abdul|yes|8", "2|8|Karim|Gafur|no|8")
    assert [column.reason for column in read(table)] == ["", "second", "", "same_script", "answers", ""]
    hidden = sheet("roll|name|sex", "1|Rahim|m", "2|Mina|f", hidden=frozenset({2}))
    assert [column.reason for column in read(hidden)] == ["", "", "hidden"]
    names = sheet("roll|name|class", *(f"{n}|{letter * 5}|{letter * 6}" for n, letter in enumerate("abcdefghij")))
    assert [column.reason for column in read(names)] == ["", "", "all_different"]


def test_marks_are_no_rolls() -> None:
    assert meant("নাম|বাংলা|গণিত|মোট", "রহিম|72|81|153", "মিনা|64|90|154") == "name other other other"
    assert meant("Students|Bangla|Math", "Rahim|72|81", "Mina|64|90") == "name other other"
