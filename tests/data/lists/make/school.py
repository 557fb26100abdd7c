"""A whole school of 2,000 in one list, twelve columns wide, class and section in two of them; in four formats."""

from __future__ import annotations

from typing import Any

from tests.data.lists.make import forbidden
from tests.data.lists.make.people import people
from tests.data.lists.make.text_lists import text
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.workbook_lists import bangla
from tests.data.lists.make.writers import Page, Value, by_libreoffice, xls, xlsx

_HEADS = "ক্রমিক নং|শ্রেণি|শাখা|রোল|নাম (বাংলা)|Name (English)|পিতার নাম|মাতার নাম|জন্ম তারিখ|মোবাইল|লিঙ্গ|ঠিকানা"
_GRADES = ("৬ষ্ঠ", "৭ম", "৮ম", "৯ম", "১০ম")
_SECTIONS = ("ক", "খ", "গ", "ঘ", "ঙ")
_CHOSEN = ("৮ম", "গ")


def _rows(first: Truth, chosen: Truth) -> list[list[Value]]:
    rows: list[list[Value]] = [[*_HEADS.split("|")]]
    for grade in _GRADES:
        for section in _SECTIONS:
            for part in (first, chosen):
                part.parts.append((grade, section, 80))
            for roll, one in enumerate(people(f"{grade} {section}", 80), 1):
                number = len(rows)
                about: list[Value] = [forbidden.father(number), forbidden.mother(number) if roll % 4 == 1 else None]
                about += [forbidden.birth(number).strftime("%d/%m/%Y"), forbidden.phone(number % 80)]
                sex = {"f": "ছাত্রী", "m": "ছাত্র"}[one.sex]
                where = forbidden.address(number) if roll % 4 == 2 else None
                rows.append([number, grade, section, bangla(roll), one.bn, one.en, *about, sex, where])
                for truth in (first, chosen):
                    if truth.part == (grade, section):
                        truth.learner(number + 1, bangla(roll), one.bn, one.en, sex=one.sex)
    return rows


def make(shelf: Shelf) -> None:
    """The first class is read by itself, another when it is asked for."""
    some: dict[str, Any] = {"taken": "B C D E F K", "not_taken": "A G H I J L"}
    first, chosen = Truth(part=("৬ষ্ঠ", "ক"), **some), Truth(part=_CHOSEN, **some)
    chosen.wishes = {"part": {"grade": _CHOSEN[0], "section": _CHOSEN[1]}}
    page = Page("সকল শ্রেণি", _rows(first, chosen))
    first.encoding = "utf-8"
    shelf.put("school-2000.csv", b"\xef\xbb\xbf" + text(page.rows, end="\r\n").encode(), first)
    first.encoding, first.sheet, chosen.sheet = "", page.name, page.name
    book = xlsx(page)
    shelf.put("school-2000.xlsx", book, first)
    shelf.put("school-2000.xlsx", book, chosen, ".class-8-ga")
    shelf.put("school-2000.xls", xls(page), first)
    shelf.put("school-2000.ods", by_libreoffice(book, "xlsx", "ods"), first)
