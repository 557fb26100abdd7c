from __future__ import annotations

import msgspec

from bsuh_desktop.rosters.columns.find_headings import find_headings, headings_at
from bsuh_desktop.rosters.columns.headings import NO_HEADINGS
from bsuh_desktop.rosters.columns.take_columns import columns_of, fields
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.learners.sort_rows import SortedRows, sort_rows
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS
from bsuh_desktop.rosters.vocabulary import Field
from tests.helpers.sheets import sheet


def sort(table: Sheet) -> SortedRows:
    headings = find_headings(table) or NO_HEADINGS
    return sort_rows(table.rows, headings, fields(columns_of(table, headings, DEFAULT_OPTIONS)))


def told(*lines: str) -> str:
    """The rows in their order: L a learner, else the code of what is said."""
    found = sort(sheet(*lines))
    rows = [(one.row, "L") for one in found.learners] + [(remark.row, remark.code) for remark in found.remarks]
    return " ".join(f"{row}:{what}" for row, what in sorted(rows))


def cells(table: Sheet) -> list[list[str]]:
    return [[cell.text for found in one.cells.values() for cell in found] for one in sort(table).learners]


def test_totals_and_signatures_hold_no_learner() -> None:
    lines = (
        "SL|Roll|Name|Sex",
        "1|1|A|m",
        "2|2|B|f",
        "",
        "Total||2|",
        "||Rahima Begum|",
        "||Head Teacher|",
        "Date:|||",
    )
    assert told(*lines) == "2:L 3:L 5:totals_row 6:totals_row 7:totals_row 8:totals_row"


def test_boys_and_girls_below_a_total_are_no_learners() -> None:
    assert told("Roll|Name|Age", "1|A|12", "|Total|2", "|Boys|1", "|মেয়ে|12") == (
        "2:L 3:totals_row 4:totals_row 5:totals_row"
    )


def test_a_total_in_the_place_of_a_name() -> None:
    assert told("Roll|Name", "1|A", "2|মোট শিক্ষার্থী", "3|B") == "2:L 3:totals_row 4:L"


def test_an_answer_makes_a_learner_whatever_the_name_begins_with() -> None:
    assert (
        told("Name|Sex", "স্বাক্ষর দাস|m", "Total Khan|m", "Total|20", "Signature|") == "2:L 3:L 4:totals_row 5:totals_row"
    )


def test_a_learner_without_a_roll_at_the_lists_end_stays() -> None:
    assert told("Roll|Name", "1|A", "|B", "|C") == "2:L 3:L 4:L"
    assert told("Roll|Name", "1|A", "|B", "|Head Teacher", "|C") == "2:L 3:L 4:totals_row 5:totals_row"


def test_a_remark_about_a_learner_is_no_note_of_the_list() -> None:
    assert told("Roll|Name|Remarks", "1|A|Note: late", "|B|Date: 5", "3||Note: who?") == "2:L 3:L 4:L"


def test_titles_among_the_rows() -> None:
    lines = ("Roll|Name|Sex", "Class Six|>|>", "1|A|m", "Girls||", "2|B|f", "My School||", "Roll|Name|Sex", "3|C|m")
    assert told(*lines) == "2:extra_title 3:L 4:extra_title 5:L 6:extra_title 7:extra_title 8:L"


def test_a_title_in_the_place_of_a_roll() -> None:
    lines = ("Roll|Name|Sex", "Class Six||", "1|A|m", "শাখা: খ||", "2||", "৮-ক-৩||", "৪|D|f")
    assert told(*lines) == "2:extra_title 3:L 4:extra_title 5:L 6:L 7:L"


def test_titles_above_a_list_without_headings() -> None:
    lines = (
        "My School|",
        "Class Six|",
        *(f"{n}|{name}" for n, name in enumerate(("Rahim", "Karim", "Mina", "Rita"), 1)),
    )
    assert told(*lines) == "1:extra_title 2:extra_title 3:L 4:L 5:L 6:L"


def test_one_roll_over_two_names_in_two_scripts_is_one_learner() -> None:
    table = sheet("Roll|Name|Sex", "1|রহিম|m", "^|Rahim|^", "2|সালমা|f", "^|Salma|^")
    assert cells(table) == [["1", "রহিম", "Rahim", "m"], ["2", "সালমা", "Salma", "f"]]


def test_one_roll_over_two_names_in_one_script_is_one_learner_and_somebody_else() -> None:
    assert cells(sheet("Roll|Name", "1|রহিম", "^|করিম")) == [["1", "রহিম"]]
    assert told("Roll|Name", "1|রহিম", "^|করিম") == "2:L 3:words_not_taken"


def test_one_learner_over_two_rows_of_something_else() -> None:
    assert told("Roll|Name|Phone", "1|A|017", "^|^|018", "2|B|019") == "2:L 4:L"


def test_merged_answers_count_for_all_their_rows() -> None:
    table = sheet("Class|Roll|Name|Sex|Consent", "6|1|A|m|yes", "^|2|B|^|^", "^|3|C|f|no")
    assert cells(table) == [["6", "1", "A", "m", "yes"], ["6", "2", "B", "m", "yes"], ["6", "3", "C", "f", "no"]]


def test_a_class_alone_makes_no_learner() -> None:
    assert told("Class|Roll|Name", "6|1|A", "6||", "6|2|B") == "2:L 3:empty_row 4:L"


def test_empty_rows_are_told_between_learners_alone() -> None:
    assert told("Roll|Name", "|", "1|A", "|", "2|B", "|", "Total|2") == "3:L 4:empty_row 5:L 7:totals_row"


def test_hidden_rows_are_known() -> None:
    table = sheet("Roll|Name", "1|A", "2|B")
    hidden = msgspec.structs.replace(table.rows[2], hidden=True)
    found = sort(msgspec.structs.replace(table, rows=(*table.rows[:2], hidden)))
    assert [one.hidden for one in found.learners] == [False, True]


def test_a_name_above_headings_that_are_repeated_stays_a_learner() -> None:
    assert told("Name", "Rahim", "Karim", "Name", "Mina") == "2:L 3:L 4:extra_title 5:L"
    assert told("Roll|Name", "1|Rahim", "|Karim", "Roll|Name", "2|Mina") == "2:L 3:L 4:extra_title 5:L"


def test_headings_of_two_rows_are_repeated_whole() -> None:
    lines = ("Roll|Name|Consent|>", "^|^|Guardian|", "1|A|yes|", "Roll|Name|Consent|", "||Guardian|", "2|B|no|")
    assert told(*lines) == "3:L 4:extra_title 5:extra_title 6:L"


def test_a_last_name_goes_on_with_the_first() -> None:
    assert cells(sheet("Roll|First Name|Middle name|Surname", "1|Rahima|Akter|Khatun", "2|Karim||Ali")) == [
        ["1", "Rahima Akter Khatun"],
        ["2", "Karim Ali"],
    ]
    assert cells(sheet("Roll|Surname|First name|নাম", "1|Khatun|Rahima|রহিমা")) == [["1", "Rahima Khatun", "রহিমা"]]
    assert cells(sheet("Roll|First name|Last name|নাম", "1|Rahima|Khatun|রহিমা")) == [["1", "Rahima Khatun", "রহিমা"]]


def test_a_row_with_words_but_neither_roll_nor_name_is_told_wherever_it_stands() -> None:
    found = sort(sheet("Roll|Name|Home", "1|A|", "||Sylhet", "2|B|", "||", "||Dhaka"))
    assert [remark.row for remark in found.remarks] == [3, 6]
    assert "neither roll nor name" in str(found.remarks[0].message)


def test_learners_above_the_headings_are_told() -> None:
    lines = ("SL|Name|Post", "1|Abdul Bari|Member", "2|Rokeya|Member", "Roll|Name|Sex", "3|Rahim|m", "4|Mina|f")
    table = sheet(*lines)
    headings = headings_at(table, 4)
    assert [(one.row, one.code) for one in sort_rows(table.rows, headings, {0: "roll", 1: "name"}).remarks] == [
        (2, "rows_left_out"),
        (1, "extra_title"),
    ]
    assert told("2026|The upper school", "Roll|Name", "1|Rahim", "2|Mina") == "1:extra_title 3:L 4:L"


def test_above_headings_that_a_person_chose_one_is_told_too() -> None:
    table = sheet("Roll|Name|Sex", "A-1|Rahim|m", "A-2|Mina|f", "A-3|Rita|f")
    fields_: dict[int, Field] = {0: "roll", 1: "name", 2: "sex"}
    (first, then) = sort_rows(table.rows, headings_at(table, 2), fields_, chosen=True).remarks
    assert (first.row, str(first.message)) == (
        2,
        "From row 2 on there may be learners above the headings. Rows: 1.",
    )
    assert (then.row, then.code) == (1, "extra_title")
