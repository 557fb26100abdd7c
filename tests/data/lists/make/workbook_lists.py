"""Lists in workbooks as head teachers, clerks and clubs lay them out."""

from __future__ import annotations

import datetime

from tests.data.lists.make import forbidden
from tests.data.lists.make.people import people
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.writers import Page, Value, by_libreoffice, ods, xls, xlsx

_BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_SIGNED = "totals_row"
"""The remark on totals and on the lines for signatures below a list."""


def bangla(number: int) -> str:
    """A number in Bangla digits."""
    return str(number).translate(_BANGLA)


def head_teacher(shelf: Shelf) -> None:
    """A girls' school: three titles, headings over two rows, totals, signatures; by Excel, and the same from
    LibreOffice as XLS and ODS."""
    truth = Truth(taken="B C F G", not_taken="A D E H", sheet="সপ্তম-ক", heading_row=5)
    truth.remark("extra_title", 1, 2, 3)
    rows: list[list[Value]] = [
        ["আলোকদিয়া বালিকা উচ্চ বিদ্যালয়", *[None] * 7],
        ["শ্রেণি: সপ্তম    শাখা: ক    শিক্ষাবর্ষ: ২০২৬"],
        ["শিক্ষার্থীদের নামের তালিকা"],
        ["ক্রমিক নং", "শিক্ষার্থী", None, "অভিভাবক", None, "সম্মতি", None, "মন্তব্য"],
        [None, "রোল", "নাম", "পিতার নাম", "মোবাইল নম্বর", "অভিভাবক", "শিক্ষার্থী", None],
    ]
    for number, one in enumerate(people("head teacher", 32, "f"), 1):
        said, own = ("না" if number in (6, 19) else "হ্যাঁ"), ("না" if number == 11 else "হ্যাঁ")
        note = "বৃত্তিপ্রাপ্ত" if number % 9 == 0 else None
        about: list[Value] = [forbidden.father(number), forbidden.phone(number), said, own, note]
        rows.append([number, bangla(number), one.bn, *about])
        answers = {"না": "no", "হ্যাঁ": "yes"}
        truth.learner(number + 5, bangla(number), one.bn, guardian=answers[said], assent=answers[own])
    rows += [["সর্বমোট", None, "৩২ জন", None, None, "৩০", "৩১", None], []]
    rows += [["শ্রেণি শিক্ষকের স্বাক্ষর", None, None, None, None, "প্রধান শিক্ষক"], ["তারিখ: ১২/০১/২০২৬"]]
    truth.remark(_SIGNED, 38, 40, 41)
    merged = ("A1:H1", "A2:H2", "A3:H3", "A4:A5", "B4:C4", "D4:E4", "F4:G4", "H4:H5", "A38:B38", "F40:H40")
    book = xlsx(Page("সপ্তম-ক", rows, merged))
    shelf.put("head-teacher.xlsx", book, truth)
    shelf.put("head-teacher-libreoffice.xls", by_libreoffice(book, "xlsx", "xls"), truth)
    shelf.put("head-teacher-libreoffice.ods", by_libreoffice(book, "xlsx", "ods"), truth)


def sheets(shelf: Shelf) -> None:
    """Fees, timetable, the list, and last year's list hidden behind them."""
    fees: list[list[Value]] = [["রোল", "নাম", "মাস", "টাকা", "মোবাইল"]]
    routine: list[list[Value]] = [["সময়", "রবি", "সোম", "মঙ্গল"], ["১০:০০", "বাংলা", "গণিত", "ইংরেজি"], ["১০:৪৫", "গণিত"]]
    truth = Truth(taken="A B C E", not_taken="D", sheet="শিক্ষার্থী তালিকা", heading_row=2)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [["অষ্টম শ্রেণি"], ["রোল", "নাম", "লিঙ্গ", "মাতার নাম", "অভিভাবকের সম্মতি"]]
    for number, one in enumerate(people("sheets", 42), 1):
        rows.append([number, one.bn, {"f": "ছাত্রী", "m": "ছাত্র"}[one.sex], forbidden.mother(number), "হ্যাঁ"])
        truth.learner(number + 2, str(number), one.bn, sex=one.sex, guardian="yes")
        fees.append([number, one.bn, "জানুয়ারি", 450, forbidden.phone(number)])
    old = [[*row[:1], f"পুরনো {row[1]}" if row[1:] else None, *row[2:]] for row in rows]
    pages = [Page("ফি", fees), Page("রুটিন", routine), Page(truth.sheet, rows), Page("২০২৫", old, hidden=True)]
    shelf.put("three-sheets.xlsx", xlsx(*pages), truth)
    shelf.put("three-sheets.ods", ods(*pages), truth)
    chosen = Truth(taken="A B", not_taken="C D E", sheet="ফি", wishes={"sheet": "ফি"})
    for number, one in enumerate(people("sheets", 42), 1):
        chosen.learner(number + 1, str(number), one.bn)
    shelf.put("three-sheets.xlsx", xlsx(*pages), chosen, ".fees")


def hidden(shelf: Shelf) -> None:
    """A filter hides four learners, and the clerk hid the columns of sex and telephone."""
    truth = Truth(taken="A B", not_taken="C D", sheet="Class 8", heading_row=1)
    rows: list[list[Value]] = [["রোল", "নাম", "লিঙ্গ", "মোবাইল"]]
    for number, one in enumerate(people("hidden", 30), 1):
        rows.append([number, one.bn, {"f": "মেয়ে", "m": "ছেলে"}[one.sex], forbidden.phone(number)])
        truth.learner(number + 1, str(number), one.bn)
    away = (8, 15, 16, 23)
    truth.remark("hidden_row", *away)
    page = Page("Class 8", rows, hidden_rows=away, hidden_columns="CD")
    for name, data in {"xlsx": xlsx(page), "xls": xls(page), "ods": ods(page)}.items():
        shelf.put(f"hidden.{name}", data, truth)
    # By hand the person takes the column of sex; a telephone is no name, whatever anybody says.
    truth.wishes = {"columns": {"C": "sex", "D": "name"}}
    truth.taken, truth.not_taken = "A B C", "D"
    for learner, one in zip(truth.learners, people("hidden", 30), strict=True):
        learner["sex"] = one.sex
    shelf.put("hidden.xlsx", xlsx(page), truth, ".by-hand")


def formulas(shelf: Shelf) -> None:
    """Rolls counted by =A4+1; two names put together by a formula; a serial by =ROW(). Worked out by LibreOffice."""
    truth = Truth(taken="B E", not_taken="A C D F", sheet="নবম", heading_row=3)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [["নবম শ্রেণি"], [], ["ক্রমিক", "রোল", "উপাধি", "ডাকনাম", "শিক্ষার্থীর নাম", "ফোন"]]
    for number, one in enumerate(people("formulas", 28), 1):
        row = number + 3
        roll: Value = 1 if number == 1 else number if number in (12, 13) else f"=B{row - 1}+1"
        name: Value = f'=C{row}&" "&D{row}' if number in (12, 13) else one.bn
        proposed = f"মোঃ ডাক{bangla(number)}"
        truth.learner(row, str(number), proposed if number in (12, 13) else one.bn)
        if number in (12, 13):
            truth.originals[row] = proposed
        rows.append(["=ROW()-3", roll, "মোঃ", f"ডাক{bangla(number)}", name, forbidden.phone(number)])
    truth.remark("calculated", 15, 16)
    truth.remark("formula", 0)
    book = xlsx(Page("নবম", rows))
    for ending in ("xlsx", "xls", "ods"):
        shelf.put(f"formulas.{ending}", by_libreoffice(book, "xlsx", ending), truth)


def turned(shelf: Shelf) -> None:
    """A list whose rolls 8-1 to 8-12 Excel made days of; those from 8-13 on stayed."""
    truth = Truth(taken="A B", not_taken="C", sheet="Sheet1", heading_row=1)
    rows: list[list[Value]] = [["Roll No", "Name of Student", "Birth date"]]
    for number, one in enumerate(people("turned", 26), 1):
        roll: Value = datetime.date(2026, number, 8) if number < 13 else f"8-{number}"
        rows.append([roll, one.en, forbidden.birth(number)])
        truth.learner(number + 1, f"8-{number}", en=one.en)
    truth.remark("roll_turned", *range(2, 14))
    page = Page("Sheet1", rows, date_format="d-mmm")
    for name, data in {"xlsx": xlsx(page), "xls": xls(page), "ods": ods(page)}.items():
        shelf.put(f"rolls-as-dates.{name}", data, truth)


def composite(shelf: Shelf) -> None:
    """A secondary school's rolls with class and section in them; one learner came twice, blank rows between tables."""
    truth = Truth(taken="A B C", not_taken="D", sheet="৮ম-ক", heading_row=1)
    rows: list[list[Value]] = [["রোল", "নাম (বাংলা)", "Name (English)", "Blood group"]]
    for number, one in enumerate(people("composite", 34), 1):
        roll = f"৮-ক-{bangla(12 if number == 20 else number)}"
        rows.append([roll, one.bn, one.en, "O+"])
        truth.learner(len(rows), roll, one.bn, one.en)
        if number in (10, 25):
            rows.append([])
            truth.remark("empty_row", len(rows))
    truth.remark("duplicate_roll", 22)
    shelf.put("composite-rolls.xlsx", xlsx(Page(truth.sheet, rows)), truth)
    shelf.put("composite-rolls.xls", xls(Page(truth.sheet, rows)), truth)


def club(shelf: Shelf) -> None:
    """An adolescent club: no rolls at all."""
    truth = Truth(taken="B C D", not_taken="A E F", sheet="ক্লাব", heading_row=2)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [
        ["সূর্যমুখী কিশোর-কিশোরী ক্লাব"],
        ["ক্রমিক", "সদস্যের নাম", "মেয়ে/ছেলে", "বয়স", "গ্রাম", "মোবাইল"],
    ]
    for number, one in enumerate(people("club", 30), 1):
        sex, age = {"f": "মেয়ে", "m": "ছেলে"}[one.sex], 11 + number % 6
        rows.append([number, one.bn, sex, age, forbidden.address(number), forbidden.phone(number)])
        truth.learner(number + 2, None, one.bn, sex=one.sex, age="9-12" if age < 13 else "13-17")
        truth.remark("no_roll", number + 2)
    shelf.put("club-no-rolls.ods", ods(Page("ক্লাব", rows)), truth)


def unheaded(shelf: Shelf) -> None:
    """Names, rolls and telephones without a word above them."""
    truth = Truth(taken="A B", not_taken="C", sheet="Sheet1", heading_row=0)
    rows: list[list[Value]] = []
    for number, one in enumerate(people("unheaded book", 37), 1):
        rows.append([one.en, number, f"01799{number:06d}"])
        truth.learner(number, str(number), en=one.en)
    truth.remark("no_heading", 0)
    shelf.put("no-header.xlsx", xlsx(Page("Sheet1", rows)), truth)


def row_twelve(shelf: Shelf) -> None:
    """The headings stand in row 12, below all that the office wanted to say."""
    truth = Truth(taken="A B C", not_taken="D", sheet="তালিকা", heading_row=12)
    truth.remark("extra_title", 1, 2, 3, 4, 5, 7, 8, 10)
    rows: list[list[Value]] = [
        ["গণপ্রজাতন্ত্রী বাংলাদেশ সরকার"],
        ["চরফ্যাশন মাধ্যমিক বিদ্যালয়"],
        ["ইআইআইএন:", "৯৯৯৯৯৯"],
        ["প্রধান শিক্ষকের নাম:", "গোপনপিতা প্রধান", "মোবাইল:", forbidden.phone(0)],
        ["শ্রেণি: ষষ্ঠ", "শাখা: খ"],
        [],
        ["নির্দেশনা: নাম জন্ম নিবন্ধন অনুযায়ী লিখুন"],
        ["রোল বাংলায় লিখুন"],
        [],
        ["শিক্ষাবর্ষ", "২০২৬"],
        [],
        ["শ্রেণি রোল", "ছাত্র/ছাত্রীর নাম", "লিঙ্গ", "ঠিকানা"],
    ]
    for number, one in enumerate(people("row twelve", 45), 1):
        rows.append([number, one.bn, {"f": "ছাত্রী", "m": "ছাত্র"}[one.sex], forbidden.address(number)])
        truth.learner(number + 12, str(number), one.bn, sex=one.sex)
    shelf.put("heading-in-row-12.xlsx", xlsx(Page("তালিকা", rows)), truth)


def beside(shelf: Shelf) -> None:
    """Rolls 1 to 30 at the left, 31 to 60 at the right: proposed one below the other."""
    learners = people("beside", 60)
    truth = Truth(taken="A B", sheet="দশম", heading_row=2)
    truth.remark("extra_title", 1)
    truth.remark("joined", 0)
    for n in range(60):
        truth.learner(n + 3 if n < 30 else n - 27 + 100, str(n + 1), learners[n].bn)
    rows: list[list[Value]] = [["দশম শ্রেণি"], ["রোল", "নাম", None, "রোল", "নাম"]]
    rows += [[n + 1, learners[n].bn, None, n + 31, learners[n + 30].bn] for n in range(30)]
    shelf.put("side-by-side.xlsx", xlsx(Page("দশম", rows)), truth)


def merged_down(shelf: Shelf) -> None:
    """Girls first, then boys: the sex stands once, merged down; and a list that gives each learner two rows."""
    truth = Truth(taken="A B C", not_taken="D", sheet="একাদশ", heading_row=1)
    rows: list[list[Value]] = [["লিঙ্গ", "রোল", "নাম", "মোবাইল"]]
    for number, one in enumerate([*people("down", 18, "f"), *people("down too", 17, "m")], 1):
        rows.append([{1: "ছাত্রী", 19: "ছাত্র"}.get(number), number, one.bn, forbidden.phone(number)])
        truth.learner(number + 1, str(number), one.bn, sex=one.sex)
    page = Page("একাদশ", rows, ("A2:A19", "A20:A36"))
    for name, data in {"xlsx": xlsx(page), "xls": xls(page), "ods": ods(page)}.items():
        shelf.put(f"merged-down.{name}", data, truth)
    truth = Truth(taken="A B", not_taken="C", sheet="Two rows", heading_row=1)
    rows = [["রোল", "নাম", "পিতার নাম"]]
    merged: list[str] = []
    for number, one in enumerate(people("two rows", 22), 1):
        rows += [[number, one.bn, forbidden.father(number)], [None, one.en, forbidden.english_father(number)]]
        merged.append(f"A{2 * number}:A{2 * number + 1}")
        truth.learner(2 * number, str(number), one.bn, one.en)
    shelf.put("two-rows-a-learner.xlsx", xlsx(Page("Two rows", rows, tuple(merged))), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    plain = (head_teacher, sheets, hidden, formulas, turned, composite, club, unheaded, row_twelve, beside, merged_down)
    for one in plain:
        one(shelf)
