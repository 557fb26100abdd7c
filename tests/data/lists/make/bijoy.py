"""Writes Bangla as it was typed with Bijoy for the font SutonnyMJ: the letters of the font, one syllable after another.

Written from the font's published chart, for these lists only; the app's own table is another and reads the other way.
"""

from __future__ import annotations

import re
import unicodedata


def _table(listed: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in listed.split())


_SINGLE = _table(
    "ক=K খ=L গ=M ঘ=N ঙ=O চ=P ছ=Q জ=R ঝ=S ঞ=T ট=U ঠ=V ড=W ঢ=X ণ=Y ত=Z থ=_ দ=` ধ=a ন=b প=c ফ=d ব=e ভ=f ম=g য=h "
    "র=i ল=j শ=k ষ=l স=m হ=n ৎ=r ং=s ঃ=t ঁ=u অ=A আ=Av ই=B ঈ=C উ=D ঊ=E ঋ=F এ=G ঐ=H ও=I ঔ=J "
    "০=0 ১=1 ২=2 ৩=3 ৪=4 ৫=5 ৬=6 ৭=7 ৮=8 ৯=9 ।=|"
)
_SINGLE |= {unicodedata.normalize("NFC", letter): typed for letter, typed in (("ড়", "o"), ("ঢ়", "p"), ("য়", "q"))}
_JOINED = _table(
    "ক্ত=³ ক্র=µ ক্ষ=¶ ঙ্গ=½ চ্চ=”P চ্ছ=”Q জ্জ=¾ জ্ঞ=Á ঞ্চ=Â ঞ্জ=Ä ট্ট=Æ ণ্ড=Ð ত্ত=Ë ত্র=Î দ্দ=Ï দ্ধ=× দ্ব=Ø ন্ত=šÍ "
    "ন্দ=›` ন্ধ=Ü ন্ন=bœ ন্ঠ=Ú ন্ম=b¥ প্ত=ß প্ন=cœ প্ল=cø ব্দ=ã ব্ব=eŸ ম্প=¤ú ম্ব=¤^ ম্ম=¤§ ল্প=í ল্ল=jø শ্ব=k¦ ষ্ট=ó ষ্ঠ=ô ষ্ণ=ò "
    "স্ট=÷ স্ত=¯Í স্ব=¯^ স্ম=¯§ হ্ন=ý হ্ম=þ স্থ=¯’ জ্জ্ব=¾¡"
)
_RA_PHALA = {**dict.fromkeys("পগশ", "Ö"), **dict.fromkeys("ফহ", "«")}
_WHOLE = {"রু": "iæ", "রূ": "iƒ", "শু": "ï", "গু": "¸", "হু": "û", "হৃ": "ü"}
_AFTER = {"া": "v", "ি": "", "ী": "x", "ু": "y", "ূ": "~", "ৃ": "„", "ে": "", "ৈ": "", "ো": "v", "ৌ": "Š", "": ""}
_LOW = {"ু": dict.fromkeys("কতভফঝচছ", "z"), "ৃ": dict.fromkeys("কত", "…"), "ূ": dict.fromkeys("কভ", "‚")}
_LETTER = "[\u0995-\u09b9]\u09bc?"
_SYLLABLE = re.compile(f"({_LETTER}(?:\u09cd{_LETTER})*)([\u09be-\u09cc]?)")


def bijoy(text: str) -> str:
    """`text` as the keys of Bijoy put it into a cell. KeyError for a sign that this writer does not know."""
    whole = unicodedata.normalize("NFC", text)
    typed, place = "", 0
    while place < len(whole):
        match = _SYLLABLE.match(whole, place)
        if match is None:
            sign = whole[place]
            typed += sign if sign.isascii() else _SINGLE[sign]
            place += 1
            continue
        first = place == 0 or whole[place - 1] in " (/\n-"
        typed += _syllable(match[1], match[2], first)
        place = match.end()
    return typed


def _syllable(cluster: str, vowel: str, first: bool) -> str:
    if cluster + vowel in _WHOLE:
        return _WHOLE[cluster + vowel]
    before = {"ি": "w", "ে": "†‡", "ো": "†‡", "ৌ": "†‡", "ৈ": "ˆ‰"}.get(vowel, "")
    if len(before) == 2:
        before = before[0] if first else before[1]
    reph = cluster.startswith("র্")
    body = cluster[2:] if reph else cluster
    after = _LOW.get(vowel, {}).get(body[-1], _AFTER[vowel])
    return before + _cluster(body) + ("©" if reph else "") + after


def _cluster(body: str) -> str:
    if body in _JOINED:
        return _JOINED[body]
    if body in _SINGLE:
        return _SINGLE[body]
    if body.endswith("্য"):
        return _cluster(body[:-2]) + "¨"
    if body.endswith("্র"):
        return _cluster(body[:-2]) + _RA_PHALA.get(body[0], "ª")
    raise KeyError(body)
