"""The blank list: what stands on the paper, and that what is typed from it is read without a question."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from bsuh_desktop.documents.blank_list import COLUMNS, FIELDS, HOW, PAGES, ROWS, TITLE, blank_list_pdf
from bsuh_desktop.documents.typesetter import undrawable
from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from tests.helpers.bangla_names import HINDU_GIVEN, MUSLIM_GIVEN, OTHER_GIVEN
from tests.helpers.papers import copied_pages

HEADINGS = tuple(heading for heading, _ in COLUMNS)
TYPED = {
    "Bangla": [heading.bn for heading in HEADINGS],
    "English": [heading.en for heading in HEADINGS],
    "both": [f"{heading.bn} / {heading.en}" for heading in HEADINGS],
    "two lines": [f"{heading.bn}\n{heading.en}" for heading in HEADINGS],
}
"""The first row as people type it from the paper."""
SEXES: dict[str, Sex] = {"মেয়ে": "f", "ছেলে": "m", "girl": "f", "Boy": "m", "F": "f", "M": "m", "": "unspecified"}
AGES: dict[str, AgeBand] = {"১২": "9-12", "14": "13-17", "": "unspecified"}
ANSWERS: dict[str, ConsentAnswer] = {"হ্যাঁ": "yes", "না": "no", "": "not_asked", "yes": "yes", "No": "no"}


def learners() -> tuple[list[list[str]], list[RosterRow]]:
    """As many as the paper has rows, as they are typed and as they must be read: a third has one name only."""
    given = sorted({*MUSLIM_GIVEN.split(), *HINDU_GIVEN.split(), *OTHER_GIVEN.split()})
    typed, read = [], []
    for number in range(1, PAGES * ROWS + 1):
        roll = bangla_digits(number) if number % 2 else str(number)
        bangla = f"{given[number * 5]} {given[number * 7]}" if number % 6 else ""
        english = f"Learner{chr(64 + number % 26)} {chr(65 + number % 25)}ane" if number % 3 or not bangla else ""
        facts = [list(one)[number % len(one)] for one in (SEXES, AGES, ANSWERS)]
        typed.append([roll, bangla, english, *facts])
        row = RosterRow(
            number + 1,
            roll,
            number,
            bangla or None,
            english or None,
            sex=SEXES[facts[0]],
            age=AGES[facts[1]],
            guardian=ANSWERS[facts[2]],
        )
        read.append(row)
    return typed, read


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    """Numbers are numbers, as a spreadsheet makes them of what is typed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([int(cell) if cell.isascii() and cell.isdigit() else cell or None for cell in row])
    book.save(path)


def as_csv(path: Path, rows: list[list[str]]) -> None:
    """CSV UTF-8, as spreadsheets save it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_what_is_typed_from_it_is_read_without_a_question(tmp_path: Path, typed: str, write: object) -> None:
    rows, expected = learners()
    path = tmp_path / ("class.xlsx" if write is as_xlsx else "class.csv")
    assert callable(write)
    write(path, [TYPED[typed], *rows])
    preview = read_class_list(path)
    assert preview.remarks == ()
    assert [column.meaning for column in preview.columns] == ["roll", "name", "name", "sex", "age", "guardian"]
    assert all(column.taken for column in preview.columns)
    assert list(preview.learners) == expected


def test_it_has_thirty_rows_a_page_and_says_how_it_is_typed_in_both_languages() -> None:
    pages = copied_pages(blank_list_pdf())
    assert len(pages) == PAGES
    for place, lines in enumerate(pages):
        text = "\n".join(lines)
        for words in (TITLE, *HEADINGS, *(label for line in FIELDS for label, _ in line), *HOW):
            assert words.bn in text
            assert words.en in text
        numbers = [int(line) for line in lines if line.isdigit()]
        assert numbers == list(range(place * ROWS + 1, (place + 1) * ROWS + 1))


def test_every_letter_of_it_can_be_drawn_and_it_is_always_the_same() -> None:
    assert undrawable("".join(f"{one.bn}{one.en}" for one in (TITLE, *HEADINGS, *HOW))) == ""
    assert blank_list_pdf() == blank_list_pdf()
