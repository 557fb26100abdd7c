"""Lists that tempt a reader into a mistake: each is small, and each was sent by somebody somewhere."""

from __future__ import annotations

from tests.data.lists.make import forbidden
from tests.data.lists.make.people import people
from tests.data.lists.make.raw_workbooks import part_of, repacked
from tests.data.lists.make.text_lists import text
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.workbook_lists import bangla
from tests.data.lists.make.writers import Page, Value, library, ods, saved, xls, xlsx

_SEX = {"f": "ছাত্রী", "m": "ছাত্র"}


def offset(shelf: Shelf) -> None:
    """The list begins in cell D7: nothing stands above it or at its left."""
    truth = Truth(taken="D E F", not_taken="G", sheet="Sheet1", heading_row=7)
    rows: list[list[Value]] = [[], [], [], [], [], [], [None, None, None, "রোল", "নাম", "লিঙ্গ", "মোবাইল"]]
    for number, one in enumerate(people("offset", 22), 1):
        rows.append([None, None, None, number, one.bn, _SEX[one.sex], forbidden.phone(number)])
        truth.learner(number + 7, str(number), one.bn, sex=one.sex)
    page = Page("Sheet1", rows)
    for name, data in {"xlsx": xlsx(page), "xls": xls(page), "ods": ods(page)}.items():
        shelf.put(f"begins-at-d7.{name}", data, truth)


def register(shelf: Shelf) -> None:
    """The paper register typed off: a column for each day of the month, crosses in them."""
    days = range(1, 32)
    letters = [chr(ord("D") + number) for number in range(23)] + [f"A{chr(ord('A') + number)}" for number in range(8)]
    truth = Truth(taken="A B", not_taken=" ".join(["C", *letters]), sheet="January", heading_row=2)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [["হাজিরা খাতা, জানুয়ারি ২০২৬"], ["রোল", "নাম", "পিতার নাম", *days]]
    for number, one in enumerate(people("register", 24), 1):
        marks: list[Value] = ["P" if (number + day) % 7 else "A" for day in days]
        rows.append([number, one.bn, forbidden.father(number), *marks])
        truth.learner(number + 2, str(number), one.bn)
    shelf.put("register.xls", xls(Page("January", rows)), truth)


def pages(shelf: Shelf) -> None:
    """Printed pages one below the other: headings again, headings of girls and of boys, totals."""
    truth = Truth(taken="A B C", not_taken="D", sheet="Print", heading_row=2)
    truth.remark("extra_title", 1, 14)
    truth.remark("sex_elsewhere", 3, 15)
    rows: list[list[Value]] = [
        ["Class 9 — Sunflower High School"],
        ["Roll", "Name", "Guardian consent", "Parent's phone"],
    ]
    rows.append(["Girls"])
    for number, one in enumerate([*people("page f", 9, "f"), *people("page m", 11, "m")], 1):
        if number == 10:
            rows += [["Total girls", 9, None, None], ["Roll", "Name", "Guardian consent", "Parent's phone"], ["Boys"]]
            truth.remark("totals_row", 13)
        rows.append([number, one.en, "No" if number in (3, 12) else "Yes", forbidden.phone(number)])
        truth.learner(len(rows), str(number), en=one.en, sex=one.sex, guardian="no" if number in (3, 12) else "yes")
    rows += [["Total boys", 11], ["Grand Total", 20], [], ["Prepared by:", None, "Head Teacher's signature"]]
    truth.remark("totals_row", 27, 28, 30)
    merged = ("A1:D1", "A3:D3", "A15:D15")
    shelf.put("printed-pages.xlsx", xlsx(Page("Print", rows, merged)), truth)


def languages(shelf: Shelf) -> None:
    """Each heading twice, Bangla over English, as the office's forms have them."""
    truth = Truth(taken="B C D F", not_taken="A E", sheet="Form", heading_row=3)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [
        ["শিক্ষার্থীর তথ্য"],
        ["ক্রমিক", "রোল", "নাম", "লিঙ্গ", "জন্ম তারিখ", "অভিভাবকের সম্মতি"],
        ["Serial", "Roll", "Name", "Sex", "Date of birth", "Guardian's consent"],
    ]
    for number, one in enumerate(people("languages", 23), 1):
        said = {4: "No", 5: None}.get(number, "Yes")
        rows.append([number, number, one.bn, one.sex.upper(), forbidden.birth(number), said])
        answer = {"No": "no", "Yes": "yes"}.get(said or "", "not_asked")
        truth.learner(number + 3, str(number), one.bn, sex=one.sex, guardian=answer)
    shelf.put("two-languages.xlsx", xlsx(Page("Form", rows)), truth)
    shelf.put("two-languages.xls", xls(Page("Form", rows)), truth)


def ticks(shelf: Shelf) -> None:
    """Consent as two columns to tick, the no before the yes: a tick under no is a no."""
    truth = Truth(taken="A B C D", not_taken="", sheet="Consent", heading_row=2)
    rows: list[list[Value]] = [["রোল", "নাম", "অভিভাবকের সম্মতি", None], [None, None, "না", "হ্যাঁ"]]
    for number, one in enumerate(people("ticks", 21), 1):
        answer = {3: "no", 8: "no", 9: "not_asked"}.get(number, "yes")
        rows.append([number, one.bn, "✓" if answer == "no" else None, "✓" if answer == "yes" else None])
        truth.learner(number + 2, str(number), one.bn, guardian=answer)
    page = Page("Consent", rows, ("A1:A2", "B1:B2", "C1:D1"))
    shelf.put("consent-in-two-columns.xlsx", xlsx(page), truth)


def groups(shelf: Shelf) -> None:
    """Groups over the headings: the learner's over a sex called by its two words, the parents', and consent over
    guardian and student; fathers' names under a bare "Guardian" and the blood group stand beside them."""
    truth = Truth(taken="C D E I J", not_taken="A B F G H", sheet="Class 8", heading_row=3)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [
        ["অষ্টম শ্রেণির শিক্ষার্থী তালিকা"],
        ["Blood Group", "Guardian", "শিক্ষার্থী", None, None, "পিতা-মাতা", None, None, "Consent", None],
        [None, None, "ছাত্র/ছাত্রী", "R. No", "নাম", "নাম", "Mobile", "Address", "Student", "Guardian"],
    ]
    for number, one in enumerate(people("groups", 21), 1):
        about = [forbidden.mother(number), forbidden.phone(number), "Secretvillage"]
        own, said = ("No" if number == 5 else "Yes"), ("No" if number in (2, 9) else "Yes")
        rows.append(["B+", forbidden.father(number), _SEX[one.sex], number, one.bn, *about, own, said])
        answers = {"No": "no", "Yes": "yes"}
        truth.learner(number + 3, str(number), one.bn, sex=one.sex, guardian=answers[said], assent=answers[own])
    page = Page("Class 8", rows, ("A1:J1", "C2:E2", "F2:H2", "I2:J2"))
    for name, data in {"xlsx": xlsx(page), "xls": xls(page), "ods": ods(page)}.items():
        shelf.put(f"groups-over-headings.{name}", data, truth)


def whether(shelf: Shelf) -> None:
    """A heading that asks whether there is consent, with the word no in it; totals and dates with a visarga for a
    colon."""
    truth = Truth(taken="A B C", not_taken="", encoding="utf-8")
    rows: list[list[object]] = [["রোলঃ", "নামঃ", "সম্মতি আছে কি না"]]
    for number, one in enumerate(people("whether", 20), 1):
        rows.append([number, one.bn, "না" if number == 8 else "হ্যাঁ"])
        truth.learner(number + 1, str(number), one.bn, guardian="no" if number == 8 else "yes")
    rows += [["মোটঃ ২০", "", ""], ["তারিখঃ", "", "স্বাক্ষরঃ"]]
    truth.remark("totals_row", 22, 23)
    shelf.put("whether-consent.csv", text(rows).encode(), truth)


def denied(shelf: Shelf) -> None:
    """The same in two columns with headings of their own, "there is consent", "there is none", and a third for the
    child's own objection: whoever objects, the name is not kept."""
    truth = Truth(taken="A B C D E", not_taken="", encoding="utf-8")
    rows: list[list[object]] = [["রোল", "নাম", "সম্মতি আছে", "সম্মতি নেই", "শিক্ষার্থীর আপত্তি"]]
    for number, one in enumerate(people("denied", 20), 1):
        answer = {4: "no", 11: "no", 12: "not_asked"}.get(number, "yes")
        said = ["✓" if answer == kind else "" for kind in ("yes", "no")]
        rows.append([number, one.bn, *said, "আছে" if number == 7 else ""])
        truth.learner(number + 1, str(number), one.bn, guardian="no" if number == 7 else answer)
    truth.remark("unknown_word", 8)  # one column says yes, the other says no
    shelf.put("consent-denied.csv", text(rows).encode(), truth)


def parents(shelf: Shelf) -> None:
    """Three columns say "name"; that two of them are the father's and the mother's stands in the row above, once over
    blanks and once beside the roll. One learner's own name is missing: no parent's may take its place."""
    heads: tuple[tuple[str, list[object], list[object]], ...] = (
        ("parents-over-names.csv", ["", "", "পিতা", "মাতা", ""], ["রোল", "নাম", "নাম", "নাম", "লিঙ্গ"]),
        ("parents-over-names.txt", ["রোল", "শিক্ষার্থী", "পিতা", "মাতা", "লিঙ্গ"], ["", "নাম", "নাম", "নাম", ""]),
    )
    for name, upper, lower in heads:
        truth = Truth(taken="A B E", not_taken="C D", encoding="utf-8", heading_row=2)
        rows: list[list[object]] = [upper, lower]
        for number, one in enumerate(people("parents", 20), 1):
            own = "" if number == 14 else one.bn
            rows.append([number, own, forbidden.father(number), forbidden.mother(number), _SEX[one.sex]])
            truth.learner(number + 2, str(number), own or None, sex=one.sex)
        truth.remark("no_name", 16)
        shelf.put(name, text(rows).encode(), truth)


def signatures(shelf: Shelf) -> None:
    """No rolls, and two learners whose names begin as a line for signatures and a total do."""
    truth = Truth(taken="A B", not_taken="", encoding="utf-8")
    rows: list[list[object]] = [["নাম", "লিঙ্গ"]]
    for number, one in enumerate(people("signatures", 20, "m"), 1):
        name = {6: "স্বাক্ষর দাস", 7: "মোট্টালেব মিয়া"}.get(number, one.bn)
        rows.append([name, "ছাত্র"])
        truth.learner(number + 1, None, name, sex="m")
        truth.remark("no_roll", number + 1)
    rows += [["মোট", "20"], ["শ্রেণি শিক্ষকের স্বাক্ষর", ""]]
    truth.remark("totals_row", 22, 23)
    shelf.put("names-like-signatures.csv", text(rows).encode(), truth)


def classes(shelf: Shelf) -> None:
    """Three classes below each other; grade and section stand once for each, in one list merged down, in the other
    above blanks."""
    truth = Truth(taken="A B C D", not_taken="", part=("৬ষ্ঠ", "ক"), encoding="utf-8")
    rows: list[list[Value]] = [["শ্রেণি", "শাখা", "রোল", "নাম"]]
    merged: list[str] = []
    for grade, section in (("৬ষ্ঠ", "ক"), ("৬ষ্ঠ", "খ"), ("৭ম", "ক")):
        merged += [f"{letter}{len(rows) + 1}:{letter}{len(rows) + 15}" for letter in "AB"]
        for roll, one in enumerate(people(f"classes {grade} {section}", 15), 1):
            rows.append([grade, section, roll, one.bn] if roll == 1 else [None, None, roll, one.bn])
            if (grade, section) == truth.part:
                truth.learner(len(rows), str(roll), one.bn)
        truth.parts.append((grade, section, 15))
    shelf.put("class-once.csv", text(rows).encode(), truth)
    truth.encoding, truth.sheet = "", "Classes"
    shelf.put("class-merged-down.xlsx", xlsx(Page("Classes", rows, tuple(merged))), truth)


def boxes(shelf: Shelf) -> None:
    """Boxes to tick in an online sheet come as TRUE and FALSE; behind it a sheet that only a programmer sees."""
    truth = Truth(taken="A B C D", not_taken="E", sheet="Class 8")
    book = library("openpyxl").Workbook()
    sheet, deep = book.active, book.create_sheet("deep")
    sheet.title, deep.sheet_state = "Class 8", "veryHidden"
    head = ["Roll", "Name", "Guardian consent", "Student assent", "Email"]
    for page in (sheet, deep):
        page.append(head)
    for number, one in enumerate(people("boxes", 22), 1):
        said, own = number not in (2, 13), number != 6
        sheet.append([number, one.en, said, own, f"{number}@secretvillage.example"])
        deep.append([number, "Secretfather", True, True, None])
        answers = {True: "yes", False: "no"}
        truth.learner(number + 1, str(number), en=one.en, guardian=answers[said], assent=answers[own])
    shelf.put("boxes.xlsx", saved(book), truth)


def strict(shelf: Shelf) -> None:
    """Excel's "Strict Open XML": the same workbook under other names, some words of a name in bold."""
    truth = Truth(taken="A B", not_taken="C", sheet="Sheet1")
    rows: list[list[Value]] = [["রোল", "নাম", "ঠিকানা"]]
    for number, one in enumerate(people("strict", 20), 1):
        rows.append([bangla(number), f"মোঃ {one.bn}", forbidden.address(number)])
        truth.learner(number + 1, bangla(number), f"মোঃ {one.bn}")
    plain = xlsx(Page("Sheet1", rows))
    parts = {}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"):
        part = part_of(plain, name)
        part = part.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        part = part.replace(old, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        part = part.replace("<t>মোঃ ", '<r><rPr><b/></rPr><t xml:space="preserve">মোঃ </t></r><r><t>')
        parts[name] = _closed(part).encode()
    shelf.put("strict-open-xml.xlsx", repacked(plain, parts), truth)


def _closed(part: str) -> str:
    """Each name's second run ends where its text does."""
    pieces = part.split("<r><t>")
    return "<r><t>".join([pieces[0], *(piece.replace("</t>", "</t></r>", 1) for piece in pieces[1:])])


def one_class(shelf: Shelf) -> None:
    """Class and section stand in every row and are the same: one class, nothing to choose."""
    truth = Truth(taken="A B C D", not_taken="E", encoding="utf-8")
    rows: list[list[object]] = [["Class", "Section", "Roll", "Student Name", "Village"]]
    for number, one in enumerate(people("one class", 25), 1):
        rows.append(["Eight", "A", number, one.en, "Secretvillage"])
        truth.learner(number + 1, str(number), en=one.en)
    shelf.put("one-class.csv", text(rows).encode(), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (
        offset,
        register,
        pages,
        languages,
        ticks,
        groups,
        whether,
        denied,
        parents,
        signatures,
        classes,
        boxes,
        strict,
        one_class,
    ):
        one(shelf)
