from __future__ import annotations

import itertools
import random
import unicodedata

import pytest

from bsuh_desktop.domain.messages import KnownError, Language
from bsuh_desktop.domain.passphrase import Strength, strength
from bsuh_desktop.paths import resources
from bsuh_desktop.services.desk.passphrases import (
    PRACTICE_PASSPHRASE,
    WORD_LISTS,
    check_passphrase,
    is_easy_to_guess,
    suggest_passphrase,
)

LANGUAGES: tuple[Language, ...] = ("bn", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_four_words_of_the_list_and_good(language: Language) -> None:
    listed = resources().joinpath(WORD_LISTS, f"{language}.txt").read_text("utf-8").split("\n")[:-1]
    suggested = suggest_passphrase(language)
    assert set(suggested.split(" ")) <= set(listed)
    assert len(suggested.split(" ")) == 4
    assert strength(suggested) is Strength.GOOD


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_hold_300_words_that_any_keyboard_of_the_language_writes(language: Language) -> None:
    listed = resources().joinpath(WORD_LISTS, f"{language}.txt").read_text("utf-8").split("\n")[:-1]
    assert len(set(listed)) == len(listed) >= 300
    for word in listed:
        assert word == unicodedata.normalize("NFC", word)
        assert word.strip() == word
        assert len(word) >= 2
        assert all(0x980 <= ord(sign) <= 0x9FF if language == "bn" else sign.islower() for sign in word)


def test_two_suggestions_differ() -> None:
    assert len({suggest_passphrase("en") for _ in range(20)}) > 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_suggestion_is_refused(language: Language) -> None:
    listed = resources().joinpath(WORD_LISTS, f"{language}.txt").read_text("utf-8").split()
    drawn = random.Random(20)
    for words in [drawn.sample(listed, 4) for _ in range(150)]:
        check_passphrase(" ".join(words))
    for shortest in itertools.permutations(sorted(listed, key=len)[:5], 4):
        check_passphrase(" ".join(shortest))


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234",
        "1234password!!",
        "P@ssw0rd2024",
        "bangladesh12",
        "Bangladesh 1971!",
        "iloveyou 2024",
        "qwertyuiop12",
        "abcdefghijklmnop",
        "aa bb cc",
        "abc abc abc abc",
        "river river river river",
        PRACTICE_PASSPHRASE,
        "Practice Makes Calm 1",
        "practicemakescalm",
        "be smart use heart",
        "Be Smart Use Heart 2026",
        "besmartuseheart",
    ],
)
def test_what_a_thief_tries_first_is_refused_and_never_repeated(passphrase: str) -> None:
    with pytest.raises(KnownError, match=r"easy to guess|at least") as refused:
        check_passphrase(passphrase)
    assert refused.value.code == "weak_passphrase"
    assert passphrase not in str(refused.value)


def test_too_little_is_refused_with_the_rule() -> None:
    with pytest.raises(KnownError, match=r"at least 3 words or 12 characters\.") as refused:
        check_passphrase("secret")
    assert refused.value.code == "weak_passphrase"


@pytest.mark.parametrize("passphrase", ["river mango kite", "নদী আম ঘুড়ি", "rivermangok1", "রহিমার লাল ছাতা ভিজে যায়"])
def test_a_few_words_of_ones_own_are_taken(passphrase: str) -> None:
    check_passphrase(passphrase)


def test_a_long_passphrase_is_judged_by_its_beginning() -> None:
    assert is_easy_to_guess("password" * 5000)
    assert not is_easy_to_guess("river mango kite lamp " * 5000)
