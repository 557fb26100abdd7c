"""Removes what schools add to a name or a roll in the same cell: a parent, a serial number, a name after the roll.

This happens before the cell is used for anything else: a parent's name must not get on a certificate, nor a name into a
roll, which is stored for everybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import script_of, turned_roll
from bsuh_desktop.rosters.words import A_WORD

_PARENTS = (
    "পিতার নাম|পিতা|পিং|মাতার নাম|মাতা|মাং|বাবার নাম|মায়ের নাম|আব্বার নাম|আম্মার নাম|স্বামীর নাম|স্বামী|"
    "অভিভাবকের নাম|অভিভাবক|প্রযত্নে|জং(?= )|মোবাইল|মোবা|ফোন|mobile|phone|"
    "wcZvi bvg|wcZv|wcs|gvZvi bvg|gvZv|gvs|¯^vgx|Awffve‡?K|"
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
    rf"|[\s(\[{{,;/|।](?:{_SHORT_FORMS})[.ঃ]?(?:\s*[:=]|\s*[–—-](?=\s*{_A_WORD}))"
    rf"|[(\[{{]\s*(?:{_SHORT_FORMS})(?:\.\s*|\s+)(?={_A_WORD})"
    rf"|\s(?:[fm]\.\s+(?=(?:md|mst|late|mohammad|মোঃ)\b)|(?:f\.n\.|fa\.|[sd]\.\s?o\.)\s)",
    re.IGNORECASE,
)
_BEGINS_WITH_LABEL = re.compile(
    rf"(?:(?:{_PARENTS})[.ঃ]?\s*[:=–—-]|(?:{_SHORT_FORMS})[.ঃ]?(?:\s*[:=]|\s*[–—-]\s))", re.IGNORECASE
)
_LABEL_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:{_PARENTS}|{_SHORT_FORMS})[.ঃ]?\s*[:=–—-][^)\]]*[)\]]\s*", re.IGNORECASE)
_LONGEST = 200
"""Characters; a cell with more holds other things than a name, and some of these expressions are slow for it."""
_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]*)(?:[)\]}]|$)")
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
_SERIAL = re.compile(r"\d{1,4}\s*[.)।:,-]+\s*(?=\S)")
_ROLL_AND_MORE = re.compile(r"(\d+)[\s.,):/–-]+((?:[^\W\d_]|[\u0980-\u09e5])[^\d]{2,})")
_FEW = 0.1
"""Share of the learners: "12-Science" is a roll if more of them have that word."""


def without_others(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], list[Remark]]:
    """The learners with only names and rolls in these cells, and remarks on the rows that had more."""
    groups = _groups(learners)
    result: list[LearnerRow] = []
    said: list[Remark] = []
    for one in learners:
        names, rolls = one.cells.get("name", []), one.cells.get("roll", [])
        alone = [replace(cell, text=text) for cell in names for text in _names(cell)]
        bare = [replace(cell, text=_without_serial(cell.text)) for cell in alone]
        short = [replace(cell, text=_roll(cell.text, groups)) for cell in rolls]
        said += [remarks.others_not_taken(one.row)] if _text(alone) != _text(names) else []
        said += [remarks.serial_not_taken(one.row)] if bare != alone else []
        said += [remarks.words_beside_roll(one.row)] if short != rolls else []
        same = (bare, short) == (names, rolls)
        result.append(one if same else replace(one, cells={**one.cells, "name": bare, "roll": short}))
    return result, said


def _names(cell: Cell) -> list[str]:
    """The names of a cell: two if it has a line for each script; a second line with another full name is somebody
    else's."""
    whole = without_other_people(cell.text)
    first, rest = cell.first_line, whole.removeprefix(cell.first_line).strip()
    if not first or not rest or not whole.startswith(first):
        return [whole]
    if {script_of(first), script_of(rest)} == {"bn", "en"}:
        return [first, rest]
    return [first] if min(_words(first), _words(rest)) > 1 else [whole]


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def without_other_people(name: str) -> str:
    """The text of a name cell without a parent or whoever else is named behind the learner; empty if it begins with a
    parent. What names nobody else stays: a pet name in brackets, hyphens and slashes within a name."""
    whole = name[:_LONGEST]
    whole = _LABEL_IN_BRACKETS.sub("", whole, 1) if _LABEL_IN_BRACKETS.match(whole) else whole
    if _BEGINS_WITH_LABEL.match(whole):
        return ""
    labelled = _LABELS.search(whole, 1)
    whole = whole[: labelled.start()] if labelled else whole
    whole = _BRACKET.sub(lambda found: "" if _words(found[1]) > 1 else found[0], whole)
    whole = _before_second_name(whole)
    return whole if whole == name else whole.strip(" ,;:/|।–—-([{")


def _before_second_name(text: str) -> str:
    """What stands before a spaced dash or slash or a comma that a full name follows. "Hasan, Md. Rakib" is one name,
    turned, and Rima / Reema Akter two spellings."""
    for found in _BEHIND_DASH.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        goes_on = _GOES_ON.match(behind) or _FIRST_HALF.fullmatch(before)
        if not goes_on and _words(before) > (1 if "/" in found[0] else 0) and _words(behind) > 1:
            return before
    for found in _BEHIND_COMMA.finditer(text):
        if _words(text[: found.start()]) > 1 and _words(text[found.end() :]) > 1:
            return text[: found.start()]
    return text


def _words(text: str) -> int:
    """How many words of two letters or more are in `text`; signs of Bangla vowels count as letters."""
    return sum(sum(sign.isalpha() or "\u0981" <= sign <= "\u09d7" for sign in word) > 1 for word in text.split())


def _groups(learners: Sequence[LearnerRow]) -> Collection[str]:
    """Words after a roll that are not names, because many learners have them."""
    cells = [cell for one in learners for cell in one.cells.get("roll", [])]
    behind = Counter(found[2] for cell in cells if (found := _ROLL_AND_MORE.fullmatch(cell.text)))
    return {words for words, times in behind.items() if times > max(2, _FEW * len(learners))}


def _roll(text: str, groups: Collection[str]) -> str:
    if (found := _ROLL_AND_MORE.fullmatch(text)) and turned_roll(text) is None:
        return text if found[2] in groups else found[1]
    return "" if A_WORD.search(text) and not any(sign.isdigit() for sign in text) else text


def _without_serial(text: str) -> str:
    found = _SERIAL.match(text)
    return text[found.end() :] if found else text
