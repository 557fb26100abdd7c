from __future__ import annotations

import pytest

from bsuh_desktop.rosters import vocabulary


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        ("f", "F|Female|girl|মহিলা|মেয়ে|মেয়ে।|ছাত্রী|বালিকা|কিশোরী|নারী"),
        ("m", "M|Male|boy|পুরুষ|ছেলে|ছাত্র|বালক|কিশোর"),
        ("unspecified", "other|বলতে চাই না|তৃতীয় লিঙ্গ|prefer not to say"),
        (None, "?|১|মেয়ে না|femal|Rahim"),
    ],
)
def test_sex(value: str | None, listed: str) -> None:
    assert {word: vocabulary.read_sex(word) for word in listed.split("|")} == dict.fromkeys(listed.split("|"), value)


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        (
            "yes",
            "yes|Y|YES.|হ্যাঁ|হ্যা|জি|সম্মতি|সম্মত|সম্মতি আছে|সম্মতি দিয়েছেন|রাজি|✓|1|১|agreed|টিক|"
            "√|Yes (father)|হ্যাঁ (মা ও বাবা)|yes()|সম্মতি পাওয়া গেছে",
        ),
        (
            "no",
            "no|N|না|না।|অসম্মতি|অসম্মত|সম্মতি নেই|সম্মতি দেননি|সম্মত নন|রাজি নন|রাজি না|✗|0|"
            "refused|not given|আপত্তি|না (পরে)|No (ask again)|❌",
        ),
        ("not_asked", "not asked|not_asked|জিজ্ঞাসা করা হয়নি|pending|বাকি|n/a"),
        (
            None,
            "x|maybe|সম্মতি?|পরে জানাবে|yes no|সম্মতি দেবেন না হয়তো|২|সম্মতি (পরে না)|"
            "Yes (not for photos)|yes (maybe)|(yes)|pending (yes)",
        ),
    ],
)
def test_consent(value: str | None, listed: str) -> None:
    assert {word: vocabulary.read_answer(word) for word in listed.split("|")} == dict.fromkeys(listed.split("|"), value)


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        ("yes", "yes|হ্যাঁ|আছে|প্রতিবন্ধী|দৃষ্টি প্রতিবন্ধী|visual"),
        ("no", "no|none|নেই|না|প্রতিবন্ধী নয়|অপ্রতিবন্ধী|not disabled"),
        ("unspecified", "not specified|বলতে চাই না"),
        (None, "maybe|glasses|চশমা"),
    ],
)
def test_disability(value: str | None, listed: str) -> None:
    assert {word: vocabulary.read_disability(word) for word in listed.split("|")} == dict.fromkeys(
        listed.split("|"), value
    )


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        ("9-12", "9|12|12.0|১১|৯-১২|9–12|9 to 12|১২ বছর|12.9"),
        ("13-17", "13|17|১৩-১৭|13-17 years|১৫"),
        ("18+", "18|18+|১৮+|১৮ বা বেশি|45"),
        ("unspecified", "not specified|বলতে চাই না"),
        (None, "8|121|12-13|2013-05-04|2013-05-04 00:00:00|04/05/2013|9:30|teen|"),
    ],
)
def test_age(value: str | None, listed: str) -> None:
    assert {word: vocabulary.read_age(word) for word in listed.split("|")} == dict.fromkeys(listed.split("|"), value)


def test_no_word_says_two_things() -> None:
    said = (vocabulary.GIRLS, vocabulary.BOYS, vocabulary._NO_SEX)
    consent = (vocabulary._YES, vocabulary._NO, vocabulary._NOT_ASKED)
    disability = (vocabulary._DISABLED, vocabulary._NOT_DISABLED, vocabulary._UNSAID)
    for lists in (said, consent, disability):
        assert sum(map(len, lists)) == len(frozenset.union(*lists))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", "yes"),
        ("✓", "yes"),
        ("Refused", "yes"),
        ("অসম্মতি", "yes"),
        ("আপত্তি আছে", "yes"),
        ("Refused (father)", "yes"),
        ("no", "no"),
        ("না", "no"),
        ("0", "no"),
        ("not asked", "not_asked"),
        ("perhaps", None),
    ],
)
def test_who_writes_refused_below_refused_refused(text: str, answer: str | None) -> None:
    assert vocabulary.read_refusal(text) == answer
