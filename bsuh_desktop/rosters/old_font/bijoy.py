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

from bsuh_desktop.rosters.old_font import glyphs
from bsuh_desktop.rosters.old_font.latin import holds_latin
from bsuh_desktop.rosters.old_font.syllables import well_formed

_ENTITY = re.compile(r"&(?:#\d{1,5}|#[xX][0-9a-fA-F]{1,4}|[A-Za-z]{2,8}[0-9]?);")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_ONE_FOR_ALL = str.maketrans(glyphs.WITH_SIGN | {"\u00a0": " ", "\u03bc": "µ"})


def _one_of(signs: str) -> str:
    return f"[{re.escape(signs)}]"


_LETTERS = glyphs.LETTERS | glyphs.HALVES | glyphs.JOINED
_LETTER = _one_of("".join(glyphs.LETTERS))
_HALF = _one_of("".join(glyphs.HALVES))
_JOINED = _one_of("".join(glyphs.JOINED))
_BELOW = "yz“~‚ƒ…„"
_SYLLABLE = re.compile(
    f"(?P<before>{_one_of(''.join(glyphs.BEFORE))})?"
    f"(?P<cluster>(?:{_HALF}+(?:{_LETTER}|{_JOINED})|{_LETTER})(?:{_JOINED}|{glyphs.REPH}|&{_HALF}*{_LETTER})*)"
    f"(?P<after>(?:[{''.join(glyphs.AFTER)}u{glyphs.REPH}]|(?<=[{_BELOW}])¨)*)(?P<mark>[st]?)(?P<hasanta>&?)"
)
_VOWEL = re.compile(f"(?P<vowel>Auv|Av|A¨v|G¨v|{_one_of(''.join(glyphs.VOWELS))})(?P<mark>u?[st]?)")
_BY_ITSELF = {"Av": "আ", "Auv": "আঁ", "A¨v": "অ্যা", "G¨v": "এ্যা", **glyphs.VOWELS}
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
    if typed.startswith(glyphs.KHANDA_TA + glyphs.REPH, place):
        return "র্ৎ", place + 2
    if typed[place] == glyphs.KHANDA_TA:
        return "ৎ", place + 1
    return glyphs.PLAIN.get(typed[place]), place + 1


def _syllable(found: re.Match[str]) -> str | None:
    after = found["after"]
    cluster = found["cluster"] + "¨" * after.count("¨")
    signs = "".join(sign for sign in after if sign in glyphs.AFTER)
    once = all((cluster + after).count(sign) <= 1 for sign in (glyphs.REPH, "u")) and len(signs) <= 1
    reph_is_its_own = glyphs.REPH not in after or signs != "v"
    letters = _letters(cluster, glyphs.REPH in cluster + after)
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
    return unicodedata.normalize("NFC", glyphs.BEFORE.get(before or "", "") + glyphs.AFTER.get(after, ""))


def _marks(typed: str) -> str:
    return "".join(glyphs.MARKS[sign] for sign in typed)
