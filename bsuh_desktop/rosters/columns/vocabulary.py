"""The words that schools write above their columns, sorted by what they tell."""

from __future__ import annotations

from bsuh_desktop.rosters.columns.fields import Field, NotTaken
from bsuh_desktop.rosters.words import plain


class Words:
    """Words of which one is looked for among a heading's; one that ends in * is the beginning of a word."""

    def __init__(self, listed: str) -> None:
        words = [plain(word) if not word.endswith("*") else plain(word[:-1]) + "*" for word in listed.split()]
        self.whole = frozenset(word for word in words if not word.endswith("*"))
        self.beginnings = tuple(word[:-1] for word in words if word.endswith("*"))

    def among(self, words: list[str]) -> bool:
        """True if one of `words` is listed."""
        return any(word in self.whole or word.startswith(self.beginnings) for word in words)

    def are(self, words: list[str]) -> bool:
        """True if there is a word, and every one is listed."""
        return bool(words) and all(self.among([word]) for word in words)


FOUND_BY: tuple[tuple[NotTaken, Words], ...] = (
    (
        "phone",
        Words(
            "phone* mobile* moblie* contact* whatsapp* imo tel telephone* cell cellphone* bkash* nagad* sms "
            "মোবাইল* মোবা ফোন* মুঠোফোন* যোগাযোগ* হোয়াটস* টেলিফোন* বিকাশ* নগদ*"
        ),
    ),
    ("birth", Words("birth* dob born bday জন্ম* জম্ম*")),
    (
        "address",
        Words(
            "address* adress* village* vill union upazila* upazilla* thana* district* zila* division* ward road post "
            "para house* ঠিকানা* গ্রাম* ডাকঘর* ডাক পোস্ট* উপজেলা* থানা* জেলা* ইউনিয়ন* ওয়ার্ড* মহল্লা* পাড়া* বাড়ি* বাসা* রোড"
        ),
    ),
    ("picture", Words("photo* picture* image* pic ছবি*")),
    (
        "number",
        Words(
            "nid uid id ids reg regd regn registration* brn index* admission* passport* national* account* email* mail "
            "আইডি* জাতীয়* রেজি* নিবন্ধন* ইউনিক* ইনডেক্স* ভর্তি* হিসাব* ইমেইল* মেইল"
        ),
    ),
    ("date", Words("date* তারিখ* তাং")),
)
"""What a child or family could be found by: looked for before anything else."""
REFUSAL = Words("refus* objection* optout opt disagree* declin* অসম্মত* আপত্তি* অমত*")
ASSENT = Words("assent*")
CONSENT = Words("consent* concent* permission* agree* agreement* সম্মত* অনুমতি* রাজি*")
YES = Words("yes y হ্যাঁ হ্যা হাঁ")
NO = Words("no n না নাই নেই")
REFUSED = Words("না নাই নেই")
WHETHER = Words("কি কিনা whether if")
PARENT = Words(
    "father* mother* parent* guardian* gurdian* gaurdian* husband* spouse* fname mname "
    "পিতা* মাতা* বাবা* মা মায়ের অভিভাবক* অবিভাবক* স্বামী*"
)
LEARNER = Words(
    "student* learner* child* pupil* participant* member* own শিক্ষার্থী* শিশু* ছাত্র* পরীক্ষার্থী* সদস্য* কিশোর* নিজ*"
)
NAME = Words("name names fullname studentname নাম নামসমূহ")
NAME_OF_ELSE = Words(
    "school* college* club* institut* class* grade* section* teacher* user* username nick* file* bank* sheet* list* "
    "exam* subject* "
    "বিদ্যালয়* কলেজ* ক্লাব* স্কুল* মাদ্রাসা* মাদরাসা* প্রতিষ্ঠান* শ্রেণি* শ্রেণী* শাখা* শিক্ষক* তালিকা* পরীক্ষার বিষয়* ডাকনাম*"
)
JUST_LEARNER = frozenset(
    plain(word) for word in ("student", "students", "learner", "learners", "pupil", "শিক্ষার্থী", "শিক্ষার্থীবৃন্দ")
)
OTHERS: tuple[tuple[Field | NotTaken, Words], ...] = (
    ("parent", PARENT),
    ("disability", Words("disab* handicap* impairment* needs cwd প্রতিবন্ধ* চাহিদা*")),
    ("sex", Words("sex gender* লিঙ্গ* লিংগ* জেন্ডার*")),
    ("age", Words("age ages বয়স*")),
    ("roll", Words("roll rolls rollno রোল* রুল")),
)
GRADE = Words("class grade std standard শ্রেণি শ্রেণী ক্লাস জামাত জামায়াত")
SECTION = Words("section sec sections শাখা সেকশন")
OF_A_CLASS = Words("name no নাম নং current বর্তমান")
FORMER = Words(
    "previous* prev former* old last ssc jsc psc hsc board* exam* পূর্ব* আগের সাবেক* গত এসএসসি জেএসসি বোর্ড* পরীক্ষা*"
)
SERIAL = Words("sl serial* sn s l n no nos number* ক্রমিক* ক্রম ক্র নং নম্বর*")
FATHERS_INITIALS = (["f", "name"], ["m", "name"], ["f", "s", "name"], ["m", "s", "name"])
