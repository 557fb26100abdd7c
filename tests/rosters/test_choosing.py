from __future__ import annotations

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.choose_list import ChosenList, choose
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from tests.helpers.sheets import sheet

FEES = sheet("Name|Fee", "Rahim|100", "Karim|100", "Mina|100", name="Fees")
LIST = sheet("Roll|Name|Sex", "1|Rahim|m", "2|Karim|m", name="Class 8")
SHORT = sheet("Roll|Name|Sex", "1|Rahim|m", name="Class 9")
BARE = sheet("1|Rahim", "2|Karim", "3|Mina", name="Bare")
ABOUT = sheet("About this file", name="About")


def chosen(*sheets: Sheet, wishes: ReadOptions = DEFAULT_OPTIONS) -> ChosenList:
    (one,) = choose(sheets, wishes)
    return one


def below_each_other(*sheets: Sheet) -> list[list[str]]:
    lists = choose(sheets, DEFAULT_OPTIONS)
    rows = [row for one in lists for row in one.sheet.rows if row.number > one.headings.last]
    return [[str(row.number), *(cell.text for cell in row.cells if cell.text)] for row in rows]


def refusal(*sheets: Sheet, wishes: ReadOptions = DEFAULT_OPTIONS) -> str:
    with pytest.raises(KnownError) as refused:
        choose(sheets, wishes)
    return refused.value.code


def test_the_sheet_whose_headings_know_the_most() -> None:
    assert chosen(ABOUT, FEES, LIST).sheet is LIST


def test_of_equals_the_longest() -> None:
    assert chosen(SHORT, LIST).sheet is LIST


def test_headings_go_before_a_guess() -> None:
    assert chosen(BARE, SHORT).sheet is SHORT
    assert chosen(ABOUT, BARE).sheet is BARE


def test_the_sheet_that_a_person_says() -> None:
    assert chosen(LIST, SHORT, wishes=ReadOptions(sheet="Class 9")).sheet is SHORT
    assert chosen(LIST, SHORT, wishes=ReadOptions(sheet="gone")).sheet is LIST
    assert refusal(LIST, ABOUT, wishes=ReadOptions(sheet="About")) == "no_heading"


def test_two_lists_side_by_side_lose_nobody_in_silence() -> None:
    table = sheet("Roll|Name|Sex||Roll|Name|Sex", "1|A|m||3|C|f", "2|B|m||4|D|f")
    assert below_each_other(table) == [
        ["2", "1", "A", "m"],
        ["3", "2", "B", "m"],
        ["102", "3", "C", "f"],
        ["103", "4", "D", "f"],
    ]
    assert chosen(table, wishes=ReadOptions(joined=False)).sheet is table
    assert chosen(sheet("Class Roll|Roll|Name|নাম", "1|1|A|ক")).columns


@pytest.mark.parametrize(
    "lines",
    [
        ("SL|Name||SL|Name", "1|Rahim||3|Salma", "2|Karim||4|Mina"),
        ("Roll|Name||Roll No.|Student's name", "1|Rahim||3|Salma", "2|Karim||4|Mina"),
        ("Roll|নাম|Name|Roll|নাম|Name", "1|ক|A|3|গ|C", "2|খ|B|4|ঘ|D"),
        ("1|Rahim Uddin|4|Salma Khatun", "2|Karim Ali|5|Mina Das", "3|Tarek Ali|6|Asha Das"),
    ],
)
def test_two_lists_under_other_words_or_none(lines: tuple[str, ...]) -> None:
    first, second = choose([sheet(*lines)], DEFAULT_OPTIONS)
    assert (first.beside, second.beside) == (False, True)
    rolls = [row[1] for row in below_each_other(sheet(*lines))]
    assert rolls == sorted(rolls)
    assert len(rolls) == 2 * len(sheet(*lines).rows) - (2 if first.headings.last else 0)


@pytest.mark.parametrize(
    "lines",
    [
        ("রোল|নাম|Roll|Name", "1|রহিম|1|Rahim", "2|করিম|2|Karim"),
        ("SL|Name|SL|নাম", "1|Rahim|11|রহিম", "2|Karim|12|করিম"),
        ("1|Rahim Uddin|4501|Abdul Gafur", "2|Karim Ali|4502|Abdul Jabbar", "3|Tarek Ali|4503|Rashed Ali"),
        ("1|Rahim Uddin|56|Abdul Gafur", "2|Karim Ali|78|Abdul Jabbar", "3|Tarek Ali|49|Rashed Ali"),
    ],
)
def test_one_learner_twice_in_a_row_is_one_list(lines: tuple[str, ...]) -> None:
    table = sheet(*lines)
    assert chosen(table).sheet is table


def test_what_only_hidden_columns_hold_is_told() -> None:
    assert refusal(sheet("SL|Roll|Name", "1|1|Rahim", hidden=frozenset({1, 2}))) == "columns_hidden"
    assert refusal(sheet("SL|Home", "1|Dhaka", hidden=frozenset({1}))) == "no_heading"
