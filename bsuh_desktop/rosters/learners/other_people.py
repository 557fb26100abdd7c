"""Who else is named in a cell of names: a parent, a guardian, a telephone, by a word or as a second full name."""

from __future__ import annotations

import re

_PARENTS = (
    "পিতার নাম|পিতা|পিং|মাতার নাম|মাতা|মাং|বাবার নাম|মায়ের নাম|আব্বার নাম|আম্মার নাম|স্বামীর নাম|স্বামী|"
    "অভিভাবকের নাম|অভিভাবক|প্রযত্নে|জং(?= )|মোবাইল|মোবা|ফোন|mobile|phone|"
    "wcZvi bvgt?|wcZvt?|wct|wcst?|gvZvi bvgt?|gvZvt?|gvst?|gvt(?= )|"
    "¯^vgxt?|Awffve‡?Ki bvgt?|Awffve‡?Kt?|MÖvgt?|পিঃ|মাঃ|মৃত|"
    "pitar nam|pita|matar nam|ward of|abba(?= ?:)|s[.]o(?= )|d[.]o(?= )|"
    "father['’]?s? name|father|mother['’]?s? name|mother|(?:local |legal )?guardian(?:['’]?s? name)?|husband|parents?|"
    r"[sdfwc]\s*[/\\]\s*[o0]|(?:son|daughter|wife|child|care) of"
)
"""Words that name a parent or a telephone wherever they stand behind a name, some as typed in an old font."""
_SHORT_FORMS = (
    "fath|fth|fa|f|moth|mth|mo|m|fn|mn|[fmg]\\s?/\\s?n(?:ame)?|[fm]['’]?s? name|g|l/g|dad|mum|mom|guard|cell|tel|ph|"
    "পি|পিঃ|মা|মাঃ|বাবা|আব্বা|আম্মা|বা|ওয়ালিদ|স্বাং|জং|"
    "dob|d[.]o[.]b|born|birth(?: ?date)?|b[.]? ?reg|nid|vill(?:age)?|add?ress|জন্ম(?: ?তারিখ)?|জ[.]নি|গ্রাম|সাং|ঠিকানা"
)
"""What means a parent, a place or a birth only before a colon or a dash: F is an initial, too."""
_A_WORD = "[^\\W\\d_](?:[^\\W\\d_]|[\u0981-\u09d7])"
"""Two letters, or one with the sign of a vowel."""
_LABELS = re.compile(
    rf"[\s(\[{{,;/|।–—-](?:{_PARENTS})(?=[\s:ঃ.)=–—-]|$)"
    rf"|[\s(\[{{,;/|।](?:{_SHORT_FORMS})(?:[.ঃ]?\s*[:=]|ঃ|[.ঃ]?\s*[–—-](?=\s*{_A_WORD}))"
    rf"|[(\[{{]\s*(?:{_SHORT_FORMS})(?:\.\s*|\s+)(?={_A_WORD})"
    rf"|\s(?:[fm]\.\s+(?=(?:md|mst|late|mohammad|মোঃ)\b)|(?:f\.n\.|fa\.|[sd]\.o\.)\s)",
    re.IGNORECASE,
)
_BEGINS_WITH_LABEL = re.compile(
    rf"(?:(?:wcZv|wc|gvZv|gv|wcs|¯^vgx|Awffve‡?K)t\s|(?:{_PARENTS})[.ঃ]?\s*[:=–—-]|(?:{_SHORT_FORMS})[.ঃ]?(?:\s*[:=]|\s*[–—-]\s))",
    re.IGNORECASE,
)
_BEGINS_WITH_PLACE = re.compile(r"(?:vill(?:age)?|address|গ্রাম|সাং|ঠিকানা)[.ঃ]?\s*[:=–—-]", re.IGNORECASE)
_LABEL_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:{_PARENTS}|{_SHORT_FORMS})[.ঃ]?\s*[:=–—-][^)\]]*[)\]]\s*", re.IGNORECASE)
_CHILD_OF = re.compile(r"^.+?[ -]এর (?:মেয়ে|ছেলে|কন্যা|পুত্র) (?=\S)")
"""A father before the learner: "… এর মেয়ে"."""
_STATUS = re.compile(
    r"\s*[(\[](?:disabled|special|hindu|muslim|christian|buddhist|islam|"
    r"married|drop ?out|new|old|captain|absent|transferred|"
    r"প্রতিবন্ধী|হিন্দু|মুসলিম|মুসলমান|বৌদ্ধ|খ্রিস্টান|বিবাহিত|ঝরে পড়া|নতুন|পুরাতন|অনুপস্থিত|বদলি)[)\]]",
    re.IGNORECASE,
)
"""What is said about a learner in brackets, which is no part of the name."""
_LONGEST = 300
"""Characters; a cell with more holds other things than a name, and some of these expressions are slow for it."""
BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]*)(?:[)\]}]|$)")
_BEHIND_DASH = re.compile(r"\s+[-–—/]+\s+(?=\S)")
_BEHIND_COMMA = re.compile(r"\s*[,;|]+\s*")
_GOES_ON = re.compile("(?:a[lrstndz]|e|u[lrsznt]|tuz|bint?e?|ibne?|ই|উল|আল|উর|উদ|বিন|বিনতে)(?= )", re.IGNORECASE)
"""Words with which a name goes on: Fatema - Tuz Zohra."""
_FIRST_HALF = re.compile(
    r"(?:al|abd\w*|abu|umm?e?|n[uo]+r|md|mst|mosa|most|sk|syed|sayed|sheikh|"
    r"আল|আব্দু\S*|আবদু\S*|আবু|উম্মে|ন[ুূ]র|মোঃ?|মোছাঃ?|মোসাঃ?|শ্রী)\.?",
    re.IGNORECASE,
)
"""What no name ends with: Abdur - Rahman Khan is one."""


def without_other_people(name: str) -> str:
    """The text of a name cell without a parent or whoever else is named behind the learner; empty if it begins with a
    parent. What names nobody else stays: a pet name in brackets, hyphens and slashes within a name."""
    whole = _CHILD_OF.sub("", name[:_LONGEST])
    whole = _LABEL_IN_BRACKETS.sub("", whole, 1) if _LABEL_IN_BRACKETS.match(whole) else whole
    if _BEGINS_WITH_LABEL.match(whole):
        return ""
    labelled = _LABELS.search(whole, 1)
    whole = whole[: labelled.start()] if labelled else whole
    whole = _STATUS.sub("", whole)
    whole = BRACKET.sub(lambda found: "" if words_in(found[1]) > 1 else found[0], whole)
    whole = _before_second_name(whole)
    return whole if whole == name else whole.strip(" ,;:/|।–—-([{")


def _before_second_name(text: str) -> str:
    """What stands before a spaced dash or slash or a comma that a full name follows. "Hasan, Md. Rakib" is one name,
    turned, and Rima / Reema Akter two spellings."""
    for found in _BEHIND_DASH.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        goes_on = _GOES_ON.match(behind) or _FIRST_HALF.fullmatch(before)
        if not goes_on and words_in(before) > (1 if "/" in found[0] else 0) and words_in(behind) > 1:
            return before
    for found in _BEHIND_COMMA.finditer(text):
        if words_in(text[: found.start()]) > 1 and words_in(text[found.end() :]) > 1:
            return text[: found.start()]
    return text


def words_in(text: str) -> int:
    """How many words of two letters or more are in `text`; signs of Bangla vowels count as letters."""
    return sum(sum(sign.isalpha() or "\u0981" <= sign <= "\u09d7" for sign in word) > 1 for word in text.split())


def is_parent(text: str) -> bool:
    """True for a cell that begins with the word for a parent or a place: "পিতা: …", "গ্রাম-রামপুর"."""
    return _BEGINS_WITH_LABEL.match(text) is not None or _BEGINS_WITH_PLACE.match(text) is not None


def first_person(text: str, first_line: str) -> str:
    """The first of two people in a cell, by its first line, a word for the second or a sign between them; empty if
    nothing tells them apart."""
    alone = without_other_people(text)
    if alone != text:
        return alone
    return first_line or (_BETWEEN.split(text, maxsplit=1)[0].strip() if _BETWEEN.search(text) else "")


_BETWEEN = re.compile(r"\s*[/,;|]\s*|\s+[-–—]+\s+")


def continues_name(text: str) -> bool:
    """True for a second line that goes on with the name: "আল মামুন" below "মোঃ আব্দুল্লাহ"."""
    return _GOES_ON.match(text) is not None


def tight_pair(text: str) -> str | None:
    """The first of two full names with a dash, slash or colon between: somebody else's second name if most cells of a
    column are like that, else a name of its own."""
    found = _TIGHT_PAIR.fullmatch(text)
    return found[1] if found and words_in(found[1]) > 1 and words_in(found[2]) > 1 else None


_TIGHT_PAIR = re.compile(r"(\S.*?\S)\s*[–—:/-]\s*(\S.*)")
