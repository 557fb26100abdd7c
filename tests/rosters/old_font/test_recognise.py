from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies

from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.old_font import column_is_old, fit_to_be_tidied, looks_old, to_unicode
from tests.helpers import bangla_names, bijoy_texts, latin_names
from tests.helpers.bijoy_writer import STYLES, Style, typed
from tests.helpers.sampled import few_or_all

HARMLESS = {"wk"}
"""An abbreviation that nobody is called; every letter of it is as good in the one as in the other."""

LATIN = {
    "Bangladesh": latin_names.bangladeshi(),
    "the world": latin_names.of_the_world(),
    "unseen": latin_names.unseen(),
    "alone": latin_names.single_words(),
    "odd cells": [cell for cell in latin_names.odd_cells() if cell not in HARMLESS],
}
BANGLA = [unicodedata.normalize("NFC", name) for name in bangla_names.whole_names()]


@pytest.mark.parametrize("names", LATIN.values(), ids=LATIN)
def test_no_latin_name_looks_old(names: list[str]) -> None:
    assert [name for name in names if looks_old(name)] == []


def test_there_are_enough_names_to_say_so() -> None:
    assert len(LATIN["Bangladesh"]) >= 5_000
    assert len(LATIN["unseen"]) >= 5_000
    assert len(BANGLA) >= 3_000


@few_or_all("step", 3, 1)
@pytest.mark.parametrize("style", STYLES, ids=str)
def test_nearly_every_bangla_name_looks_old(style: Style, step: int) -> None:
    names = BANGLA[::step]
    missed = [name for name in names if not looks_old(typed(name, style))]
    assert len(missed) <= len(names) * 0.01, missed


def test_what_others_published_looks_old_though_it_is_short() -> None:
    texts = [text for text, _ in bijoy_texts.pairs(bijoy_texts.DISTRICTS + bijoy_texts.PUBLISHED.lstrip())]
    missed = [text for text in texts if not looks_old(text)]
    assert len(missed) <= len(texts) * 0.15, missed


@pytest.mark.parametrize(
    "text",
    ["†gvt iwKe", "bvg", "wcZvi bvg", "†ivj bs", "QvÎx", "m¤§wZ", "n¨vu", "Rb¥ ZvwiL", "gymv¤§r", "cÖÁv", "wgbv"],
)
def test_a_cell_that_looks_old(text: str) -> None:
    assert looks_old(text)


@pytest.mark.parametrize("text", ["", " ", "12", "৮", "রকিব", "মোঃ রকিব", "Md. iwKe", "†", "iwKe Rakib", "bvg123"])
def test_a_cell_that_does_not(text: str) -> None:
    assert not looks_old(text)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_columns_of_forty_are_told_apart(style: Style) -> None:
    old = [typed(name, style) for name in BANGLA]
    assert all(column_is_old(old[start : start + 40]) for start in range(0, len(old), 200))


@pytest.mark.parametrize("names", LATIN.values(), ids=LATIN)
def test_no_latin_column_is_old(names: list[str]) -> None:
    assert not any(column_is_old(names[start : start + 40]) for start in range(0, len(names), 200))


def test_short_cells_count_in_a_column() -> None:
    short = ["Avjg", "Kwei", "ivq", "eg", "ivav", "Kwig", "wgbv"]
    assert not looks_old("Kwig")
    assert to_unicode("Kwig") == "করিম"
    assert column_is_old(short)
    assert not column_is_old(["Kwig", "Avjg"])


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", "1", "২"],
        ["†gvt iwKe", "Rakib", "Karim", "Jamal"],
        ["রকিব", "করিম", "†gvt iwKe"],
        ["Rakib"] * 39 + ["wgbv"],
    ],
)
def test_a_column_of_others_is_not_old(texts: list[str]) -> None:
    assert not column_is_old(texts)


def test_gaps_and_figures_do_not_count() -> None:
    assert column_is_old(["", "1", "2", "", "†gvt iwKe", "৩"])


@pytest.mark.parametrize(
    ("typed_text", "name"),
    [
        ("Avãyj\u00advn", "আব্দুল্লাহ"),
        ("gwj\u00adK", "মল্লিক"),
        ("K\x85òv", "কৃষ্ণা"),
        ("\x86gvj&shy;v", "মোল্লা"),
        ("c\u00adveb", "প্লাবন"),
    ],
)
def test_tidying_takes_no_letter_away(typed_text: str, name: str) -> None:
    assert to_unicode(clean(fit_to_be_tidied(typed_text))) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("text", ["Rah\u00adman", "Rahim & Karim", "রহ\u00adমান", "R\x85", "†gvt iwKe", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert fit_to_be_tidied(text) == text


@given(strategies.text(), strategies.lists(strategies.text(), max_size=5))
def test_any_text_is_told_without_an_error(text: str, texts: list[str]) -> None:
    if looks_old(text):
        assert to_unicode(text)
    if column_is_old(texts):
        assert any(map(looks_old, texts))
