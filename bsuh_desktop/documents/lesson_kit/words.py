"""The words of the lesson kit in both languages: one place for a native reader to check."""

from __future__ import annotations

from bsuh_desktop.documents.lesson_kit.content import KitPart, SlideTag
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import Form

TITLE = LocalText("পাঠের কাগজ", "Lesson kit")
PARTS: dict[KitPart, LocalText] = {
    "plan": LocalText("পাঠ পরিকল্পনা", "Lesson plan"),
    "notes": LocalText("স্লাইড ধরে নোট", "Notes by slide"),
    "questions": LocalText("প্রশ্ন", "Questions"),
    "things": LocalText("কাজের কাগজ", "Activity papers"),
    "home": LocalText("বাড়ির কার্ড", "Home cards"),
}
PAGE_OF = LocalText("পাতা {page} / {pages}", "Page {page} of {pages}")
VERSION = LocalText("সংস্করণ {number}", "version {number}")
MINUTES = LocalText("{number} মিনিট", "{number} minutes")
SHORT = LocalText("ছোট পরিকল্পনায় {number} মিনিট", "by the short plan {number} minutes")

SLIDE = LocalText("স্লাইড", "Slide")
SHORT_MINUTES = LocalText("{number} মি.", "{number} min")
SAY = LocalText("বলুন", "Say")
BOARD = LocalText("বোর্ডে লিখুন", "On the board")
LEFT_OUT = "–"
TAGS: dict[SlideTag, LocalText] = {
    "activity": LocalText("কাজ", "Activity"),
    "question": LocalText("প্রশ্ন", "Question"),
    "pre": LocalText("শুরুর প্রশ্ন", "First questions"),
    "post": LocalText("শেষের প্রশ্ন", "Last questions"),
}
CHANT = LocalText("সবাই মিলে বলার ছড়া", "To say together")

TAKE_ALONG = LocalText("সঙ্গে নিন", "Take along")
ONE_SET = LocalText("{title}: {count}টি", "{title}: {count}")
SETS = LocalText("{title}: {copies} সেট, এক সেটে {count}টি", "{title}: {copies} sets of {count}")
QUESTIONS_ALONG = LocalText("প্রশ্নের পাতা, পড়ে শোনানোর জন্য", "The pages of questions, to read aloud")
CARDS_ALONG = LocalText("বাড়ির কার্ড: {count}টি", "Home cards: {count}")
SEE_NOTES = LocalText("আর যা লাগে, স্লাইড ১-এর নোটে আছে", "What else: see the notes of slide 1")
WHO_DOES_WHAT = LocalText("কে কোনটি করবে: {title}", "Who does what: {title}")
GROUPS = LocalText("কয়টি দল", "Groups")
GROUP = LocalText("দল {number}", "Group {number}")

NO_NOTES = LocalText("এই মডিউলে নোট নেই।", "This module has no notes.")
NO_POWER = LocalText("বিদ্যুৎ চলে গেলে", "If the power fails")
PIECE_ANSWERS = LocalText("{title}: উত্তর", "{title}: answers")

FORMS: dict[Form, LocalText] = {
    "A": LocalText("সেট ক", "Form A"),
    "lesson": LocalText("পাঠের প্রশ্ন", "Questions of the lesson"),
    "B": LocalText("সেট খ", "Form B"),
}
BY_HANDS = LocalText("হাত তুললে এটি", "asked by hands, too")
ANSWERS = LocalText("উত্তর", "Answers")
ONLY_FACILITATOR = LocalText("শুধু সহায়কের জন্য", "For the facilitator only")
NO_KEY = LocalText("সঠিক উত্তর নেই", "no right answer")

CUT = LocalText("কাটা দাগ ধরে কাটুন", "Cut along the dashed lines")
HELP = LocalText("সাহায্য লাগলে ফোন করো", "Call if you need help")
KNOWN_NUMBER = LocalText("আমাদের চেনা নম্বর:", "Our known number:")
DRAW = LocalText("এখানে আঁকো", "Draw here")
