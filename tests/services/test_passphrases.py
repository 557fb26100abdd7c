from __future__ import annotations

import unicodedata

import pytest

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.passphrase import Strength, strength
from bsuh_desktop.paths import resources
from bsuh_desktop.services.passphrases import WORD_LISTS, suggest_passphrase

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
