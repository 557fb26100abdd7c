"""Lists in text files: every encoding, separator and line end that schools' programs write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from tests.data.lists.make import forbidden
from tests.data.lists.make.bijoy import bijoy
from tests.data.lists.make.people import people
from tests.data.lists.make.truth import Shelf, Truth

_BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


def text(rows: Iterable[Sequence[object]], separator: str = ",", end: str = "\n") -> str:
    """`rows` as a text file; cells that need quotes get them."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    return file.getvalue()


def utf8(shelf: Shelf) -> None:
    """A secondary school's class 7 from a phone's office app: UTF-8, line feeds, everything in Bangla."""
    truth = Truth(taken="A B C D E", not_taken="F", encoding="utf-8")
    rows: list[list[str]] = [["রোল", "নাম", "লিঙ্গ", "বয়স", "অভিভাবকের সম্মতি", "মোবাইল নম্বর"]]
    for number, one in enumerate(people("utf8", 44), 1):
        roll, age = str(number).translate(_BANGLA), ("১২", "১৩", "১৪")[number % 3]
        said = "না" if number % 15 == 4 else "হ্যাঁ"
        rows.append([roll, one.bn, {"f": "মেয়ে", "m": "ছেলে"}[one.sex], age, said, forbidden.bangla_phone(number)])
        band, answer = "9-12" if age == "১২" else "13-17", "no" if said == "না" else "yes"
        truth.learner(number + 1, roll, one.bn, sex=one.sex, age=band, guardian=answer)
    shelf.put("class-7-utf8.csv", text(rows).encode(), truth)


def utf8_marked(shelf: Shelf) -> None:
    """An English-version school's class 8 saved by Excel as "CSV UTF-8": byte-order mark, CR LF."""
    truth = Truth(taken="B C D E", not_taken="A F G", encoding="utf-8")
    rows: list[list[object]] = [
        ["S/L", "Class Roll", "Student's Name", "Gender", "Guardian consent (Y/N)", "Father's Name", "Present Address"]
    ]
    for number, one in enumerate(people("marked", 36), 1):
        said = "N" if number in (7, 21) else "Y"
        where = f"Secretvillage, Union {number % 4 + 1}"
        rows.append([number, 100 + number, one.en, one.sex.upper(), said, forbidden.english_father(number), where])
        truth.learner(number + 1, str(100 + number), en=one.en, sex=one.sex, guardian={"Y": "yes", "N": "no"}[said])
    shelf.put("class-8-bom.csv", b"\xef\xbb\xbf" + text(rows, end="\r\n").encode(), truth)


def unicode_text(shelf: Shelf) -> None:
    """A madrasah's list saved by Excel as "Unicode text": UTF-16, tabs, a heading and an address in two lines."""
    truth = Truth(taken="A B D", not_taken="C E", encoding="utf-16")
    truth.heading_row = 2
    truth.remark("extra_title", 1)
    rows: list[list[str]] = [
        ["দারুল উলুম দাখিল মাদ্রাসা", "", "", "", ""],
        ["রোল নং", "শিক্ষার্থীর\nনাম", "পিতার নাম", "ছাত্র/ছাত্রী", "ঠিকানা"],
    ]
    for number, one in enumerate(people("utf16", 41), 1):
        where = f'{forbidden.address(number)},\n"উত্তর" পাড়া'
        rows.append([str(number), one.bn, forbidden.father(number), {"f": "ছাত্রী", "m": "ছাত্র"}[one.sex], where])
        truth.learner(number + 2, str(number), one.bn, sex=one.sex)
    shelf.put("madrasah-unicode-text.txt", text(rows, "\t", "\r\n").encode("utf-16"), truth)


def bijoy_text(shelf: Shelf) -> None:
    """A list of 2004, typed with Bijoy and saved as CSV by Excel 2000: Windows-1252."""
    truth = Truth(taken="A B D", not_taken="C E", encoding="cp1252")
    heads = ("রোল", "নাম", "পিতার নাম", "লিঙ্গ", "মোবাইল")
    rows: list[list[str]] = [[bijoy(head) for head in heads]]
    for number, one in enumerate(people("bijoy csv", 38), 1):
        typed, sex = bijoy(one.bn), bijoy({"f": "ছাত্রী", "m": "ছাত্র"}[one.sex])
        rows.append([str(number), typed, bijoy(forbidden.father(number)), sex, forbidden.phone(number)])
        truth.learner(number + 1, str(number), one.bn, sex=one.sex)
        truth.remark("converted", number + 1)
        truth.originals[number + 1] = typed
    shelf.put("class-9-bijoy.csv", text(rows, end="\r\n").encode("cp1252"), truth)


def declared(shelf: Shelf) -> None:
    """Semicolons under a line "sep=;", as German-made school software writes them, with the old Mac's line ends."""
    truth = Truth(taken="B C D", not_taken="A E", encoding="utf-8")
    rows: list[list[str]] = [["Sl. No.", "Roll No.", "Name (Bangla)", "M/F", "Date of birth"]]
    for number, one in enumerate(people("sep", 27), 1):
        born = forbidden.birth(number).strftime("%d/%m/%Y")
        rows.append([str(number), f"{number:03d}", one.bn, {"f": "Girl", "m": "Boy"}[one.sex], born])
        truth.learner(number + 1, f"{number:03d}", one.bn, sex=one.sex)
    shelf.put("declared-semicolons.csv", ("sep=;\r" + text(rows, ";", "\r")).encode(), truth)


def pipes(shelf: Shelf) -> None:
    """A primary school's class 5 out of a database: pipes, no quotes, decimal commas elsewhere in the row."""
    truth = Truth(taken="A B D E", not_taken="C F", encoding="utf-8")
    rows: list[list[str]] = [["ক্লাস রোল", "শিক্ষার্থীর নাম", "জিপিএ", "বয়স (বছর)", "প্রতিবন্ধিতা", "জন্ম নিবন্ধন নম্বর"]]
    for number, one in enumerate(people("pipes", 33), 1):
        needs = {9: "দৃষ্টি প্রতিবন্ধী", 20: "হ্যাঁ"}.get(number, "না")
        rows.append([str(number), one.bn, f"4,{number:02d}", "১০", needs, forbidden.birth_number(number)])
        truth.learner(number + 1, str(number), one.bn, age="9-12", disability="no" if needs == "না" else "yes")
    shelf.put("primary-pipes.txt", text(rows, "|", "\r\n").encode(), truth)


def semicolons(shelf: Shelf) -> None:
    """A girls' school of several peoples, semicolons without a word about it, in UTF-16 with its big end first."""
    truth = Truth(taken="A B C", not_taken="D", encoding="utf-16", heading_row=3)
    truth.remark("extra_title", 1)
    rows: list[list[str]] = [["রাঙামাটি বালিকা উচ্চ বিদ্যালয়; ২০২৬"], [], ["রোল", "নাম", "শিক্ষার্থীর সম্মতি", "অভিভাবকের ফোন"]]
    for number, one in enumerate(people("semicolon", 29, "f"), 1):
        said = {5: "অসম্মতি", 6: ""}.get(number, "সম্মতি")
        rows.append([str(number).translate(_BANGLA), one.bn, said, forbidden.bangla_phone(number)])
        answer = {"অসম্মতি": "no", "": "not_asked", "সম্মতি": "yes"}[said]
        truth.learner(number + 3, str(number).translate(_BANGLA), one.bn, assent=answer)
    shelf.put("girls-semicolons.csv", b"\xfe\xff" + text(rows, ";", "\r\n").encode("utf-16-be"), truth)


def unheaded(shelf: Shelf) -> None:
    """Two lists that begin with their first learner: roll, name, sex; and roll, name, and the father's name."""
    truth = Truth(taken="A B C", not_taken="", encoding="utf-8", heading_row=0)
    rows: list[list[str]] = []
    for number, one in enumerate(people("unheaded", 25), 1):
        rows.append([str(number), one.bn, {"f": "মেয়ে", "m": "ছেলে"}[one.sex]])
        truth.learner(number, str(number), one.bn, sex=one.sex)
    truth.remark("no_heading", 0)
    shelf.put("no-header.csv", text(rows).encode(), truth)
    truth = Truth(taken="A B", not_taken="C D", encoding="utf-8", heading_row=0)
    rows = []
    for number, one in enumerate(people("fathers", 31), 1):
        rows.append([str(number), one.bn, forbidden.father(number), forbidden.phone(number)])
        truth.learner(number, str(number), one.bn)
    truth.remark("no_heading", 0)
    shelf.put("no-header-fathers.txt", text(rows, ";", "\r\n").encode(), truth)
    # Birth dates stand first and could pass for rolls that a spreadsheet turned.
    truth = Truth(taken="B C", not_taken="A D", encoding="utf-8", heading_row=0)
    truth.remark("no_heading", 0)
    rows = []
    for number, one in enumerate(people("births", 24), 1):
        born = forbidden.birth(number).strftime("%d/%m/%Y")
        rows.append([born, one.en, {"f": "F", "m": "M"}[one.sex], forbidden.phone(number)])
        truth.learner(number, None, en=one.en, sex=one.sex)
        truth.remark("no_roll", number)
    shelf.put("no-header-births.csv", text(rows).encode(), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (utf8, utf8_marked, unicode_text, bijoy_text, declared, pipes, semicolons, unheaded):
        one(shelf)
