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
    "trial": LocalText("যাচাইয়ের পাতা", "Trial sheet"),
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

TRIAL_STEPS = (
    LocalText(
        "**ক্লাসে ব্যবহারের আগে** দুই স্কুলে তিনজন করে, মোট ছয়জন শিশু: নানা বয়সের, কারও বাড়িতে ফোন আছে, কারও নেই, অন্তত "
        "একজন ধীরে পড়ে। একবারে একজন, প্রায় ১৫ মিনিট, এমন জায়গায় যেখানে সবাই দেখে, কেউ শোনে না। স্কুল ও অভিভাবকের মত "
        "আগে নিন। শিশু যেকোনো সময় থামতে পারে। কারও নাম লিখবেন না। শিশু নিজের কোনো ঘটনা বলতে শুরু করলে প্রশ্ন থামান, "
        "শুনুন, আজই সুরক্ষা ফোকাল পারসনকে জানান।",
        "**Before it is used in classes:** six children, three in each of two schools, of different ages, some with a "
        "phone at home and some without, at least one who reads slowly. One child at a time, about 15 minutes, where "
        "everybody can see you and nobody can hear. School and guardian have agreed; the child may stop at any time. "
        "Write no name. If a child begins to tell of something of their own, stop the questions, listen, and tell the "
        "safeguarding focal point today.",
    ),
    LocalText(
        "**পড়ুন** প্রশ্নের পাতা থেকে, শিশুর সেটের প্রতিটি প্রশ্ন সব উত্তরসহ দুবার, এক সুরে। কোনটি সঠিক, বলবেন না।",
        "**Read**, from the pages of questions, each question of the child’s form twice with all its answers, in one "
        "tone. Do not say which is right.",
    ),
    LocalText(
        "**জিজ্ঞেস করুন** প্রতিটির পরে: (১) গল্পে কী হলো? নিজের কথায় বলো। (২) কোন উত্তর নেবে, কেন? (৩) আর কোন উত্তর কেউ "
        "নিতে পারে, কেন? (৪) কোন শব্দটি জানতে না?",
        "**Ask** after each: (1) What happened in the story? Tell it in your own words. (2) Which answer do you "
        "choose, and why? (3) Which other answer might somebody choose, and why? (4) Which word did you not know?",
    ),
    LocalText(
        "**লিখুন** ঘরে: উত্তরের অক্ষর; গল্প ঠিক বললে টিক; শিশু আর কোনো উত্তরের পক্ষে কারণ দিতে পারলে তার অক্ষর।",
        "**Note** in the cell: the letter; a tick if the story was told right; the letter of another answer for which "
        "the child had a reason.",
    ),
)
TRIAL_CHILD = LocalText("শিশু", "Child")
TRIAL_SCHOOL = LocalText("স্কুল {number}", "School {number}")
TRIAL_GRADE = LocalText("শ্রেণি", "Grade")
TRIAL_FORM = LocalText("সেট", "Form")
TRIAL_QUESTION = LocalText("প্রশ্ন {number}", "Question {number}")
TRIAL_CELL = (
    LocalText("অক্ষর", "letter"),
    LocalText("গল্প ঠিক", "story right"),
    LocalText("আরেকটি", "another"),
)
TRIAL_REMARKS = (
    LocalText("যে শব্দ কেউ জানত না:", "Words that somebody did not know:"),
    LocalText("আরেক উত্তর, কেন:", "Other answers, and why:"),
    LocalText("যা খারাপ লেগেছে বা ভয় লেগেছে:", "What felt bad or frightening:"),
)
TRIAL_CHANGE = LocalText(
    "**প্রশ্নটি বদলান**, যদি দুজন গল্প ভুল বলে, যদি কেউ আরেক উত্তরের পক্ষে এমন কারণ দেয় যা ফেলা যায় না, অথবা যদি পাঠের আগেই "
    "তিনজনের সবাই সঠিক উত্তর দেয়।",
    "**Change a question** if two children tell its story wrong, if somebody has a reason for another answer that "
    "cannot be put aside, or if all three are right before the lesson.",
)
