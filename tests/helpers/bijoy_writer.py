"""Types Bangla as an office types it in Bijoy, syllable by syllable: the other way from the reader, and apart from it.

Written from Avro Keyboard's rules for writing Bijoy 2000 (which sign of several stands where) and from texts typed in
the newer font (Ekushey, Bayanno). It shares no table with the reader, so that a wrong sign in one shows against the
other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SIMPLE = dict(
    zip(
        "অইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎংঃঁ।০১২৩৪৫৬৭৮৯",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ_`abcdefghijklmnrstu|0123456789",
        strict=True,
    )
)
_DOTTED = {"ড়": "o", "ঢ়": "p", "য়": "q"}

_WHOLE = {
    "ক্ক": "°", "ক্ট": "±", "ক্ত": "³", "ক্র": "µ", "ক্স": "·", "ক্ষ্ম": "²", "ক্ম": "´", "গ্ধ": "»", "ঙ্ক": "¼", "ঙ্গ": "½",
    "জ্জ": "¾", "জ্ঝ": "À", "জ্ঞ": "Á", "ঞ্চ": "Â", "ঞ্ছ": "Ã", "ঞ্জ": "Ä", "ঞ্ঝ": "Å", "ট্ট": "Æ", "ড্ড": "Ç", "ণ্ট": "È",
    "ণ্ঠ": "É", "ত্ত": "Ë", "ত্থ": "Ì", "ত্র": "Î", "দ্দ": "Ï", "দ্ধ": "×", "দ্ব": "Ø", "দ্ম": "Ù", "ন্ঠ": "Ú", "ন্ড": "Û",
    "ন্ধ": "Ü", "ন্স": "Ý", "প্ট": "Þ", "প্ত": "ß", "প্প": "à", "প্স": "á", "ব্জ": "â", "ব্দ": "ã", "ব্ধ": "ä", "ভ্র": "å",
    "ম্ফ": "ç", "ল্ক": "é", "ল্গ": "ê", "ল্ট": "ë", "ল্ড": "ì", "ল্প": "í", "ল্ফ": "î", "শ্চ": "ð", "শ্ছ": "ñ", "ষ্ণ": "ò",
    "ষ্ট": "ó", "ষ্ঠ": "ô", "ষ্ফ": "õ", "স্খ": "ö", "স্ট": "÷", "স্ফ": "ù", "হ্ন": "ý", "হ্ম": "þ", "ষ্ক্র": "®Œ", "স্ক্র": "¯Œ",
    "ন্ত্র": "š¿", "স্ত্র": "¯¿", "ম্ভ্র": "¤£", "দ্ভ": "™¢", "ন্থ": "š’", "স্থ": "¯’", "হ্ণ": "nè", "ণ্ণ": "Yœ", "গ্গ": "M&M",
}  # fmt: skip
_FIRST = {"ম": "¤", "ষ": "®", "স": "¯", "চ": "”", "ঙ": "•"}
_N_BEFORE = {"ত": "š", "থ": "š", "ব": "š", "ল": "š", "ম": "b", "ন": "b", "য": "b", "র": "b"}
_D_BEFORE = {"গ": "˜", "ঘ": "˜", "ভ": "™"}
_M_KEEPS = "নরযল"
_BROAD = "খগঘণথধনপফবভমযরলশষসহয়"


@dataclass(frozen=True)
class Style:
    """Which of the font's alternatives an office uses."""

    newer: bool
    light_e: bool = False
    narrow_u: bool = False


OLDER, NEWER = Style(newer=False), Style(newer=True)
STYLES = (OLDER, NEWER, Style(True, light_e=True), Style(False, narrow_u=True), Style(True, narrow_u=True))

_LETTER = "(?:[ডঢয]়|[ক-নপ-রলশ-হ])"
_SYLLABLE = re.compile(
    f"(?P<reph>র্(?={_LETTER}|ৎ))?(?P<letters>{_LETTER}(?:\u200d?্{_LETTER})*)(?P<vowel>[া-ৄে-ৌ]?)(?P<bindu>ঁ?)|"
    "(?P<ya>[অএ])্যা|(?P<any>.)",
    re.DOTALL,
)


def typed(text: str, style: Style = OLDER) -> str:
    """`text`, in Bangla, as the signs that an office types in Bijoy."""
    return "".join(_typed(found, text, style) for found in _SYLLABLE.finditer(unicodedata.normalize("NFC", text)))


def _typed(found: re.Match[str], text: str, style: Style) -> str:
    if found["letters"] is None:
        return _by_itself(found["ya"], found["any"])
    begins = found.start() == 0 or unicodedata.normalize("NFC", text)[found.start() - 1].isspace()
    letters = found["letters"].replace("\u200d", "").split("্")
    body = _joined(letters, style) + ("©" if found["reph"] else "")
    before, body = _with_vowel(found["vowel"], letters, body, begins, style)
    return before + body + ("u" if found["bindu"] else "")


def _by_itself(ya: str | None, sign: str | None) -> str:
    if ya:
        return {"অ": "A¨v", "এ": "G¨v"}[ya]
    if sign == "আ":
        return "Av"
    return {"্": "&", "\u200c": "", "\u200d": ""}.get(sign or "", _SIMPLE.get(sign or "", sign or ""))


def _joined(letters: list[str], style: Style) -> str:
    """The letters of one syllable, joined as the font joins them."""
    signs, place = "", 0
    while place < len(letters):
        for length in (3, 2):
            whole = "্".join(letters[place : place + length])
            if place + length <= len(letters) and (sign := _whole(whole, bool(signs), style)):
                signs, place = signs + sign, place + length
                break
        else:
            signs += _one(letters, place, signs, style)
            place += 1
    return signs


def _whole(letters: str, joined: bool, style: Style) -> str:
    if joined:
        return ""
    either = {"ক্ষ": "¶ÿ", "ণ্ড": "ÊÐ"}
    return either[letters][style.newer] if letters in either else _WHOLE.get(letters, "")


def _one(letters: list[str], place: int, signs: str, style: Style) -> str:
    letter = letters[place]
    following = letters[place + 1] if place + 1 < len(letters) else ""
    if place:
        return _below(letter, letters[place - 1], signs, style)
    if following == "ত" and letter == "ন":
        return "š"
    if letter == "ন" and following:
        return _N_BEFORE.get(following, "›")
    if letter == "দ" and following in _D_BEFORE:
        return _D_BEFORE[following]
    if letter == "ম" and following in _M_KEEPS and not (following == "ল" and style.newer):
        return "g"
    if letter == "স" and following in "নরযল":
        return "m" if following in "নর" or not style.newer else {"য": "m"}.get(following, "¯")
    return _FIRST[letter] if letter in _FIRST and following not in ("", "য", "র") else _letter(letter)


def _below(letter: str, above: str, signs: str, style: Style) -> str:
    fixed = {"য": "¨", "ন": "œ", "ণ": "è"}
    if letter in fixed:
        return fixed[letter]
    if letter in "রবমল":
        return {"র": _ra, "ব": _ba, "ম": _ma, "ল": _la}[letter](above, signs[-1], style)
    after_a_half = {
        "ত": ("š¯", "Í" if style.newer else "—"),
        "ক": ("¯®", "‹"),
        "প": ("¤¯®", "ú"),
        "ভ": ("¤™", "¢"),
    }
    halves, sign = after_a_half.get(letter, ("", ""))
    if signs[-1] in halves:
        return sign
    return ("" if signs[-1] in "¤®¯”•š›˜™" else "&") + _letter(letter)


def _ra(above: str, last: str, style: Style) -> str:
    return "Ö" if above in "পগশ" else "«" if above in "ফহঙ" or last in "³Ë" else "ª"


def _ba(above: str, last: str, style: Style) -> str:
    return "^" if last in "š¤¯®›" else "Ÿ" if above in "ধবহ" else "¦" if above in "শগপল" else "¡"


def _ma(above: str, last: str, style: Style) -> str:
    return "§" if last in "¤®¯™š" else "g" if last == "•" else "¥"


def _la(above: str, last: str, style: Style) -> str:
    return ("ø" if style.newer else "\u00ad") if above in "খগঘপবমলশস" else "¬"


def _letter(letter: str) -> str:
    return _DOTTED.get(letter) or _SIMPLE[letter]


def _with_vowel(vowel: str, letters: list[str], body: str, begins: bool, style: Style) -> tuple[str, str]:
    e, ai = ("†", "ˆ") if begins or style.light_e else ("‡", "‰")
    match vowel:
        case "ি":
            return "w", body
        case "ে":
            return e, body
        case "ৈ":
            return ai, body
        case "ো":
            return e, body + "v"
        case "ৌ":
            return e, body + "Š"
        case "া" | "ী":
            return "", body + {"া": "v", "ী": "x"}[vowel]
    return "", _with_sign_below(vowel, letters, body, style)


def _with_sign_below(vowel: str, letters: list[str], body: str, style: Style) -> str:
    if (vowel, body) in (("ু", "M"), ("ু", "k"), ("ু", "n"), ("ৃ", "n")):
        return {"Mু": "¸", "kু": "ï", "nু": "û", "nৃ": "ü"}[body + vowel]
    if vowel == "ু" and body in ("š—", "šÍ", "¯—", "¯Í"):
        return body[0] + "‘"
    last, wide = letters[-1], letters[-1] in _BROAD
    if vowel == "ু":
        if last == "র" and body[-1] in "iªÖ":
            return body + ("æ" if style.newer else "“")
        if last in ("ড়", "ঢ়"):
            return body + "–"
        sign = "z" if style.narrow_u or not wide else "y"
        return body[:-1] + sign + "¨" if body.endswith("¨") and style.newer else body + sign
    if vowel == "ূ":
        return body + ("ƒ" if last == "র" else "~" if wide else "‚")
    return body + ("…" if not wide else "„") if vowel == "ৃ" else body
