"""What each sign looks like where a list is shown in Bijoy's SutonnyMJ font.

Bijoy came before Unicode: the file holds Latin signs (Windows code page 1252) and only the font makes Bangla of them.
One sign is a letter, a vowel sign, a half of a joined letter, or a whole joined letter.

Facts of the font, compared sign by sign between published tables: Avro Keyboard 5's `Bijoy2000 Font Map Constants`
(OmicronLab), H. U. Bahar's BijoyToUnicode (2012, also Mad-FOX/bijoy2unicode), a table of Bijoy Ekushey and Bayanno (the
newer font), JehadurRE/Bijoy2Unicode and the PyPI package unicodeconverter 0.1.0b12. Where they differ:

| sign | they say | here |
| --- | --- | --- |
| ² | ক্ষ্ম; Bahar reads ক্ষ্ণ but writes ক্ষ্ম | ক্ষ্ম (লক্ষ্মী is j²x) |
| ÿ | ক্ষ in the newer font, ড়্গ in Avro | ক্ষ (wkÿv): খড়্গ stands in no name |
| Ð | ণ্ড in the newer font, a dash in Bahar | ণ্ড within a word (gÐj), else nothing |
| ø | joined ্ল in the newer font, স্ন in the older | by place: joined to a letter ্ল (Kzwgjøv), else স্ন |
| Í | ্ত after a half letter in the newer font, ত্ম in the older | by place |
| æ | ু in the newer font, ম্ন in the older | ু after র and joined ্ল (iægv), else nothing |
| è | ্ণ, Bahar ্ন | ্ণ below হ and ক্ষ, ্ন below ক, else nothing |
| Yœ | ণ্ণ, or ণ্ন by its parts | ণ্ণ: ণ্ন is not written |
| ¹ | গ্গ in Avro and the newer font, জ্ঞ in Bahar | nothing: a name with it is not read |
| Ñ | a dash, or ণ্ঢ | nothing |
"""

from __future__ import annotations


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
HASANTA = "&"
MARKS = _pairs("u=ঁ s=ং t=ঃ")
KHANDA_TA = "r"

PLAIN = (
    _pairs("Ò=“ Ó=” Ô=‘ Õ=’ |=।")
    | dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
    | {sign: sign for sign in " .,-()/:;'\"!?[]+=*%"}
)
"""Marks and figures."""
