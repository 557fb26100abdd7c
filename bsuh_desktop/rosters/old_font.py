"""Names typed in Bijoy, an old Bangla font: recognised and converted letter by letter, or refused.

Nothing in a file says so: "bvg" is নাম only in that font. Three tests must agree: a word has a mark of the font, the
weights of its letters favour Bijoy over real Latin, and the cell converts to whole Bangla words. The result goes on
certificates, so a character without a meaning, a word that is not Bangla, and a cell that may hold a Latin word give no
result rather than a guess. The soft hyphen is a letter here (্ল): `fit_to_be_tidied` preserves it.

The weights were counted over 620 Bangla names typed in Bijoy and 1,000 Latin ones (of Bangladesh, Europe and India), in
bits. Why not the package unicodeconverter (0.1.0b12): of the 4,480 names in `tests/helpers/bangla_names.py` it misreads
374 as the older font types them and 325 as the newer one does, all of which are read here; it never reports a failure;
and it is GPL-3, this app Apache-2.0."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

FONT_FEATURES = "†‡ˆ‰˜™¨©ª«¬®¯°±²³µ¶¸»¼½¾×÷„…‹›“¤¥¦§¢£¡^~|\u00ad−"
"""Characters of the font that are not letters elsewhere. Some occur beside a Latin word, too: their place decides."""

WORDS = re.compile(r"[^\s.,()/:;\"!?\-]+")
"""Words with all characters within them."""

_CONSONANT = "b-df-hj-np-tvwxzB-DF-HJ-NP-TVWXZ`_"
_MARK = re.compile(f"[{re.escape(FONT_FEATURES)}](?=.)|[A-Za-z_`][¨©³¼½¾¶µ±²~…„‚ƒ]|š[—Í‘’^¿]")
_MISPLACED = re.compile(
    r"(?<![aeoAEO])w(?![aeiouyhrAEIOUYHR\W])"  # ি stands before its letter: Latin has aw, ew, ow there
    r"|(?<=[VCFPQXvcfpqx])w|(?<=[CFJMPQWXcfjmpqwx`_])v"  # no Latin pairs
    rf"|(?<=[{_CONSONANT}])v(?![aeiouyrAEIOUYR])"  # া between consonants
    r"|(?<=[b-df-hjkmpqstvwzB-DF-HJKMPQSTVWZ`_])x(?![aeiouyAEIOUY])"  # ী after a consonant
    r"|(?!\b[DO]`[A-Z])[A-Za-z][`_][A-Za-z]"  # দ and থ, not the apostrophe of D`Costa
)
_CAPITAL = re.compile("[A-Za-z][À-ÖØ-ÞŒŸ](?=[a-z]|$)")
_CHUNKS = re.compile("[A-Z]+[a-z]*|[a-z]+")
_LATIN_VOWEL = re.compile("[aeiouyAEIOUY]")
_BEGINNINGS = frozenset(["mc", "mac", "de", "di", "da", "du", "la", "le", "van", "von", "al", "el", "st", "abd"])


def tells(word: str) -> bool:
    """True if `word` contains a mark of the font, a vowel sign where Latin has no such letter, or a capital inside."""
    accented = _CAPITAL.search(word) and not word.isupper()
    return bool(_MARK.search(word) or accented or _MISPLACED.search(_bare(word))) or _capital_within(_bare(word))


def _capital_within(plain: str) -> bool:
    """True if there is a capital where no Latin name has one: RakibHasan, McDonald and deSouza are Latin."""
    if not plain.isalpha() or plain.isupper():
        return False
    first, *others = _CHUNKS.findall(plain) or [plain]
    latin_first = first[0].isupper() and (first.isupper() or bool(_LATIN_VOWEL.search(first)))
    latin_others = all(_LATIN_VOWEL.search(chunk) for chunk in others)
    return bool(others) and not (latin_others and (latin_first or first.casefold() in _BEGINNINGS))


def _bare(word: str) -> str:
    """`word` without the accents of Latin letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


_BITS = {
    sign: bits
    for signs, bits in (
        ("t", -7),
        ("NO", -6),
        ("p", -5),
        ("EHJSTXaoröéêëìîáâäçñ", -4),
        ("GIVhu", -3),
        ("CFMUls", -2),
        ("ADLWn", -1),
        ("KPckmyz", 1),
        ("Zbgj", 2),
        ("wx", 3),
        ("_qv", 4),
        ("~", 5),
        ("`", 9),
        (FONT_FEATURES.replace("~", ""), 8),
    )
    for sign in signs
}
_TITLES = frozenset(["md", "mst", "most", "mosa", "mrs", "mr", "ms", "dr", "sk", "sr", "jr", "miss", "mohd"])
_BESIDE_A_WORD = "†‡©®™°*'’‘“”ªº`"
_SPOKEN = re.compile(
    "[b-df-hj-np-tv-z]{0,2}(?:[aeiou]{1,2}[b-df-hj-np-u]{1,3}){2,}[aeiou]?|[aeiou][b-df-hj-np-u]{1,3}[aeiou]", re.I
)
"""Alternating consonants and vowels, without v, w, x, y, z: Begum, Amina."""
_SHORT = re.compile("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]|[aeiou][b-df-hj-np-tv-z][aeiou]", re.I)
"""Das, Roy, Ali, but not Jla (ঔষধ)."""
_LATIN_AT_MOST, _SHORT_LATIN_AT_MOST = -5, -3
_ENOUGH_LETTERS = 4


def bijoy_score(text: str) -> int:
    """The sum of the weights of `text`: above 0 for Bijoy, below 0 for Latin."""
    return sum(_bits(word) for word in WORDS.findall(text) if len(word) > 1)


def holds_latin(text: str) -> bool:
    """True if a word of `text` is, or may well be, in real Latin letters."""
    return any(_looks_latin(word) for word in WORDS.findall(text))


def _bits(word: str) -> int:
    """The weight of a word without a mark at its end, which is no evidence: Rakib©."""
    end = 0 if word[-1] in FONT_FEATURES else _BITS.get(word[-1], 0)
    return sum(_BITS.get(sign, 0) for sign in word[:-1]) + end


def _looks_latin(word: str) -> bool:
    """True if `word` is a common title (Md, Mst), or has the letters of a Latin word rather than those of a Bangla one.
    A mark before or after a Latin word does not make it Bangla."""
    bare = word.strip(_BESIDE_A_WORD)
    if bare.casefold() in _TITLES or (_SHORT.fullmatch(bare) and _bits(bare) <= _SHORT_LATIN_AT_MOST):
        return True
    if sum(sign.isalpha() for sign in bare) < _ENOUGH_LETTERS or tells(bare):
        return False
    spoken = _SPOKEN.fullmatch(bare) and (bare.istitle() or bare.isupper() or bare.islower())
    return bool(spoken) or _bits(bare) <= _LATIN_AT_MOST


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
    """True if each run of Bangla letters in `text` consists of whole syllables, and there is at least one; any digits
    and punctuation may be between them. No word begins with ড় ঢ় ৎ ণ or a bare ঙ ঞ, no অ follows a letter without a
    vowel, and no more than four letters are joined."""
    words = _WORDS.findall(unicodedata.normalize("NFC", text))
    return bool(words) and all(map(_is_word, words))


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not (_TOO_MANY.search(word) or _A_WITHIN.search(word))


def _pairs(listed: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in listed.split())


VOWELS = _pairs("A=অ B=ই C=ঈ D=উ E=ঊ F=ঋ G=এ H=ঐ I=ও J=ঔ")
"""Independent vowels; আ is A with v."""

LETTERS = _pairs(
    "K=ক L=খ M=গ N=ঘ O=ঙ P=চ Q=ছ R=জ S=ঝ T=ঞ U=ট V=ঠ W=ড X=ঢ Y=ণ Z=ত _=থ `=দ a=ধ b=ন c=প d=ফ e=ব f=ভ g=ম h=য i=র "
    "j=ল k=শ l=ষ m=স n=হ o=ড় p=ঢ় q=য় "
    "°=ক্ক ±=ক্ট ²=ক্ষ্ম ³=ক্ত ´=ক্ম µ=ক্র ¶=ক্ষ ÿ=ক্ষ ·=ক্স º=গ্দ »=গ্ধ ¼=ঙ্ক ½=ঙ্গ ¾=জ্জ À=জ্ঝ Á=জ্ঞ Â=ঞ্চ Ã=ঞ্ছ Ä=ঞ্জ Å=ঞ্ঝ "
    "Æ=ট্ট Ç=ড্ড È=ণ্ট É=ণ্ঠ Ê=ণ্ড Ë=ত্ত Ì=ত্থ Î=ত্র Ï=দ্দ ×=দ্ধ Ø=দ্ব Ù=দ্ম Ú=ন্ঠ Û=ন্ড Ü=ন্ধ Ý=ন্স Þ=প্ট ß=প্ত à=প্প á=প্স "
    "â=ব্জ ã=ব্দ ä=ব্ধ å=ভ্র ç=ম্ফ é=ল্ক ê=ল্গ ë=ল্ট ì=ল্ড í=ল্প î=ল্ফ ð=শ্চ ñ=শ্ছ ò=ষ্ণ ó=ষ্ট ô=ষ্ঠ õ=ষ্ফ ö=স্খ ÷=স্ট ù=স্ফ "
    "ý=হ্ন þ=হ্ম Ð=ণ্ড"
)
"""Letters, and conjuncts that are one character."""

HALVES = _pairs("¤=ম ®=ষ ¯=স š=ন ›=ন ˜=দ ™=দ ”=চ •=ঙ")
"""The first half of a conjunct: the rest follows."""

JOINED = _pairs("¨=য ª=র «=র Ö=র ^=ব ¡=ব ¦=ব Ÿ=ব ¥=ম §=ম œ=ন è=ণ ¬=ল ­=ল −=ল ú=প ¢=ভ £=ভ্র ‹=ক Œ=ক্র ¿=ত্র —=ত ’=থ")
"""Forms that are joined below or after the preceding letter. The soft hyphen is one, too: ্ল."""

BEFORE = _pairs("w=ি †=ে ‡=ে ˆ=ৈ ‰=ৈ")
"""Vowel signs typed before their letter (with all that is joined to it), but pronounced after it."""

AFTER = _pairs("v=া x=ী y=ু z=ু “=ু ~=ূ ‚=ূ ƒ=ূ …=ৃ „=ৃ Š=ৗ")
"""Vowel signs typed after the letter; Š only with † before it."""

WITH_SIGN = _pairs("¸=My ï=ky û=ny ü=n… ‘=—y")
"""A letter with its vowel sign as one character, expanded here to two."""

REPH = "©"
MARKS = _pairs("u=ঁ s=ং t=ঃ")
KHANDA_TA = "r"

PLAIN = (
    _pairs("Ò=“ Ó=” Ô=‘ Õ=’ |=।")
    | dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
    | {sign: sign for sign in " .,-()/:;'\"!?[]+=*%"}
)
"""Punctuation and digits."""


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
"""Characters whose meaning depends on their place (see `glyphs`); a lone ঃ is a colon."""
_NOT_HERE = re.compile(r"(?<![š¯¼])—|(?<![š¯])’|…(?![^\s.])|(?<![n¶ÿY])è")
"""Characters that are letters only in certain places; elsewhere they are punctuation: a dash, an apostrophe, an
ellipsis."""


def to_unicode(text: str) -> str | None:
    """`text`, typed in Bijoy, as Bangla in NFC, with blanks and punctuation; None if any part of it is uncertain."""
    typed = as_typed(text)
    if holds_latin(typed):
        return None
    read = _read(_plainer(typed))
    return read if read is not None and well_formed(read) else None


def as_typed(text: str) -> str:
    """The characters that were typed: undoes HTML references (&#8224;) and wrongly decoded bytes."""
    whole = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return unicodedata.normalize("NFC", whole).translate(_C1)


def _plainer(typed: str) -> str:
    """`typed` with one character for each meaning, where the font has several."""
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
    """The conversion of what begins at `place`, and the next place."""
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
    """The letters of a cluster, joined. র with ্য is kept by a joiner (The Unicode Standard, 12.2 Bengali: র‍্য is RA,
    ZWJ, VIRAMA, YA); with anything else below it, it would turn into a reph that nobody typed."""
    letters = "্".join(_LETTERS[sign] for sign in cluster if sign in _LETTERS)
    if letters.startswith("র্য") and not reph:
        return "র\u200d" + letters[1:]
    if letters.startswith("র") and (len(letters) > 1 or reph):
        return None
    return "র্" * reph + letters


def _vowel(before: str | None, after: str) -> str:
    """The vowel sign of a syllable, which may have one part before the letters and one after them."""
    return unicodedata.normalize("NFC", BEFORE.get(before or "", "") + AFTER.get(after, ""))


def _marks(typed: str) -> str:
    return "".join(MARKS[sign] for sign in typed)


_DIGIT = re.compile(r"\d")
_AT_RISK = re.compile("[\u0080-\u009f\u00ad&]")
_SOFT_HYPHEN, _SAME_LETTER = "\u00ad", "¬"
_SAYS_SOMETHING = re.compile(f"[A-Za-z\u0980-\u09e3{re.escape(FONT_FEATURES)}]")
_SURE, _LIKELY = 4, 3


def looks_old(text: str) -> bool:
    """True if the cell certainly is Bangla typed in Bijoy. Strict: never true for a name in Latin letters."""
    typed = as_typed(text)
    words = [word for word in WORDS.findall(typed) if not _DIGIT.search(word)]
    return bijoy_score(typed) >= _SURE and any(map(tells, words)) and to_unicode(text) is not None


def column_is_old(texts: Sequence[str]) -> bool:
    """True if a column was typed in Bijoy: at least one cell certainly was, and more than half of the non-blank cells
    certainly or probably were."""
    said = [text for text in texts if _SAYS_SOMETHING.search(as_typed(text))]
    likely = sum(looks_old(text) or _likely(text) for text in said)
    return 2 * likely > len(said) and any(map(looks_old, said))


def fit_to_be_tidied(text: str) -> str:
    """`text` with characters replaced that cleaning would remove. The soft hyphen is ্ল in this font, which has a
    second character for it; control characters are its letters, wrongly decoded. Latin and Bangla texts are not
    changed."""
    if not _AT_RISK.search(text) or not looks_old(text):
        return text
    return as_typed(text).replace(_SOFT_HYPHEN, _SAME_LETTER)


def _likely(text: str) -> bool:
    return bijoy_score(as_typed(text)) >= _LIKELY and to_unicode(text) is not None
