"""The words by which a row tells that it holds no learner: totals, signatures, notes at a list's end."""

from __future__ import annotations

import re

from bsuh_desktop.rosters.old_font.bijoy import to_unicode
from bsuh_desktop.rosters.words import plain

_TOTALS = (
    "মোট|সর্বমোট|সর্ব মোট|উপমোট|উপ মোট|একুনে|যোগফল|সংখ্যা|ছাত্র সংখ্যা|ছাত্রী সংখ্যা|শিক্ষার্থী সংখ্যা|"
    "†gvU|‡gvU|me©†gvU|me©‡gvU|total|totals|grand total|sub total|subtotal|sum|number of|no. of|count"
)
_SIGNATURES = (
    "স্বাক্ষর|সাক্ষর|সহি|প্রধান শিক্ষক|প্রধান শিক্ষিকা|সহকারী শিক্ষক|সহকারী শিক্ষিকা|সহকারি শিক্ষক|শ্রেণি শিক্ষক|"
    "শ্রেণী শিক্ষক|শ্রেণি শিক্ষিকা|শিক্ষকের|প্রধান শিক্ষকের|শ্রেণি শিক্ষকের|অভিভাবকের স্বাক্ষর|অধ্যক্ষ|উপাধ্যক্ষ|সুপার|মুহতামিম|"
    "সভাপতি|প্রস্তুতকারী|প্রস্তুতকারক|যাচাইকারী|অনুমোদনকারী|সিল|সীল|তারিখ|বি:দ্র|বি: দ্র|বিঃদ্রঃ|বিঃ দ্রঃ|বি.দ্র|বি. দ্র|"
    "বিশেষ দ্রষ্টব্য|দ্রষ্টব্য|পৃষ্ঠা|পাতা|signature|sign|signed by|head teacher|headteacher|head master|headmaster|"
    "headmistress|head mistress|assistant teacher|asst. teacher|class teacher|principal|vice principal|super|"
    "superintendent|prepared by|checked by|verified by|approved by|compiled by|seal|date|note|notes|n.b|nb|page|printed"
)
_END = r"(?![^\W\d_]|[\u0980-\u0982\u0984-\u09e5\u09f0-\u09ff])"
"""A word ends where no letter and no vowel sign follows; ঃ is a colon there, as in মোটঃ."""


def _beginning(listed: str) -> re.Pattern[str]:
    words = sorted(map(plain, listed.split("|")), key=len, reverse=True)
    return re.compile(f"[(\\[*=_ ]*(?:{'|'.join(map(re.escape, words))}){_END}")


_TOTAL = _beginning(_TOTALS)
_SIGNATURE = _beginning(_SIGNATURES)
_SEXES = _beginning("ছাত্র|ছাত্রী|ছেলে|মেয়ে|বালক|বালিকা|boys|girls|male|female")
_COUNTED = re.compile(_SEXES.pattern + r"\s*[:=–-]?\s*\d+")
_BANGLA_OR_NO_WORD = re.compile("[\u0980-\u09ff]|^[\\W\\d]*$")


def is_total(text: str) -> bool:
    """True for text that begins as a total does: "মোট শিক্ষার্থী: ৪৫"."""
    words = plain(text)
    return bool(_TOTAL.match(words) or _COUNTED.match(words))


def is_signature(text: str) -> bool:
    """True for text that begins as the line for a signature does, or a note: "প্রধান শিক্ষক", "Date: …"."""
    return bool(_SIGNATURE.match(_as_meant(text)))


def _as_meant(text: str) -> str:
    meant = None if _BANGLA_OR_NO_WORD.search(text) else to_unicode(text)
    return plain(meant if meant is not None else text)
