"""What a column's heading means, in the words that schools write above their columns."""

from __future__ import annotations

import re
from typing import Literal

from bsuh_desktop.rosters.words import BOYS, GIRLS, plain

Field = Literal["roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal"]
"""The allow-list: what may be read. *refusal* is a column that says who refused."""

NotTaken = Literal["phone", "birth", "address", "picture", "number", "date", "parent", "serial", "other"]
"""What is named in the preview and never read."""

FIELDS: frozenset[Field] = frozenset(("roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal"))

_LONGEST = 60
_CUT = re.compile(r"[\s\-–—_/().,:;#’'\"|\[\]।ঃ*?&+]+")


class _Words:
    """Words of which one is looked for among a heading's; one that ends in * is the beginning of a word."""

    def __init__(self, listed: str) -> None:
        words = [plain(word) if not word.endswith("*") else plain(word[:-1]) + "*" for word in listed.split()]
        self.whole = frozenset(word for word in words if not word.endswith("*"))
        self.beginnings = tuple(word[:-1] for word in words if word.endswith("*"))

    def among(self, words: list[str]) -> bool:
        return any(word in self.whole or word.startswith(self.beginnings) for word in words)


_NEVER_READ: tuple[tuple[NotTaken, _Words], ...] = (
    ("phone", _Words("phone* mobile* contact* whatsapp* tel telephone* cell মোবাইল* ফোন* যোগাযোগ* হোয়াটস* টেলিফোন*")),
    ("birth", _Words("birth* dob born জন্ম*")),
    ("address", _Words("address* village* union upazila* district* ward ঠিকানা* গ্রাম* ডাকঘর* উপজেলা* থানা* জেলা*")),
    ("picture", _Words("photo* picture* image* ছবি*")),
    ("number", _Words("nid uid id ids reg registration* brn email* mail আইডি* জাতীয়* রেজি* নিবন্ধন* ইউনিক* ইমেইল*")),
    ("date", _Words("date* তারিখ*")),
)
_REFUSAL = _Words("refus* objection* optout opt অসম্মত* আপত্তি*")
_ASSENT = _Words("assent*")
_CONSENT = _Words("consent* permission* সম্মত* অনুমতি*")
_PARENT = _Words("father* mother* parent* guardian* husband* spouse* পিতা* মাতা* বাবা* মা মায়ের অভিভাবক* স্বামী*")
_LEARNER = _Words("student* learner* child* pupil* own শিক্ষার্থী* শিশু* ছাত্র* নিজ*")
_NAME = _Words("name names fullname studentname নাম নামসমূহ")
_NAME_OF_ELSE = _Words(
    "school* institut* class* grade* section* teacher* user* username nick* file* bank* sheet* "
    "বিদ্যালয়* স্কুল* মাদ্রাসা* মাদরাসা* প্রতিষ্ঠান* শ্রেণি* শ্রেণী* শাখা* শিক্ষক* ডাক* তালিকা*"
)
_JUST_LEARNER = frozenset(plain(word) for word in ("student", "learner", "pupil", "শিক্ষার্থী"))
_OTHERS: tuple[tuple[Field | NotTaken, _Words], ...] = (
    ("parent", _PARENT),
    ("disability", _Words("disab* handicap* impairment* needs প্রতিবন্ধ* চাহিদা*")),
    ("sex", _Words("sex gender* লিঙ্গ*")),
    ("age", _Words("age ages বয়স*")),
    ("roll", _Words("roll rolls rollno রোল*")),
)
_SERIAL = _Words("sl serial* sn s n no number* ক্রমিক* ক্র নং নম্বর*")


def words_of(heading: str) -> list[str]:
    """The words of a heading, as they are compared."""
    return [word for word in _CUT.split(plain(heading)) if word]


def meaning_of(heading: str) -> Field | NotTaken:
    """What the column under `heading` holds. What a child or family could be found by comes first: "guardian's
    phone" is a phone, whatever else it is."""
    words = words_of(heading)
    if not words or len(heading) > _LONGEST:
        return "other"
    for kind, never_read in _NEVER_READ:
        if never_read.among(words):
            return kind
    return _consent(words) or _other(words)


def is_bare_guardian(heading: str) -> bool:
    """True for the one word "guardian": above names it is a parent, above yes and no it is consent."""
    return len(words_of(heading)) == 1 and words_of(heading)[0] in ("guardian", "অভিভাবক")


def _consent(words: list[str]) -> Field | None:
    """A consent column that names nobody is the guardian's; "student's consent" is the learner's own."""
    if _REFUSAL.among(words):
        return "refusal"
    if _ASSENT.among(words):
        return "assent"
    if not _CONSENT.among(words):
        return None
    return "assent" if _LEARNER.among(words) and not _PARENT.among(words) else "guardian"


def _other(words: list[str]) -> Field | NotTaken:
    for kind, known in _OTHERS:
        if known.among(words):
            return kind
    if len(words) > 1 and GIRLS.intersection(words) and BOYS.intersection(words) and set(words) <= GIRLS | BOYS:
        return "sex"
    if (_NAME.among(words) and not _NAME_OF_ELSE.among(words)) or (len(words) == 1 and words[0] in _JUST_LEARNER):
        return "name"
    return "serial" if _SERIAL.among(words) else "other"
