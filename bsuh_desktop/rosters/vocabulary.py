"""The words that schools write, in Bangla and English: above columns, by meaning, and in cells; and what is taken.

First the allow-list of what a column may contain. In cells only whole entries match: "অসম্মতি" is not "সম্মতি", and an
unlisted word means nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, get_args

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.learner import FactKey
from bsuh_desktop.domain.people import AgeBand, Disability, Sex
from bsuh_desktop.domain.text import ascii_digits, clean

Field = Literal[FactKey, "roll", "name", "girl", "boy", "guardian", "assent", "refusal", "grade", "section"]
"""The allow-list of what may be read. *girl* and *boy* are columns to tick; *refusal* is one that
says who refused; *grade* and *section* distinguish the classes of one list, they are not personal data."""

NotTaken = Literal["phone", "birth", "address", "picture", "number", "date", "parent", "serial", "other"]
"""What is named in the preview and never read."""

FIELDS: frozenset[Field] = frozenset(get_args(Field))
IN_SEVERAL: frozenset[Field | NotTaken] = frozenset(("name", "guardian", "assent", "refusal"))
"""Fields that may be in several columns: a name in two scripts, and the consent of two parents, where one no counts."""
NEVER_READ: frozenset[Field | NotTaken] = frozenset(
    ("phone", "birth", "address", "picture", "number", "date", "parent")
)
"""What is never read, even if a person asks for it."""


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


_WITHIN = re.compile(r"(?<=[A-Za-z][a-z]{2})(?=[A-Z])(?!App)")
"""Where a new word begins without a blank: rollNumber, FirstName; not in DoB or WhatsApp."""
_CUT = re.compile(r"[\s\-–—_/().,:;#’'\"|\[\]।ঃ*?&+]+")


def words_of(heading: str) -> list[str]:
    """The normalised words of a heading. Initials are one word: D.O.B. is dob."""
    words = [word for word in _CUT.split(plain(_WITHIN.sub(" ", heading))) if word]
    together = "".join(words)
    return [*words, together] if 1 < len(words) == len(together) else words


class Words:
    """A set of words to look for in a heading; one that ends in * is a prefix."""

    def __init__(self, listed: str) -> None:
        words = [plain(word) if not word.endswith("*") else plain(word[:-1]) + "*" for word in listed.split()]
        self.whole = frozenset(word for word in words if not word.endswith("*"))
        self.beginnings = tuple(word[:-1] for word in words if word.endswith("*"))

    def among(self, words: list[str]) -> bool:
        """True if one of `words` is listed."""
        return any(word in self.whole or word.startswith(self.beginnings) for word in words)

    def are(self, words: list[str]) -> bool:
        """True if `words` is not empty and all are listed."""
        return bool(words) and all(self.among([word]) for word in words)


FOUND_BY: tuple[tuple[NotTaken, Words], ...] = (
    (
        "phone",
        Words(
            "phone* mobile* moblie* mobail* mobil contact* whatsapp* imo tel telephone* cell cellphone* bkash* nagad* "
            "sms মোবাইল* মোবা ফোন* মুঠোফোন* যোগাযোগ* হোয়াটস* টেলিফোন* বিকাশ* নগদ*"
        ),
    ),
    ("birth", Words("birth* dob born jonmo* janma* bday bdate db জন্ম* জম্ম*")),
    (
        "address",
        Words(
            "address* adress* village* vill gram thikana* union location* area* po ps upazila* upazilla* thana* "
            "district* zila* division* ward road post para house* "
            "ঠিকানা* গ্রাম* ডাকঘর* ডাক পোস্ট* উপজেলা* থানা* জেলা* ইউনিয়ন* ওয়ার্ড* মহল্লা* পাড়া* বাড়ি* বাসা* রোড এলাকা*"
        ),
    ),
    ("picture", Words("photo* picture* image* video* media* pic ছবি*")),
    (
        "number",
        Words(
            "nid uid id ids reg regd regn registration* brn index* admission* passport* national* bank* account* ac "
            "email* mail আইডি* এনআইডি* জাতীয়* রেজি* নিবন্ধন* ইউনিক* ইনডেক্স* ভর্তি* হিসাব* ইমেইল* মেইল"
        ),
    ),
    ("date", Words("date* তারিখ* তাং")),
)
"""Data by which a child or family could be found: checked before anything else."""
REFUSAL = Words(
    "refus* objection* optout disagree* declin* denied denies deny denial withdraw* withheld unwilling reject* "
    "nonconsent অসম্মত* আপত্তি* অমত* নারাজ* অরাজি* অনিচ্ছুক* প্রত্যাখ্যান* প্রত্যাহার* সম্মতিহীন*"
)
OPTS, OUT = Words("opt opts opted opting"), Words("out")
ASSENT = Words("assent*")
CONSENT = Words("consent* concent* permission* agree* agreement* সম্মত* অনুমতি* রাজি*")
YES = Words("yes y হ্যাঁ হ্যা হাঁ")
NO = Words("no n")
NOT = Words("not non didnt doesnt without না নাই নেই নি নয় নন নহে দেয়নি দেননি দেননাই করেনি করেননি জানায়নি জানাননি হয়নি পাইনি")
NOT_YET = Words("asked yet pending required needed applicable collected")
WHETHER = Words("কি কিনা whether")
PARENT = Words(
    "father* mother* pita pitar mata matar parent* guardian* gurdian* gaurdian* husband* wife* spouse* uncle* aunt* "
    "abba abbar abbu abbur amma ammu ammur fathar* guadian* gaurdain* "
    "brother* sister* grand* dad mum mom fname mname "
    "পিতা* পিতৃ* মাতা* মাতৃ* বাবা* বাপ বাপের আব্বা আব্বার আব্বু আব্বুর আম্মা আম্মার আম্মু আম্মুর মা মার মায়ের জনক* জননী* অভিভাবক* অবিভাবক* স্বামী* "
    "দাদা* দাদি* দাদী* নানা* নানি* নানী* চাচা* চাচি* চাচী* মামা* মামি* মামী* খালা* ফুফু* ভাই ভাইয়ের ভাইয়া ভাইবোন* বোন*"
)
PARENTS = Words(
    "father* mother* parent* guardian* gurdian* gaurdian* guadian* gaurdain* fathar* "
    "পিতা পিতার পিতামাতা* মাতা মাতার মাতাপিতা* অভিভাবক* অবিভাবক*"
)
"""Those of them that head tables; Abbas and Bhaijan are learners."""
LEARNER = Words(
    "student* learner* examinee* candidate* child* pupil* participant* member* own chatro* chatri* chatrer* chhatr* "
    "shikkharthi* shikharthi* শিক্ষার্থী* শিশু* ছাত্র* পরীক্ষার্থী* সদস্য* কিশোর* নিজ*"
)
NAME = Words(
    "name names nam naam namer surname fullname studentname firstname lastname middlename givenname familyname "
    "forename নাম নামের নামসমূহ"
)
NAME_OF_ELSE = Words(
    "instance* submitter* "
    "school* college* club* institut* class* grade* section* teacher* user* username nick* file* bank* "
    "sheet* list* exam exams examination* subject* course* trainer* training* batch* trade* group* project* "
    "session* event* facilitator* team* company* "
    "বিদ্যালয়* কলেজ* ক্লাব* স্কুল* মাদ্রাসা* মাদরাসা* প্রতিষ্ঠান* শ্রেণি* শ্রেণী* শাখা* শিক্ষক* তালিকা* পরীক্ষার বিষয়* ডাকনাম* "
    "কোর্স* প্রশিক্ষ* ব্যাচ* দল* গ্রুপ* প্রকল্প* সহায়ক* সংস্থা* কেন্দ্র* বই*"
)
FIRST_NAME = Words("first given firstname givenname forename প্রথম")
REST_OF_NAME = Words("last middle family surname lastname middlename familyname শেষ")
PART = Words("name part নাম নামের অংশ")
"""What may stand beside "first" or a language below a heading of names."""
LANGUAGE = Words("bangla bengali english bn en ban bang eng বাংলা বাংলায় বাংলাতে ইংরেজি ইংরেজী ইংরেজিতে ইংরেজীতে")
ASKED = Words("full of the your what whats is complete পুরো পূর্ণ তোমার আপনার কী কি")
"""Of a question: what says nothing of whose name it is."""
HOW_WRITTEN = Words("in only script version capital block letter letters মাধ্যমে বড় হাতের অক্ষরে অক্ষর")
MARKS = Words(
    "bangla bengali english math* science ict religion islam* bgs subject* marks mark total gpa grade* point* result* "
    "position merit বাংলা ইংরেজি ইংরেজী গণিত* বিজ্ঞান* ধর্ম* আইসিটি তথ্য* সমাজ* কৃষি* প্রাপ্ত* মোট জিপিএ গ্রেড* পয়েন্ট মেধা* ফলাফল*"
)
"""Subjects and results: what stands below them is no roll."""
JUST_LEARNER = frozenset(
    plain(word) for word in ("student", "students", "learner", "learners", "pupil", "শিক্ষার্থী", "শিক্ষার্থীবৃন্দ")
)
HEADS_PEOPLE = Words(
    "student students learner learners pupil child father fathers mother mothers guardian guardians s name "
    "শিক্ষার্থী ছাত্র ছাত্রী পিতা পিতার মাতা মাতার অভিভাবক অভিভাবকের নাম"
)
"""Whole words of headings above people: together they are nobody's name."""
SEX = Words("sex gender* ling lingo linggo লিঙ্গ* লিংগ* জেন্ডার*")
OTHERS: tuple[tuple[Field | NotTaken, Words], ...] = (
    ("parent", PARENT),
    ("disability", Words("disab* handicap* impairment* needs cwd pwd প্রতিবন্ধ* চাহিদা*")),
    ("sex", SEX),
    ("age", Words("age ages বয়স*")),
    ("roll", Words("roll rolls rollno rol রোল রোলনং রোলনম্বর রোলনাম্বার রোলের রুল রো")),
)
# In titles and the names of sheets; what stands in a cell is in `words.py`, with its abbreviations.
OF_GIRLS = Words("ছাত্রী* বালিকা* মেয়ে* কিশোরী* মহিলা* girl* female* chatri* balika*")
OF_BOYS = Words("ছাত্র ছাত্রের ছাত্রদের ছাত্রগণ ছাত্রবৃন্দ বালক* ছেলে* কিশোর কিশোরদের পুরুষ* boy* male* chatro* balok*")
ROLE = Words("role* designation* position* post type category পদবি* পদবী* পদ ধরন ভূমিকা*")
TEACHER = Words(
    "facilitator* organizer* organiser* trainer* volunteer* সহায়ক* "
    "teacher* staff* employee* smc committee* কমিটি* পরিচালনা* শিক্ষক* শিক্ষিকা* কর্মচারী* কর্মকর্তা*"
)
OF_A_LIST = Words("list* তালিকা* নামের শাখা* section* group* of the জন")
OF_ALL = Words("ছাত্র*")
"""The word for boys that also means all learners."""
OF_A_SCHOOL = Words("school* college* madrasa* বিদ্যালয়* উচ্চ স্কুল* কলেজ* মাদ্রাসা* মাদরাসা* ক্লাব* club*")


def sex_named_by(text: str) -> Sex | None:
    """The sex that a title or a sheet's name tells: "ছাত্রীদের তালিকা", Girls. None for both, and for the name of a girls'
    school, which also has boys."""
    words = words_of(text)
    if OF_A_SCHOOL.among(words):
        return None
    girls, boys = OF_GIRLS.among(words), OF_BOYS.among(words)
    return None if girls == boys else "f" if girls else "m"


GRADE = Words("class grade std standard sreni shreni srenee শ্রেণি শ্রেণী শ্রেণির শ্রেণীর ক্লাস জামাত জামায়াত")
SECTION = Words("section sec sections shakha sakha শাখা শাখার সেকশন")
OF_A_CLASS = Words("name no নাম নং current present বর্তমান")
FORMER = Words(
    "previous* prev former* old last ssc jsc psc hsc board* exam* পূর্ব* আগের সাবেক* গত এসএসসি জেএসসি বোর্ড* পরীক্ষা*"
)
SERIAL = Words("sl si sr serial* sn s l n no nos number* ক্রমিক* ক্রম ক্র নং নম্বর*")
FATHERS_INITIALS = (
    *(["f", "name"], ["m", "name"], ["f", "s", "name"], ["m", "s", "name"]),
    *(["s", "o", "so"], ["d", "o", "do"], ["c", "o", "co"], ["w", "o", "wo"]),
)
