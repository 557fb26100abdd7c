from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.headings import is_bare_guardian, is_former, is_group, meaning_of, stands_below_name

HEADINGS = {
    "roll": "roll|Roll No.|ROLL|Class Roll|রোল|রোল নং|রোল নম্বর|শ্রেণি রোল|রোলঃ|Roll Number|শ্রেণী রোল নং|রুল|R. No|রো.নং",
    "name": "name|Name of Student|Student's Name|Full name|Name (English)|নাম|শিক্ষার্থীর নাম|নাম (বাংলা)|নামঃ|"
    "ছাত্র/ছাত্রীর নাম|Student|শিক্ষার্থী|Name (Bangla)|নাম (ইংরেজি)|English Name|সদস্যের নাম|পরীক্ষার্থীর নাম",
    "sex": "sex|Gender|Sex (M/F)|লিঙ্গ|ছেলে/মেয়ে|মেয়ে/ছেলে|ছাত্র / ছাত্রী|M/F|Boy/Girl|F/M|জেন্ডার|বালক/বালিকা|Male/Female",
    "age": "age|Age band|age_band|বয়স|বয়স (বছর)|Age in years",
    "disability": "PWD|disability|Disabled?|প্রতিবন্ধী|প্রতিবন্ধিতা|বিশেষ চাহিদা|Special needs",
    "guardian": "Agree / Disagree|সম্মতি/অসম্মতি|Consent given or refused|Consent given / not given|"
    "সম্মতি আছে/নেই|Does the guardian agree or not|"
    "consent|Guardian consent|Consent (Y/N)|Parent's permission|সম্মতি|অভিভাবকের সম্মতি|অনুমতি|সম্মতিপত্র|"
    "Guardian's consent for the student|Guardian consent (Y/N)|Consent (Yes/No)|সম্মতি আছে কি না|সম্মতি দিয়েছেন কিনা",
    "assent": "assent|Child assent|Student consent|শিশুর সম্মতি|শিশুর নিজের সম্মতি|শিক্ষার্থীর সম্মতি|Student's own consent",
    "refusal": "Consent form/letter not received|Parent/guardian did not consent|"
    "Consent not given|Not agreed|Did not consent|Consent denied|Consent withdrawn|সম্মতি দেয়নি|সম্মতি দেননি|"
    "সম্মতি দেন নি|সম্মতিহীন|সম্মতি প্রত্যাহার|রাজি নয়|Refused / no consent|Assent refused|Unwilling|"
    "অসম্মতি|Refused|Opt-out|আপত্তি|সম্মতি নেই|সম্মতি (না)",
    "phone": "Mobile|Phone No|Guardian's mobile|Contact|মোবাইল|অভিভাবকের ফোন|মোবাইল নম্বর|WhatsApp|"
    "Tel.|Name & mobile|bKash no|যোগাযোগ|মুঠোফোন",
    "parent": "আব্বার নাম|মার নাম|দাদার নাম|ভাইয়ের নাম|Uncle's name|S/O|D/O|"
    "Father's Name|Mother|Guardian|Guardian's name|পিতার নাম|মাতার নাম|মায়ের নাম|অভিভাবক|অভিভাবকের নাম|"
    "F/Name|M. Name|Father's/Guardian's Name|অভিভাবকের স্বাক্ষর",
    "birth": "Date of birth|DOB|জন্ম তারিখ|জন্মতারিখ|Birth registration no|D.O.B.|Birthday|জন্ম নিবন্ধন নং",
    "address": "এলাকা|P.O.|Address|Village|ঠিকানা|গ্রাম|নাম ও ঠিকানা|Upazila|ডাকঘর",
    "number": "এনআইডি|Bank A/C|NID|Student ID|Reg. No|Email|আইডি|রেজিস্ট্রেশন নং|Admission No|ইউনিক আইডি|National ID",
    "date": "Date|Consent date|তারিখ",
    "picture": "Media consent|Photo|ছবি|Photo consent",
    "serial": "Sr. No|SI No|SL|S/N|No.|Serial No|ক্রমিক|ক্রমিক নং|ক্রঃ নং|নং|S/L|Sl. No.|S.L.|ক্রম",
    "grade": "জামাত|ক্লাস|Class|শ্রেণি|শ্রেণী|Grade|Class Name|Present class|Class (2026)",
    "section": "শাখার নাম|Class & Section|শাখা|Section|Sec.",
    "other": "মন্তব্য|Remarks|School name|বিদ্যালয়ের নাম|শ্রেণি শিক্ষকের নাম|শিক্ষার্থী তালিকা|ক্লাসের নামের তালিকা||"
    "Name of the Institution|Nick name|Religion|ধর্ম|Blood group|রক্তের গ্রুপ|GPA|Group|বিভাগ (Science)|Version|Shift|শিফট|"
    "Class Teacher|Consent no|Consent not asked|Course name|Trainer name|Opt. subject|কোর্সের নাম",
}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [(heading, meaning) for meaning, listed in HEADINGS.items() for heading in listed.split("|")],
)
def test_headings_as_schools_write_them(heading: str, meaning: str) -> None:
    assert meaning_of(heading) == meaning


def test_a_sentence_is_no_heading() -> None:
    assert meaning_of("name " * 13) == "other"


def test_guardian_alone() -> None:
    assert is_bare_guardian(" Guardian: ")
    assert is_bare_guardian("অভিভাবক")
    assert not is_bare_guardian("Guardian consent")


@pytest.mark.parametrize(
    ("lines", "meaning"),
    [
        ("শিক্ষার্থী – নাম", "name"),
        ("Guardian – Name", "parent"),
        ("Guardian – Mobile", "phone"),
        ("Consent – Guardian", "guardian"),
        ("Consent – Student", "assent"),
        ("Consent (guardian, student) – Student", "assent"),
        ("Student and guardian – Student's name", "name"),
        ("অভিভাবকের সম্মতি – হ্যাঁ", "guardian"),
        ("অভিভাবকের সম্মতি – না", "refusal"),
        ("শিক্ষার্থীর সম্মতি – না", "refusal"),
        ("Parents – Student's phone", "phone"),
        ("শিক্ষার্থী – M/F", "sex"),
        ("Student – R. No", "roll"),
        ("লিঙ্গ – মেয়ে", "other"),
    ],
)
def test_headings_over_several_rows(lines: str, meaning: str) -> None:
    assert meaning_of(*lines.split(" – ")) == meaning


def test_groups() -> None:
    assert [is_group(text) for text in ("Student", "অভিভাবকের তথ্য", "Consent", "Marks", "List of students", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_roll_of_last_year_is_told_from_todays() -> None:
    assert [is_former(text) for text in ("পূর্বের রোল", "SSC Roll", "Previous roll", "Class Roll", "রোল")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("rollNumber", "roll"),
        ("studentRoll", "roll"),
        ("StudentFullName", "name"),
        ("FirstName", "name"),
        ("lastname", "name"),
        ("fathersName", "parent"),
        ("DoB", "birth"),
        ("SexType", "sex"),
        ("group_info/student_name", "name"),
        ("Section A/Name of the learner", "name"),
        ("group_info/father_name", "parent"),
        ("তোমার নাম কী?", "name"),
        ("What is your name?", "name"),
        ("তোমার রোল নম্বর কত?", "roll"),
        ("Nam", "name"),
        ("Pitar nam", "parent"),
        ("Roll ID", "roll"),
        ("Name of Examinee", "name"),
        ("Name of the exam", "other"),
        ("Student & guardian's phone", "phone"),
        ("নাম ও পিতার নাম", "name"),
        ("Student's Name / Father's Name", "name"),
        ("Student/guardian consent", "guardian"),
        ("Father and student", "parent"),
        ("Name (as in birth certificate)", "name"),
        ("নাম (জন্ম নিবন্ধন অনুযায়ী)", "name"),
        ("শিক্ষার্থীর নাম জন্ম সনদ অনুযায়ী", "name"),
        ("Birth certificate", "birth"),
        ("Roll & Name", "name"),
        ("sex/female", "other"),
        ("meta-instanceName", "other"),
    ],
)
def test_headings_of_programs_and_questions(heading: str, meaning: str) -> None:
    assert meaning_of(heading) == meaning


def test_what_goes_on_with_name() -> None:
    for word in ("বাংলা", "In English", "ইংরেজি (বড় হাতের অক্ষরে)", "First", "Last name", "Eng."):
        assert stands_below_name(word)
    for word in ("Bangla marks", "Math", "", "গণিত", "name"):
        assert not stands_below_name(word)
