"""What a column's heading means, in the words that schools write above their columns."""

from __future__ import annotations

import re
from typing import Literal

from bsuh_desktop.rosters.words import BOYS, GIRLS, plain, read_answer, read_sex

Field = Literal["roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal", "grade", "section"]
"""The allow-list: what may be read. *refusal* is a column that says who refused; *grade* and *section* tell the classes
of one list apart, they are no facts of a child."""

NotTaken = Literal["phone", "birth", "address", "picture", "number", "date", "parent", "serial", "other"]
"""What is named in the preview and never read."""

FIELDS: frozenset[Field] = frozenset(
    ("roll", "name", "sex", "age", "disability", "guardian", "assent", "refusal", "grade", "section")
)
NEVER_READ: frozenset[Field | NotTaken] = frozenset(
    ("phone", "birth", "address", "picture", "number", "date", "parent")
)
"""What stays unread even where a person would have it read."""

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

    def are(self, words: list[str]) -> bool:
        """True if there is a word, and every one is listed."""
        return bool(words) and all(self.among([word]) for word in words)


_NEVER_READ: tuple[tuple[NotTaken, _Words], ...] = (
    (
        "phone",
        _Words(
            "phone* mobile* moblie* contact* whatsapp* imo tel telephone* cell cellphone* bkash* nagad* sms "
            "মোবাইল* মোবা ফোন* মুঠোফোন* যোগাযোগ* হোয়াটস* টেলিফোন* বিকাশ* নগদ*"
        ),
    ),
    ("birth", _Words("birth* dob born bday জন্ম* জম্ম*")),
    (
        "address",
        _Words(
            "address* adress* village* vill union upazila* upazilla* thana* district* zila* division* ward road post "
            "para house* ঠিকানা* গ্রাম* ডাকঘর* ডাক পোস্ট* উপজেলা* থানা* জেলা* ইউনিয়ন* ওয়ার্ড* মহল্লা* পাড়া* বাড়ি* বাসা* রোড"
        ),
    ),
    ("picture", _Words("photo* picture* image* pic ছবি*")),
    (
        "number",
        _Words(
            "nid uid id ids reg regd regn registration* brn index* admission* passport* national* account* email* mail "
            "আইডি* জাতীয়* রেজি* নিবন্ধন* ইউনিক* ইনডেক্স* ভর্তি* হিসাব* ইমেইল* মেইল"
        ),
    ),
    ("date", _Words("date* তারিখ* তাং")),
)
_REFUSAL = _Words("refus* objection* optout opt disagree* declin* অসম্মত* আপত্তি* অমত*")
_ASSENT = _Words("assent*")
_CONSENT = _Words("consent* concent* permission* agree* agreement* সম্মত* অনুমতি* রাজি*")
_YES = _Words("yes y হ্যাঁ হ্যা হাঁ")
_NO = _Words("no n না নাই নেই")
_REFUSED = _Words("না নাই নেই")
_WHETHER = _Words("কি কিনা whether if")
_PARENT = _Words(
    "father* mother* parent* guardian* gurdian* gaurdian* husband* spouse* fname mname "
    "পিতা* মাতা* বাবা* মা মায়ের অভিভাবক* অবিভাবক* স্বামী*"
)
_LEARNER = _Words(
    "student* learner* child* pupil* participant* member* own শিক্ষার্থী* শিশু* ছাত্র* পরীক্ষার্থী* সদস্য* কিশোর* নিজ*"
)
_NAME = _Words("name names fullname studentname নাম নামসমূহ")
_NAME_OF_ELSE = _Words(
    "school* college* club* institut* class* grade* section* teacher* user* username nick* file* bank* sheet* list* "
    "exam* subject* "
    "বিদ্যালয়* কলেজ* ক্লাব* স্কুল* মাদ্রাসা* মাদরাসা* প্রতিষ্ঠান* শ্রেণি* শ্রেণী* শাখা* শিক্ষক* তালিকা* পরীক্ষার বিষয়* ডাকনাম*"
)
_JUST_LEARNER = frozenset(
    plain(word) for word in ("student", "students", "learner", "learners", "pupil", "শিক্ষার্থী", "শিক্ষার্থীবৃন্দ")
)
_OTHERS: tuple[tuple[Field | NotTaken, _Words], ...] = (
    ("parent", _PARENT),
    ("disability", _Words("disab* handicap* impairment* needs cwd প্রতিবন্ধ* চাহিদা*")),
    ("sex", _Words("sex gender* লিঙ্গ* লিংগ* জেন্ডার*")),
    ("age", _Words("age ages বয়স*")),
    ("roll", _Words("roll rolls rollno রোল* রুল")),
)
_GRADE = _Words("class grade std standard শ্রেণি শ্রেণী ক্লাস জামাত জামায়াত")
_SECTION = _Words("section sec sections শাখা সেকশন")
_OF_A_CLASS = _Words("name no নাম নং current বর্তমান")
_FORMER = _Words(
    "previous* prev former* old last ssc jsc psc hsc board* exam* পূর্ব* আগের সাবেক* গত এসএসসি জেএসসি বোর্ড* পরীক্ষা*"
)
_SERIAL = _Words("sl serial* sn s l n no nos number* ক্রমিক* ক্রম ক্র নং নম্বর*")
_FATHERS_INITIALS = (["f", "name"], ["m", "name"], ["f", "s", "name"], ["m", "s", "name"])


def words_of(heading: str) -> list[str]:
    """The words of a heading, as they are compared. Initials are one word: D.O.B. is dob."""
    words = [word for word in _CUT.split(plain(heading)) if word]
    together = "".join(words)
    return [*words, together] if 1 < len(words) == len(together) else words


def meaning_of(*lines: str) -> Field | NotTaken:
    """What the column under a heading holds; of a heading over several rows its `lines` from above. What a child or
    family could be found by comes first: "guardian's phone" is a phone, whatever else it is, and a "name" below
    "guardian" is a parent's."""
    words = [word for line in lines for word in words_of(line)]
    if not words or max(map(len, lines)) > _LONGEST:
        return "other"
    last = words_of(lines[-1])
    if len(lines) > 1 and _LEARNER.among(last) and _NAME.among(last) and meaning_of(lines[-1]) == "name":
        return "name"
    for kind, never_read in _NEVER_READ:
        if never_read.among(words):
            return kind
    return _consent(words, lines[-1]) or _other(words, last)


def is_bare_guardian(*lines: str) -> bool:
    """True for the one word "guardian": above names it is a parent, above yes and no it is consent."""
    return len(lines) == 1 and words_of(lines[0]) in (["guardian"], [plain("অভিভাবক")])


def is_former(*lines: str) -> bool:
    """True for a roll of last year or of an examination: another roll goes before it."""
    return any(_FORMER.among(words_of(line)) for line in lines)


def is_answer(heading: str) -> bool:
    """True for the yes and the no below "consent", with a column for each."""
    return read_answer(heading) in ("yes", "no")


def is_group(heading: str) -> bool:
    """True for words that stand over several columns and belong to each: the learner's, the guardian's, consent."""
    words = words_of(heading)
    known = (_LEARNER, _PARENT, _CONSENT, _REFUSAL, *(never for _, never in _NEVER_READ))
    return 0 < len(words) <= 4 and any(one.among(words) for one in known) and not _NAME_OF_ELSE.among(words)


def _consent(words: list[str], line: str) -> Field | NotTaken | None:
    """A consent column that names nobody is the guardian's; "student's consent" is the learner's own. Who stands in
    the last `line` counts before who stands in the line over it. A tick under "no" is a refusal, whosever."""
    if _REFUSAL.among(words):
        return "refusal"
    if _ASSENT.among(words):
        return "assent"
    if not _CONSENT.among(words):
        return None
    if _NO.among(words) and not _YES.among(words) and not _WHETHER.among(words):
        return "refusal" if read_answer(line) == "no" or _REFUSED.among(words) else "other"
    last = words_of(line)
    who = last if _LEARNER.among(last) or _PARENT.among(last) else words
    return "assent" if _LEARNER.among(who) and not _PARENT.among(who) else "guardian"


def _other(words: list[str], last: list[str]) -> Field | NotTaken:
    """What is neither never read nor consent. A column of ticks for girls alone says nothing of the others."""
    if words in _FATHERS_INITIALS:
        return "parent"
    if last == ["r", "no"]:
        return "roll"
    for kind, known in _OTHERS:
        if known.among(words):
            return "other" if kind == "sex" and last != words and read_sex(" ".join(last)) is not None else kind
    if GIRLS.intersection(last) and BOYS.intersection(last) and set(last) <= GIRLS | BOYS | {"mf", "fm", "bg", "gb"}:
        return "sex"
    if (_NAME.among(words) and not _NAME_OF_ELSE.among(words)) or (len(words) == 1 and words[0] in _JUST_LEARNER):
        return "name"
    return _of_the_class(words) or ("serial" if _SERIAL.among(words) else "other")


def _of_the_class(words: list[str]) -> Field | None:
    """Only words about a class: "class" is the grade, "class teacher" is not."""
    own = [word for word in words if not _OF_A_CLASS.among([word])]
    if _GRADE.are(own):
        return "grade"
    return "section" if _SECTION.are(own) else None
