"""Reads a name that was typed in Bijoy as Bangla, letter by letter, or not at all.

What is read goes on certificates. So a sign without a meaning in its place, a word that is no Bangla, and a cell that
may hold a Latin word, too, give nothing rather than a guess. The soft hyphen is a letter here (্ল): before a cell is
tidied, `recognise.fit_to_be_tidied` saves it.

Why not the package unicodeconverter (0.1.0b12): of the 4,480 names in `tests/helpers/bangla_names.py` it misreads 374
as the older font types them and 325 as the newer one does (পি্রয়া, খি্রস্টিনা, মে্রা, রতœা); all are read here. It
takes any text for Bijoy and never says that it does not know; and it is GPL-3, this app Apache-2.0.
"""

from __future__ import annotations

import html
import re
import unicodedata

from bsuh_desktop.rosters.old_font.latin import holds_latin

_ONE_LETTER = "(?:[ডঢয]়|[ক-নপ-রলশ-হ])"
_CLUSTER = f"(?:র\u200d্য|{_ONE_LETTER})(?:্{_ONE_LETTER})*"
_WRITTEN_VOWEL = "[অ-ঋএঐও-ঔ]"
_SIGN = "[া-ৃেৈোৌ]"
_ONE_SYLLABLE = f"(?:{_CLUSTER}(?:{_SIGN}?ঁ?[ংঃ]?)|(?:[অএ]্যা|{_WRITTEN_VOWEL})ঁ?[ংঃ]?|(?:র্)?ৎ)"
_NO_BEGINNING = "ৎ|[ডঢ]়|ণ|[ঙঞ](?![া-ৌ্])"
_WORD = re.compile(f"(?!{_NO_BEGINNING}){_ONE_SYLLABLE}+(?:(?<=[ক-হ়])্)?")
_A_WITHIN = re.compile("[ক-হ়]অ(?!্য)")
_WORDS = re.compile("[\u0980-\u09e3\u200c\u200d]+")
MOST_JOINED = 4
_TOO_MANY = re.compile(f"(?:{_ONE_LETTER}্){{{MOST_JOINED},}}{_ONE_LETTER}")


def well_formed(text: str) -> bool:
    """Whether each run of Bangla letters in `text` is a word of whole syllables, and there is one; figures and marks
    between the words may be any. No word begins with ড় ঢ় ৎ ণ or a bare ঙ ঞ, no অ follows a letter without a vowel,
    and no more than four letters are joined."""
    words = _WORDS.findall(unicodedata.normalize("NFC", text))
    return bool(words) and all(map(_is_word, words))


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not (_TOO_MANY.search(word) or _A_WITHIN.search(word))


def _pairs(listed: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in listed.split())


VOWELS = _pairs("A=অ B=ই C=ঈ D=উ E=ঊ F=ঋ G=এ H=ঐ I=ও J=ঔ")
"""Vowels that stand by themselves; আ is A with v."""

LETTERS = _pairs(
    "K=ক L=খ M=গ N=ঘ O=ঙ P=চ Q=ছ R=জ S=ঝ T=ঞ U=ট V=ঠ W=ড X=ঢ Y=ণ Z=ত _=থ `=দ a=ধ b=ন c=প d=ফ e=ব f=ভ g=ম h=য i=র "
    "j=ল k=শ l=ষ m=স n=হ o=ড় p=ঢ় q=য় "
    "°=ক্ক ±=ক্ট ²=ক্ষ্ম ³=ক্ত ´=ক্ম µ=ক্র ¶=ক্ষ ÿ=ক্ষ ·=ক্স º=গ্দ »=গ্ধ ¼=ঙ্ক ½=ঙ্গ ¾=জ্জ À=জ্ঝ Á=জ্ঞ Â=ঞ্চ Ã=ঞ্ছ Ä=ঞ্জ Å=ঞ্ঝ "
    "Æ=ট্ট Ç=ড্ড È=ণ্ট É=ণ্ঠ Ê=ণ্ড Ë=ত্ত Ì=ত্থ Î=ত্র Ï=দ্দ ×=দ্ধ Ø=দ্ব Ù=দ্ম Ú=ন্ঠ Û=ন্ড Ü=ন্ধ Ý=ন্স Þ=প্ট ß=প্ত à=প্প á=প্স "
    "â=ব্জ ã=ব্দ ä=ব্ধ å=ভ্র ç=ম্ফ é=ল্ক ê=ল্গ ë=ল্ট ì=ল্ড í=ল্প î=ল্ফ ð=শ্চ ñ=শ্ছ ò=ষ্ণ ó=ষ্ট ô=ষ্ঠ õ=ষ্ফ ö=স্খ ÷=স্ট ù=স্ফ "
    "ý=হ্ন þ=হ্ম Ð=ণ্ড"
)
"""Letters, and joined letters that are one sign."""

HALVES = _pairs("¤=ম ®=ষ ¯=স š=ন ›=ন ˜=দ ™=দ ”=চ •=ঙ")
"""The first half of a joined letter: the rest follows."""

JOINED = _pairs("¨=য ª=র «=র Ö=র ^=ব ¡=ব ¦=ব Ÿ=ব ¥=ম §=ম œ=ন è=ণ ¬=ল ­=ল −=ল ú=প ¢=ভ £=ভ্র ‹=ক Œ=ক্র ¿=ত্র —=ত ’=থ")
"""What is joined below or after a letter that stands before it. The soft hyphen is one, too: ্ল."""

BEFORE = _pairs("w=ি †=ে ‡=ে ˆ=ৈ ‰=ৈ")
"""Vowel signs that stand before the letter (and all that is joined to it), but are spoken after it."""

AFTER = _pairs("v=া x=ী y=ু z=ু “=ু ~=ূ ‚=ূ ƒ=ূ …=ৃ „=ৃ Š=ৗ")
"""Vowel signs that stand after the letter; Š only with † before it."""

WITH_SIGN = _pairs("¸=My ï=ky û=ny ü=n… ‘=—y")
"""A letter and its vowel sign in one sign, spelt here in two."""

REPH = "©"
MARKS = _pairs("u=ঁ s=ং t=ঃ")
KHANDA_TA = "r"

PLAIN = (
    _pairs("Ò=“ Ó=” Ô=‘ Õ=’ |=।")
    | dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
    | {sign: sign for sign in " .,-()/:;'\"!?[]+=*%"}
)
"""Marks and figures."""


_ENTITY = re.compile(r"&(?:#\d{1,5}|#[xX][0-9a-fA-F]{1,4}|[A-Za-z]{2,8}[0-9]?);")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_ONE_FOR_ALL = str.maketrans(WITH_SIGN | {"\u00a0": " ", "\u03bc": "µ"})


def _one_of(signs: str) -> str:
    return f"[{re.escape(signs)}]"


_LETTERS = LETTERS | HALVES | JOINED
_LETTER = _one_of("".join(LETTERS))
_HALF = _one_of("".join(HALVES))
_JOINED = _one_of("".join(JOINED))
_BELOW = "yz“~‚ƒ…„"
_SYLLABLE = re.compile(
    f"(?P<before>{_one_of(''.join(BEFORE))})?"
    f"(?P<cluster>(?:{_HALF}+(?:{_LETTER}|{_JOINED})|{_LETTER})(?:{_JOINED}|{REPH}|&{_HALF}*{_LETTER})*)"
    f"(?P<after>(?:[{''.join(AFTER)}u{REPH}]|(?<=[{_BELOW}])¨)*)(?P<mark>[st]?)(?P<hasanta>&?)"
)
_VOWEL = re.compile(f"(?P<vowel>Auv|Av|A¨v|G¨v|{_one_of(''.join(VOWELS))})(?P<mark>u?[st]?)")
_BY_ITSELF = {"Av": "আ", "Auv": "আঁ", "A¨v": "অ্যা", "G¨v": "এ্যা", **VOWELS}
_BY_PLACE = (
    (re.compile(r"(?<=\s)t(?=\s|$)"), ":"),
    (re.compile("(?<=[š¯¼])Í"), "—"),
    (re.compile("Í"), "Z¥"),
    (re.compile("(?<=[a-qK-Z_`¤¯])ø"), "¬"),
    (re.compile("ø"), "¯œ"),
    (re.compile("(?<=[iª«ÖåÎµ¿£Œ¬\u00ad−])æ"), "y"),
    (re.compile("(?<=[op])–"), "y"),
    (re.compile("(?<=Y)œ"), "è"),
    (re.compile("(?<=K)è"), "œ"),
)
"""Signs that are one thing in one place and another in another place (see `glyphs`); a lone ঃ is a colon."""
_NOT_HERE = re.compile(r"(?<![š¯¼])—|(?<![š¯])’|…(?![^\s.])|(?<![n¶ÿY])è")
"""Signs that are letters only in their place; elsewhere they may be marks: a dash, an apostrophe, three dots."""


def to_unicode(text: str) -> str | None:
    """`text`, typed in Bijoy, as Bangla in NFC, blanks and marks kept; None where any of it cannot be known."""
    typed = as_typed(text)
    if holds_latin(typed):
        return None
    read = _read(_plainer(typed))
    return read if read is not None and well_formed(read) else None


def as_typed(text: str) -> str:
    """The signs that were typed: without the traces of web pages (&#8224;) and of wrongly decoded bytes."""
    whole = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return unicodedata.normalize("NFC", whole).translate(_C1)


def _plainer(typed: str) -> str:
    """`typed` with one sign for each thing, where the font has several."""
    plainer = typed.translate(_ONE_FOR_ALL)
    for sign, meant in _BY_PLACE:
        plainer = sign.sub(meant, plainer)
    return plainer


def _read(typed: str) -> str | None:
    if _NOT_HERE.search(typed):
        return None
    pieces: list[str] = []
    place = 0
    while place < len(typed):
        piece, place = _piece(typed, place)
        if piece is None:
            return None
        pieces.append(piece)
    return unicodedata.normalize("NFC", "".join(pieces))


def _piece(typed: str, place: int) -> tuple[str | None, int]:
    """What begins at `place`, and where the next begins."""
    if found := _SYLLABLE.match(typed, place):
        return _syllable(found), found.end()
    if found := _VOWEL.match(typed, place):
        return _BY_ITSELF[found["vowel"]] + _marks(found["mark"]), found.end()
    if typed.startswith(KHANDA_TA + REPH, place):
        return "র্ৎ", place + 2
    if typed[place] == KHANDA_TA:
        return "ৎ", place + 1
    return PLAIN.get(typed[place]), place + 1


def _syllable(found: re.Match[str]) -> str | None:
    after = found["after"]
    cluster = found["cluster"] + "¨" * after.count("¨")
    signs = "".join(sign for sign in after if sign in AFTER)
    once = all((cluster + after).count(sign) <= 1 for sign in (REPH, "u")) and len(signs) <= 1
    reph_is_its_own = REPH not in after or signs != "v"
    letters = _letters(cluster, REPH in cluster + after)
    if not once or not reph_is_its_own or letters is None:
        return None
    marks = _marks("u" * ("u" in after) + found["mark"]) + "্" * bool(found["hasanta"])
    return letters + _vowel(found["before"], signs) + marks


def _letters(cluster: str, reph: bool) -> str | None:
    """The letters of a cluster, joined. র with ্য keeps its shape by a joiner (The Unicode Standard, 12.2 Bengali: র‍্য is
    RA, ZWJ, VIRAMA, YA); with anything else below it, it would turn into a reph that nobody typed."""
    letters = "্".join(_LETTERS[sign] for sign in cluster if sign in _LETTERS)
    if letters.startswith("র্য") and not reph:
        return "র\u200d" + letters[1:]
    if letters.startswith("র") and (len(letters) > 1 or reph):
        return None
    return "র্" * reph + letters


def _vowel(before: str | None, after: str) -> str:
    """The vowel sign of a syllable, of which one part may stand before the letters and one after them."""
    return unicodedata.normalize("NFC", BEFORE.get(before or "", "") + AFTER.get(after, ""))


def _marks(typed: str) -> str:
    return "".join(MARKS[sign] for sign in typed)
