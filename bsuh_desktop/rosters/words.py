"""The words that schools write for sex, age, disability and consent, in Bangla and English.

Only whole entries match: "অসম্মতি" is not "সম্মতি", and an unlisted word means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.people import AgeBand, Disability, Sex
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.rosters.fields import Field


def plain(text: str) -> str:
    """`text` normalised for comparing: one Unicode form, lower case, ASCII digits, no punctuation at its ends."""
    return ascii_digits(clean(text)).casefold().strip(" .।,;:!*’'\"")


def _words(listed: str) -> frozenset[str]:
    return frozenset(plain(word) for word in listed.split("|"))


GIRLS = _words(
    "f|fem|female|femail|femele|fmale|g|girl|girls|woman|women|lady|chatri|chhatri|meye|balika|মহিলা|মেয়ে|মেয়েরা|নারী|ছাত্রী|বালিকা|কিশোরী|কন্যা|স্ত্রী|ম|মে|বালি"
)
BOYS = _words(
    "m|male|mail|mal|b|boy|boys|chatro|chhatro|chele|balok|man|men|gent|পুরুষ|ছেলে|ছেলেরা|নর|ছাত্র|বালক|কিশোর|পুত্র|পু|পুং|ছে|বা"
)
_NO_SEX = _words(
    "u|x|o|other|others|not specified|unspecified|unknown|prefer not to say|third gender|hijra|"
    "অন্যান্য|অন্য|তৃতীয় লিঙ্গ|হিজড়া|বলতে চাই না|উল্লেখ নেই|অজানা"
)

_YES = _words(
    "yes|y|ok|okay|true|1|✓|✔|☑|√|🗸|✅|tick|ticked|টিক|টিক চিহ্ন|agree|agreed|agrees|given|signed|granted|"
    "consent|consented|consent given|permitted|"
    "হ্যাঁ|হ্যা|হাঁ|হা|হঁ্যা|হ্যা|জি|জী|জ্বি|জ্বী|জি হ্যাঁ|আছে|দেওয়া হয়েছে|পাওয়া গেছে|received|obtained|"
    "approved|accept|accepted|সম্মতি|সম্মতি দেওয়া হয়েছে|সম্মতি পাওয়া গেছে|সম্মত|সম্মতি আছে|সম্মতি দিয়েছেন|"
    "সম্মতি দিয়েছে|সম্মতিপত্র আছে|"
    "রাজি|রাজী|রাজি আছেন|অনুমতি|অনুমতি আছে|অনুমতি দিয়েছেন|দিয়েছেন|দিয়েছে|স্বাক্ষর করেছেন"
)
_PLAIN_NO = _words("no|n|false|0|✗|✘|×|☒|❌|🗙|ক্রস|না|নাই|নেই|নয়")
_NO = _PLAIN_NO | _words(
    "refuse|refused|refuses|refusal|decline|declined|declines|disagree|disagreed|"
    "denied|"
    "not agreed|not given|not received|not obtained|not approved|rejected|withdrawn|disapproved|নারাজ|অমত|"
    "no consent|not consented|consent refused|not permitted|opt out|opted out|"
    "অসম্মতি|অসম্মত|অসম্মতি জানিয়েছেন|সম্মতি নেই|সম্মতি নাই|সম্মতি দেননি|সম্মতি দেন নি|সম্মতি দেয়নি|"
    "সম্মত নন|সম্মত নয়|সম্মত না|রাজি না|রাজি নন|রাজি নয়|রাজি নেই|অনুমতি নেই|অনুমতি দেননি|দেননি|দেন নি|দেয়নি|"
    "দেয় নি|আপত্তি|"
    "আপত্তি আছে|নিষেধ|প্রত্যাখ্যান"
)
_NOT_ASKED = _words(
    "not asked|not_asked|unasked|pending|awaited|unknown|not yet|not returned|waiting|n/a|na|জিজ্ঞাসা করা হয়নি|"
    "জানা নেই|অজানা|বাকি|অপেক্ষমাণ|প্রক্রিয়াধীন"
)

_DISABLED = _words(
    "yes|y|true|1|✓|✔|disabled|disability|with disability|"
    "হ্যাঁ|হ্যা|হাঁ|হা|জি|আছে|প্রতিবন্ধী|প্রতিবন্ধিতা আছে|শারীরিক|দৃষ্টি|শ্রবণ|বাক|বুদ্ধি|physical|visual|"
    "hearing|speech|intellectual"
)
_DISABLED_STEMS = ("প্রতিবন্ধী",)
_NOT_DISABLED = _words(
    "no|n|none|nil|false|0|✗|not disabled|no disability|না|নাই|নেই|নয়|প্রতিবন্ধী নয়|প্রতিবন্ধিতা নেই|অপ্রতিবন্ধী"
)
_UNSAID = _words("unspecified|not specified|unknown|n/a|na|prefer not to say|বলতে চাই না|উল্লেখ নেই|অজানা")

_WHO_SAYS = _words(
    "father|mother|guardian|parent|parents|both|verbal|written|letter|signed|by|the|"
    "পিতা|মাতা|বাবা|মা|অভিভাবক|উভয়ে|উভয়|মৌখিক|লিখিত|চিঠি|স্বাক্ষরিত|ও"
)
"""What may be in brackets after a yes without changing it. A no stays a no whatever follows it."""
_BRACKETED = re.compile(r"([^()]+)\(([^()]*)\)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d|\d+[/.]\d+[/.]\d|:")
_PARTS = re.compile(r"[\s/()|,.–-]+")
"""Between two words for the same: F/ছাত্রী, Girl (ছাত্রী)."""
OLDEST = 120
A_WORD = re.compile("[^\\W\\d_]{4}|[\u0980-\u09e5]{4}")
"""Found in text that is not a roll: "Class Seven", a name."""


def read_sex(text: str) -> Sex | None:
    """The sex named by `text`; None for an unknown word."""
    word = plain(text)
    if word in _NO_SEX:
        return "unspecified"
    said = {_sex_of(part) for part in _PARTS.split(word) if part}
    return said.pop() if len(said) == 1 else None


def _sex_of(word: str) -> Sex | None:
    word = re.sub("['’]s?$", "", word)
    return "f" if word in GIRLS else "m" if word in BOYS else None


def read_answer(text: str) -> ConsentAnswer | None:
    """The answer about consent in `text`; None for an unknown word."""
    whole = plain(text)
    word, bracket = _parted(whole) if whole not in _YES else (whole, "")
    if word in _NO:
        return "no"
    if word in _YES and all(said in _WHO_SAYS for said in bracket.split()):
        return "yes"
    return "not_asked" if word in _NOT_ASKED and not bracket else None


def read_refusal(text: str) -> ConsentAnswer | None:
    """The answer in a column "refused": yes is a refusal there, and so is "refused" or "disagree"."""
    answer = read_answer(text)
    return "yes" if answer == "no" and _parted(plain(text))[0] not in _PLAIN_NO else answer


def _parted(word: str) -> tuple[str, str]:
    """The word before a bracket, and the content of the bracket: who said yes, or what takes it back."""
    parts = _BRACKETED.fullmatch(word)
    return (plain(parts[1]), " ".join(map(plain, parts[2].split()))) if parts else (word, "")


def read_disability(text: str) -> Disability | None:
    """The answer about disability in `text`; None for an unknown word. The kind of disability is not kept."""
    word = plain(text)
    if word in _NOT_DISABLED:
        return "no"
    if word in _DISABLED or word.endswith(tuple(plain(stem) for stem in _DISABLED_STEMS)):
        return "yes"
    return "unspecified" if word in _UNSAID else None


def read_age(text: str) -> AgeBand | None:
    """The age band of an age in years or of a written band; None for anything else, including dates: ages are not
    calculated from birth dates."""
    word = plain(text)
    if word in _UNSAID:
        return "unspecified"
    bands = {_band(float(number)) for number in _NUMBER.findall(word)}
    return bands.pop() if len(bands) == 1 and not _DATE.search(word) else None


def _band(years: float) -> AgeBand | None:
    if 9 <= years < 13:
        return "9-12"
    if 13 <= years < 18:
        return "13-17"
    return "18+" if 18 <= years <= OLDEST else None


READERS: dict[Field, Callable[[str], Any]] = {"sex": read_sex, "age": read_age, "disability": read_disability}
"""How the cells of each fact are read; None for a word that is not known."""
