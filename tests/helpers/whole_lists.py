"""Lists of which something is asked as a whole: halves side by side, codes for the sex, long rolls, several sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl

GIRLS = (
    "আয়েশা সিদ্দিকা",
    "ফারজানা আক্তার",
    "জান্নাতুল ফেরদৌস",
    "খ্রিস্টিনা গোমেজ",
    "লামিয়া সুলতানা",
    "নুসরাত জাহান",
    "প্রিয়া রানী দাস",
    "স্মৃতি কর্মকার",
    "শ্রেয়া চক্রবর্তী",
    "উম্মে হাবিবা",
)
BOYS = (
    "আব্দুল্লাহ আল মামুন",
    "কৃষ্ণা সরকার",
    "ক্ষিতীশ চন্দ্র রায়",
    "মংসিং মারমা",
    "মোঃ রকিব হাসান",
    "রফিকুল ইসলাম",
    "শান্ত চাকমা",
    "সৌরভ পাল",
    "সাব্বির আহমেদ",
    "তানভীর ইসলাম",
)
CODED = "Roll,Name,Sex\n1,Rahim Uddin,1\n2,Mina Das,2\n3,Rita Roy,2\n4,Karim Ali,1\n"
"""1 and 2 for boy and girl, and nobody says which is which."""
LONG_ROLLS = "Roll,Name\n2047811960,Mina Das\n2133456781,Rita Roy\n911234567,Rahim Uddin\n2900000017,Karim Ali\n"
"""Nine and ten digits under roll, which have no beginning in common."""
BROKEN = "Roll,Name\n" + "".join(f"{roll},{name.encode().decode('latin1')}\n" for roll, name in enumerate(GIRLS[:3], 1))
"""Bangla names as a program leaves them that takes UTF-8 for Western letters."""


def learners(count: int) -> list[tuple[str, str, str]]:
    """Roll, name and code for the sex of so many learners, a girl and a boy in turn; 2 means girl."""
    names = [pair for girl, boy in zip(GIRLS, BOYS, strict=True) for pair in ((girl, "2"), (boy, "1"))]
    terms = [(f"{name} {term}".strip(), code) for term in ("", "খ", "গ", "ঘ") for name, code in names]
    return [(str(roll), name, code) for roll, (name, code) in enumerate(terms[:count], 1)]


def halves(count: int = 40) -> str:
    """A printed register as CSV: two lists side by side, with codes for the sex."""
    everybody = learners(count)
    first, second = everybody[: count // 2], everybody[count // 2 :]
    rows = [",".join((*one, "", *other)) for one, other in zip(first, second, strict=True)]
    return "\n".join(["রোল,নাম,লিঙ্গ,,রোল,নাম,লিঙ্গ", *rows, ""])


def workbook(folder: Path, name: str = "list.xlsx", **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these sheets, in order."""
    made = openpyxl.Workbook()
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    del made["Sheet"]
    made.save(folder / name)
    return folder / name


def girls_and_boys(folder: Path, name: str = "list.xlsx") -> Path:
    """A sheet of girls, one of boys, and one that is no list."""
    girls: list[list[object]] = [["Roll", "Name"], *([number, who] for number, who in enumerate(GIRLS, 1))]
    boys: list[list[object]] = [["Roll", "Name"], *([number, who] for number, who in enumerate(BOYS, 11))]
    return workbook(folder, name, Girls=girls, Boys=boys, Notes=[["Ask the head teacher"], ["about the fees"]])
