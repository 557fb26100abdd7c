"""Lists typed with Bijoy in workbooks: an XLS all in SutonnyMJ, one of Excel 95, one that mixes three scripts."""

from __future__ import annotations

from tests.data.lists.make import forbidden
from tests.data.lists.make.biff5 import biff5
from tests.data.lists.make.bijoy import bijoy
from tests.data.lists.make.people import people
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.writers import Page, Value, xls, xlsx


def office(shelf: Shelf) -> None:
    """An office's XLS of 2009: titles, headings, names, sexes, fathers and totals all in SutonnyMJ; two problems (a
    roll twice, a name missing) and a column of telephones."""
    truth = Truth(taken="B C E", not_taken="A D F G", sheet="Sheet1", heading_row=3)
    truth.remark("extra_title", 1, 2)
    heads = ("ক্রমিক নং", "রোল নং", "শিক্ষার্থীর নাম", "পিতার নাম", "লিঙ্গ", "মোবাইল নম্বর", "ঠিকানা")
    rows: list[list[Value]] = [[bijoy("শাপলা উচ্চ বিদ্যালয়")], [bijoy("অষ্টম শ্রেণি, শাখা ক")], [bijoy(head) for head in heads]]
    for number, one in enumerate(people("office", 40), 1):
        roll = 17 if number == 18 else number
        name = None if number == 31 else one.bn
        sex = bijoy({"f": "ছাত্রী", "m": "ছাত্র"}[one.sex])
        typed = [bijoy(name) if name else None, bijoy(forbidden.father(number)), sex]
        rows.append([number, roll, *typed, forbidden.phone(number), bijoy(forbidden.address(number))])
        truth.learner(number + 3, str(roll), name, sex=one.sex)
        if name:
            truth.originals[number + 3] = bijoy(name)
            truth.remark("converted", number + 3)
    truth.remark("duplicate_roll", 21)
    truth.remark("no_name", 34)
    rows.append([bijoy("মোট"), None, "40", None, None, None, None])
    truth.remark("totals_row", 44)
    shelf.put("bijoy-office.xls", xls(Page("Sheet1", rows), font="SutonnyMJ"), truth)


def excel_95(shelf: Shelf) -> None:
    """A madrasah's list that was kept in Excel 95 since the first teacher's time."""
    truth = Truth(taken="A B", not_taken="C D", sheet="Class 7", heading_row=1)
    heads = ("রোল", "নাম", "পিতার নাম", "ঠিকানা")
    rows: list[list[Value]] = [[bijoy(head) for head in heads]]
    for number, one in enumerate(people("excel 95", 33, "m"), 1):
        name = f"মোঃ {one.bn}"
        rows.append([number, bijoy(name), bijoy(forbidden.father(number)), bijoy(forbidden.address(number))])
        truth.learner(number + 1, str(number), name)
        truth.originals[number + 1] = bijoy(name)
        truth.remark("converted", number + 1)
    shelf.put("excel-95.xls", biff5(Page("Class 7", rows)), truth)


def mixed(shelf: Shelf) -> None:
    """Three clerks wrote one list: one with Bijoy, one in Unicode, one in English."""
    truth = Truth(taken="A B C", not_taken="D", sheet="Class 9", heading_row=2)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [["Class Nine, 2026"], ["Roll", "Name", "Sex", "Guardian mobile"]]
    for number, one in enumerate(people("mixed", 36), 1):
        row, sex = number + 2, {"f": ("ছাত্রী", bijoy("ছাত্রী"), "F"), "m": ("ছাত্র", bijoy("ছাত্র"), "M")}[one.sex]
        title = {"f": "মোছাঃ", "m": "মোঃ"}[one.sex]
        if number % 3 == 0:
            written, name = bijoy(f"{title} {one.bn}"), {"bn": f"{title} {one.bn}"}
            truth.originals[row] = written
            truth.remark("converted", row)
        else:
            written = one.bn if number % 3 == 1 else one.en
            name = {"bn" if number % 3 == 1 else "en": written}
        said = sex[{0: 1, 1: 0, 2: 2}[number % 3]]
        rows.append([number, written, said, forbidden.phone(number)])
        truth.learner(row, str(number), **name, sex=one.sex)
    shelf.put("mixed-writing.xlsx", xlsx(Page("Class 9", rows)), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (office, excel_95, mixed):
        one(shelf)
