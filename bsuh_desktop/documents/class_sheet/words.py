"""The words of the class sheet in both languages: one place for a native reader to check."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText

TITLE = LocalText("ক্লাস শিট", "Class sheet")
NUMBER = LocalText("শিট নম্বর", "Sheet number")
PRACTICE = LocalText("অনুশীলন", "PRACTICE")
SHEET_OF = LocalText("পাতা {page} / {pages}", "Page {page} of {pages}")
GOES_ON = LocalText("হাজিরা পরের পাতায়ও আছে", "The roll goes on")

SCHOOL = LocalText("প্রতিষ্ঠান", "School")
CLASS = LocalText("শ্রেণি", "Class")
MODULE = LocalText("মডিউল", "Module")
DATE = LocalText("তারিখ", "Date")
START = LocalText("শুরু", "Start")
END = LocalText("শেষ", "End")
GIRLS = LocalText("মেয়ে", "Girls")
BOYS = LocalText("ছেলে", "Boys")
TOTAL = LocalText("মোট উপস্থিত", "Headcount")

ROLL = LocalText("হাজিরা", "Roll")
ROLL_HINT = LocalText(
    "যে পুরো সময় উপস্থিত ছিল না, শুধু তার ঘরে টিক দিন। উ উপস্থিত · দে দেরিতে · আ আগে গেছে · অ অনুপস্থিত",
    "Tick only who was not there all the time. P present · L late · E left early · A absent",
)
BOXES = LocalText("উ দে আ অ", "P L E A")

TALLIES = LocalText("হাত তোলার সংখ্যা", "Hands raised")
TALLY_HINT = LocalText(
    "প্রতিটি উত্তরের ঘরে কয়টি হাত উঠল লিখুন। গোনার সময় না থাকলে: বে বেশির ভাগ · ক কয়েকজন · অ অল্প কজন",
    "Write how many hands went up for each answer. No time to count: M most · S some · F few",
)
REMARKS = LocalText("মন্তব্য", "Remarks")
FACILITATOR = LocalText("সহায়কের স্বাক্ষর", "Facilitator’s signature")
HEAD_TEACHER = LocalText("প্রধান শিক্ষকের স্বাক্ষর", "Head teacher’s signature")
SEAL = LocalText("সিল", "Seal")
