"""Parents in the cell or the row below a learner, and tables of other people below the list."""

from __future__ import annotations

import pytest

from tests.helpers.sheets import sheet
from tests.rosters.learners.test_sort_rows import cells, told


def test_a_table_of_teachers_is_left_out_and_counted() -> None:
    lines = (
        "Roll|Name|Sex",
        "1|Rahim|m",
        "2|Mina|f",
        "Teachers||",
        "SL|Teacher's Name|Post",
        "1|Abdul|Head",
        "2|Rina|Asst.",
    )
    assert told(*lines) == "2:L 3:L 4:rows_left_out"
    bangla = ("রোল|নাম", "১|রহিম", "২|মিনা", "ক্রমিক|শিক্ষকের নাম", "১|আব্দুল", "২|রিনা")
    assert told(*bangla) == "2:L 3:L 4:rows_left_out"
    assert told("Roll|Name", "1|Rahim", "2|Mina", "Subject|Teacher", "Math|Abdul") == "2:L 3:L 4:rows_left_out"


def test_headings_again_end_the_other_table() -> None:
    lines = ("Roll|Name", "1|Rahim", "Committee|", "1|Abdul", "Roll|Name", "2|Mina")
    assert told(*lines) == "2:L 3:rows_left_out 5:extra_title 6:L"


def test_a_signature_is_no_table() -> None:
    assert told("Roll|Name", "1|Rahim", "|Class Teacher", "2|Mina") == "2:L 3:totals_row 4:L"


def test_a_parent_in_the_row_below() -> None:
    assert told("Roll|Name", "1|Rahim", "|Father: Abdul", "2|Mina", "|পিতা- করিম") == (
        "2:L 3:words_not_taken 4:L 5:words_not_taken"
    )
    three = ("Roll|Student / Father / Mother's name", "1|Rahim", "^|Abdul", "^|Rina", "2|Mina", "^|Karim", "^|Salma")
    assert cells(sheet(*three)) == [["1", "Rahim"], ["2", "Mina"]]


def test_both_in_one_cell_under_a_heading_for_both() -> None:
    heading = "রোল|নাম ও পিতার নাম"
    assert cells(sheet(heading, "১|রহিম, আব্দুল", "২|মিনা / করিম")) == [["১", "রহিম"], ["২", "মিনা"]]
    # Where nothing tells the two apart, nobody is kept.
    assert cells(sheet(heading, "১|রহিম আব্দুল", "২|মিনা করিম")) == [["১", ""], ["২", ""]]


def test_a_row_that_numbers_the_columns() -> None:
    assert told("Roll|Name|Sex", "1|2|3", "1|Rahim|m", "2|Mina|f") == "2:extra_title 3:L 4:L"


def test_a_word_of_headings_is_no_learner() -> None:
    lines = ("Roll|Name|Sex", "1|Rahim|m", "|In English|", "2|Mina|f")
    assert told(*lines) == "2:L 3:extra_title 4:L"


@pytest.mark.parametrize("name", ["আব্বাস", "আম্মার", "বাপ্পী", "ভাইজান", "Ammar", "S"])
def test_a_learner_called_like_a_parent_begins_no_other_table(name: str) -> None:
    assert told("নাম", "রহিম উদ্দিন", "করিম আলী", name, "মিনা দাস", "রিতা রানী") == "2:L 3:L 4:L 5:L 6:L"
    assert told("রোল|নাম", "1|রহিম উদ্দিন", f"|{name}", "2|মিনা দাস") == "2:L 3:L 4:L"


def test_a_table_of_parents_is_left_out_and_counted() -> None:
    for title in ("অভিভাবকের তালিকা", "Parents", "পিতার নাম"):
        assert told("রোল|নাম", "1|রহিম", "2|মিনা", f"{title}|", "|করিম", "|সালাম") == "2:L 3:L 4:rows_left_out"
