from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.find_headings import find_headings
from bsuh_desktop.rosters.columns.headings import meanings
from bsuh_desktop.rosters.files.table import Sheet
from tests.helpers.sheets import row, sheet


def read(*lines: str) -> tuple[int, int, str]:
    headings = find_headings(sheet(*lines))
    assert headings is not None
    return headings.first, headings.last, " ".join(meanings(headings.lines).values())


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["SL|Student|>|Sex", "^|Name|Roll|^", "1|A|1|m"], "serial name roll sex"),
        (["ক্রমিক|শিক্ষার্থী|>|লিঙ্গ", "^|নাম|রোল|^", "১|ক|১|মেয়ে"], "serial name roll sex"),
        (["Roll|Name|Consent|>", "^|^|Guardian|Student", "1|A|yes|no"], "roll name guardian assent"),
        (["Roll|Name|Consent|", "||Guardian|Student", "1|A|yes|no"], "roll name guardian assent"),
        (["||Consent|", "Roll|Name|Guardian|Student", "1|A|yes|no"], "roll name guardian assent"),
        (["Student|>|Guardian|>|", "Roll|Name|Name|Mobile|Remarks"], "roll name parent phone other"),
        (["Student||Guardian|", "Roll|Name|Name|Mobile"], "roll name parent phone"),
        (["|Student's particulars|>", "SL|Name|Sex", "1|A|m"], "serial name sex"),
        (["||পিতা|মাতা|", "রোল|নাম|নাম|নাম|লিঙ্গ"], "roll name parent parent sex"),
        (["রোল|শিক্ষার্থী|পিতা", "|নাম|নাম", "1|ক|খ"], "roll name parent"),
        (["রোল|নাম|লিঙ্গ", "Roll|Name|Sex", "1|A|m"], "roll name sex"),
        (["রোল|শিক্ষার্থীর নাম|>|পিতার নাম|>", "^|বাংলা|ইংরেজি|বাংলা|ইংরেজি"], "roll name name parent parent"),
        (["রোল|নাম||লিঙ্গ", "|বাংলায়|ইংরেজিতে|", "১|ক|A|ছাত্র"], "roll name name sex"),
        (["Roll|Student's Name|", "|In Bangla|In English (Capital Letters)"], "roll name name"),
        (["Roll|Name|>", "^|First|Last"], "roll name name"),
        (["রোল|নাম|লিঙ্গ|>", "^|^|ছাত্র|ছাত্রী"], "roll name other other"),
        (["Roll|Name|Marks|>", "^|^|Bangla|English", "1|A|3|4"], "roll name other other"),
    ],
)
def test_two_rows_are_read_together(lines: list[str], meant: str) -> None:
    assert read(*lines) == (1, 2, meant)


def test_three_rows() -> None:
    lines = ("Roll|Student|>|>", "^|Name|Consent|>", "^|^|Guardian|Own")
    assert read(*lines, "1|A|yes|no") == (1, 3, "roll name guardian assent")


@pytest.mark.parametrize(
    "lines",
    [
        ["My School|>|>", "Roll|Name|Sex"],
        ["Class Eight||Section A", "Roll|Name|Sex"],
        ["Class: 8||Date: 2026", "Roll|Name|Sex"],
        ["List of students|>|", "Roll|Name|Sex"],
        ["Students|>|>", "Roll|Name|Sex"],
        ["Model School||Sylhet", "Roll|Name|Sex"],
    ],
)
def test_a_title_is_no_heading(lines: list[str]) -> None:
    assert read(*lines) == (2, 2, "roll name sex")


@pytest.mark.parametrize(
    "lines",
    [
        ["Roll|Name|Sex|", "1|Rahim|m|Village X"],
        ["Name|Sex|", "Rahim|m|Village X"],
        ["Name|", "Rahim|Mobile"],
        ["Student|", "Rahim|Sylhet"],
        ["Name|Consent|", "Rahim|yes|good"],
    ],
)
def test_a_learner_is_no_heading(lines: list[str]) -> None:
    assert read(*lines)[:2] == (1, 1)


def test_rows_with_a_gap_do_not_belong_together() -> None:
    assert read("Student|>|Guardian|>", "", "Roll|Name|Sex|Phone")[:2] == (3, 3)
    rows = (row(1, "Student|>|Guardian|>"), row(3, "Roll|Name|Name|Phone"))
    headings = find_headings(Sheet("", rows))
    assert headings is not None
    assert headings.first == 3
