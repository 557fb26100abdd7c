from __future__ import annotations

from bsuh_desktop.rosters.choose_list import choose
from bsuh_desktop.rosters.preview import top_rows
from bsuh_desktop.rosters.read_options import ReadOptions
from tests.helpers.sheets import sheet
from tests.helpers.whole_lists import BOYS, GIRLS


def shown(*lines: str, heading_row: int | None = None) -> list[list[str]]:
    (one,) = choose([sheet(*lines)], ReadOptions(heading_row=heading_row))
    rows = top_rows(one.sheet, one.headings, one.columns)
    return [[str(row.number), *(cell.words or f"{cell.kind} {cell.length}" for cell in row.cells)] for row in rows]


def test_heading_words_as_written_and_of_others_only_their_kind() -> None:
    lines = (
        "Sylhet Model School|||",
        "Roll|Name|Father's Name|Date",
        "1|Rahim Uddin|Abdul Gafur|2026-01-02",
        "2|Mina Das|Karim Das|2026-01-03",
        "3|Rita Das|Salam Das|2026-01-04",
    )
    assert shown(*lines) == [
        ["1", "word 19", "nothing 0", "nothing 0", "nothing 0"],
        ["2", "Roll", "Name", "Father's Name", "Date"],
        ["3", "number 1", "name 11", "nothing 0", "nothing 0"],
        ["4", "number 1", "name 8", "nothing 0", "nothing 0"],
    ]


def test_no_name_leaves_even_if_one_of_its_words_is_a_heading() -> None:
    rows = shown("1|মা নু চিং", *(f"{n}|রহিম {letter}" for n, letter in enumerate("কখগঘচছজঝটঠ", 2)))
    assert [row[2].split()[0] for row in rows] == ["name"] * 11


def test_a_learner_called_like_a_word_of_headings_is_not_shown() -> None:
    lines = ("Name|Sign", "Islam|", "Abbas Uddin|", "Rahim Uddin|", "Mina Das|", "Rita Das|")
    assert shown(*lines)[1:] == [["2", "name 5", "nothing 0"], ["3", "name 11", "nothing 0"]]
    # A second row of headings is.
    assert shown("Roll|Name|Sex", "Subject|Village|Teacher", "1|Rahim|m", "2|Mina|f")[1] == [
        "2",
        "Subject",
        "Village",
        "Teacher",
    ]


def test_of_a_list_without_headings_the_first_rows_as_they_may_stand_below_titles() -> None:
    rows = [f"{roll}|{name}" for roll, name in enumerate(GIRLS + BOYS, 1)]
    found = shown("The upper school|", "Eight|Two", "Kromo|Porichoy", *rows)
    assert [row[0] for row in found] == [str(number) for number in range(1, 15)]
    assert found[2] == ["3", "word 5", "name 8"]


def test_above_the_headings_no_learner_is_shown_and_no_refusal_anywhere() -> None:
    lines = ("1|Islam", "2|Sister Islam", "3|Abbas Uddin", "4|Rahim Uddin", "5|Mina Das", "6|Rita Das")
    assert {row[2].split()[0] for row in shown(*lines, heading_row=4)} == {"word", "name"}
    faiths = ("Name|Religion|Group|Consent", "Mina Das|Islam|Science|no", "Rita Das|Islam|Science|yes")
    assert shown(*faiths)[1] == ["2", "name 8", "word 5", "word 7", "word 2"]
