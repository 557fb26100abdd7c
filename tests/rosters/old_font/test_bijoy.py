from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, strategies

from bsuh_desktop.rosters.old_font import (
    AFTER,
    BEFORE,
    HALVES,
    JOINED,
    LETTERS,
    MARKS,
    PLAIN,
    VOWELS,
    WITH_SIGN,
    to_unicode,
)
from tests.helpers import bangla_names, bijoy_texts, latin_names
from tests.helpers.bijoy_writer import STYLES, Style, typed

NAMES = [unicodedata.normalize("NFC", name) for name in bangla_names.whole_names()]
LISTS = (bijoy_texts.DISTRICTS, bijoy_texts.PUBLISHED, bijoy_texts.HEADINGS, bijoy_texts.RARE)
FONT = "".join({*LETTERS, *HALVES, *JOINED, *AFTER, *BEFORE, *"©&rstu ABCDEFGHIJ.ÍøæèÐ–"})


def wrongly_read(listed: str) -> dict[str, str | None]:
    pairs = [(one, unicodedata.normalize("NFC", read)) for one, read in bijoy_texts.pairs(listed)]
    return {one: to_unicode(one) for one, read in pairs if to_unicode(one) != read}


def test_published_texts_are_read_as_published() -> None:
    assert wrongly_read(bijoy_texts.DISTRICTS) == {}
    assert wrongly_read(bijoy_texts.PUBLISHED) == {}


def test_headings_and_words_of_lists_are_read() -> None:
    assert wrongly_read(bijoy_texts.HEADINGS) == {}


def test_joined_letters_that_hardly_a_name_has() -> None:
    assert wrongly_read(bijoy_texts.RARE) == {}
    assert to_unicode("iwk|") == "রশি।"
    assert to_unicode('iwk\'i "iwk"') == 'রশি\'র "রশি"'


def test_every_sign_of_the_font_stands_in_a_text() -> None:
    texts = "".join(text for listed in LISTS for text, _ in bijoy_texts.pairs(listed)) + "|=\"'"
    written = "".join(typed(name, style) for name in NAMES for style in STYLES[:2])
    signs = set().union(LETTERS, HALVES, JOINED, AFTER, BEFORE, PLAIN, VOWELS, MARKS, WITH_SIGN)
    assert signs - {*texts, *written} == set()


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_every_name_comes_back_letter_by_letter(style: Style) -> None:
    assert len(NAMES) >= 3_000
    assert [name for name in NAMES if to_unicode(typed(name, style)) != name] == []


@pytest.mark.parametrize(
    ("signs", "name"),
    [
        ("wcÖqv", "প্রিয়া"),
        ("wLªw÷bv", "খ্রিস্টিনা"),
        ("bymivZ", "নুসরাত"),
        ("PµeZ©x", "চক্রবর্তী"),
        ("PµeZx©", "চক্রবর্তী"),
        ("fÆvPvh©¨", "ভট্টাচার্য্য"),
        ("fÆvPvh¨©", "ভট্টাচার্য্য"),
        ("DuwU", "উঁটি"),
        ("Auvwk", "আঁশি"),
        ("AvuwL", "আঁখি"),
        ("uv", None),
        ("f~uBqv", "ভূঁইয়া"),
        ("fu~Bqv", "ভূঁইয়া"),
        ("g„Zz¨Äq", "মৃত্যুঞ্জয়"),
        ("g„Z¨yÄq", "মৃত্যুঞ্জয়"),
        ("†R¨vwZg©q", "জ্যোতির্ময়"),
        ("†R¨vrmœv", "জ্যোৎস্না"),
        ("†R¨vrøv", "জ্যোৎস্না"),
        ("wgwjøKv", "মিল্লিকা"),
        ("j²Y", "লক্ষ্মণ"),
        ("ÎæwU", "ত্রুটি"),
        ("Avjx", "আলী"),
        ("Avt iv¾vK", "আঃ রাজ্জাক"),
        ("G. †K. Gg. iwKe", "এ. কে. এম. রকিব"),
        ("fr©mbv", "ভর্ৎসনা"),
        ("&#8224;gvt iwKe", "মোঃ রকিব"),
        ("&dagger;gvt iwKe", "মোঃ রকিব"),
        ("\x86gvt iwKe", "মোঃ রকিব"),
        (unicodedata.normalize("NFD", "cÂMo PÆMÖvg"), "পঞ্চগড় চট্টগ্রাম"),
        ("†gvt\u00a0iwKe", "মোঃ রকিব"),
        ("†gvj\u00adv", "মোল্লা"),
        ("†gvjøv", "মোল্লা"),
        ("†gv. iwKe (2)", "মো. রকিব (২)"),
    ],
)
def test_one_way_and_another(signs: str, name: str | None) -> None:
    assert to_unicode(signs) == (name and unicodedata.normalize("NFC", name.replace("মোল্লা", "মোল্লা")))


@pytest.mark.parametrize("before", ["র‍্যাব", "র‍্যাভেন"])
def test_ra_with_ya_keeps_its_shape(before: str) -> None:
    assert to_unicode("i¨ve" if before == "র‍্যাব" else "i¨v‡fb") == before
    assert "র\u200d্য" in before


def test_no_joiner_is_invented_elsewhere() -> None:
    read = [to_unicode(typed(name, style)) or "" for name in NAMES[::3] for style in STYLES[:2]]
    joined = {word for line in read for word in line.split() if re.search("[\u200c\u200d]", word)}
    assert {word.replace("র\u200d্য", "") for word in joined} == {"াভেন"}
    assert to_unicode("eª¨vK") == "ব্র্যাক"
    assert to_unicode("Hk¦h©") == "ঐশ্বর্য"


@pytest.mark.parametrize(
    "doubtful",
    [
        "Md. iwKe",
        "†gvt iwKe (Rakib)",
        "MD. RAKIB",
        "Rakib Hasan",
        "iwKe ¹",
        "wwKe",
        "wKv",
        "KŠ",
        "Kg©©x",
        "Kg©x©",
        "Puuv`",
        "kgv©",
        "i©v",
        "i¨©v",
        "Pèj",
        "ÐKv",
        "iwKe–Kwig",
        "iwKev†",
        "Kvv",
        "iwKe…",
        "iwKe – Kwig",
        "K—gvj",
        "Rvgvj’",
        "gybœæ",
        "K£Ñ",
        "iwKe\x81",
        "€iwKe",
        "iwKe@",
        "ovKv",
        "rKv",
        "i&K",
        "i¡v",
        "মোঃ রকিব",
        "",
        " ",
        "12",
        "...",
        "李明",
    ],
)
def test_what_cannot_be_known_is_not_read(doubtful: str) -> None:
    assert to_unicode(doubtful) is None


@pytest.mark.parametrize("sign", ["¹", "Ñ", "€", "Ž", "ž", "@", "#", "$", "<", "{", "\\"])
def test_a_sign_without_a_meaning_is_not_passed_over(sign: str) -> None:
    assert to_unicode(f"iwKe{sign}Kwig") is None


def test_a_latin_word_among_bangla_ones_is_not_read_as_bangla() -> None:
    words = [word for word in latin_names.BANGLADESH_GIVEN.split() if len(word) > 4]
    read = [word for word in words if to_unicode(f"iwKe {word}") is not None]
    assert len(read) <= len(words) * 0.05, read


@given(strategies.text() | strategies.text(FONT) | strategies.text(FONT + "abcdefghijklmnopqrstuvwxyz"))
@example("&#1114112;")
@example("&#x110000;")
@example("&#0;")
def test_any_text_gives_bangla_or_nothing(text: str) -> None:
    read = to_unicode(text)
    if read is not None:
        assert unicodedata.is_normalized("NFC", read)
        assert not re.search("[A-Za-z]", read)
        assert re.search("[\u0980-\u09ff]", read)
        assert to_unicode(unicodedata.normalize("NFC", text)) == read
        assert to_unicode(read) is None


@given(strategies.sampled_from(NAMES), strategies.sampled_from(STYLES), strategies.data())
def test_one_wrong_sign_never_gives_half_a_name(name: str, style: Style, data: strategies.DataObject) -> None:
    signs = typed(name, style)
    place = data.draw(strategies.integers(0, len(signs) - 1))
    read = to_unicode(signs[:place] + data.draw(strategies.sampled_from("\x81€Ž\ufffd@#")) + signs[place + 1 :])
    assert read is None
