from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.heading_words import is_bare_guardian, meaning_of

HEADINGS = {
    "roll": "roll|Roll No.|ROLL|Class Roll|রোল|রোল নং|রোল নম্বর|শ্রেণি রোল|রোলঃ",
    "name": "name|Name of Student|Student's Name|Full name|Name (English)|নাম|শিক্ষার্থীর নাম|নাম (বাংলা)|নামঃ|"
    "ছাত্র/ছাত্রীর নাম|Student|শিক্ষার্থী",
    "sex": "sex|Gender|Sex (M/F)|লিঙ্গ|ছেলে/মেয়ে|মেয়ে/ছেলে|ছাত্র / ছাত্রী|M/F|Boy/Girl",
    "age": "age|Age band|age_band|বয়স|বয়স (বছর)|Age in years",
    "disability": "disability|Disabled?|প্রতিবন্ধী|প্রতিবন্ধিতা|বিশেষ চাহিদা|Special needs",
    "guardian": "consent|Guardian consent|Consent (Y/N)|Parent's permission|সম্মতি|অভিভাবকের সম্মতি|অনুমতি|সম্মতিপত্র|"
    "Guardian's consent for the student",
    "assent": "assent|Child assent|Student consent|শিশুর সম্মতি|শিশুর নিজের সম্মতি|শিক্ষার্থীর সম্মতি",
    "refusal": "অসম্মতি|Refused|Opt-out|আপত্তি",
    "phone": "Mobile|Phone No|Guardian's mobile|Contact|মোবাইল|অভিভাবকের ফোন|মোবাইল নম্বর",
    "parent": "Father's Name|Mother|Guardian|Guardian's name|পিতার নাম|মাতার নাম|মায়ের নাম|অভিভাবক|অভিভাবকের নাম",
    "birth": "Date of birth|DOB|জন্ম তারিখ|জন্মতারিখ|Birth registration no",
    "address": "Address|Village|ঠিকানা|গ্রাম",
    "number": "NID|Student ID|Reg. No|Email|আইডি|রেজিস্ট্রেশন নং",
    "date": "Date|Consent date|তারিখ",
    "picture": "Photo|ছবি",
    "serial": "SL|S/N|No.|Serial No|ক্রমিক|ক্রমিক নং|ক্রঃ নং|নং",
    "grade": "Class|শ্রেণি|শ্রেণী|Grade|Class Name",
    "section": "শাখা|Section|Sec.",
    "other": "মন্তব্য|Remarks|School name|বিদ্যালয়ের নাম|শ্রেণি শিক্ষকের নাম|শিক্ষার্থী তালিকা|ক্লাসের নামের তালিকা||"
    "Name of the Institution|Nick name",
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
