from __future__ import annotations

import pytest

from bsuh_desktop.rosters.old_font import bijoy_score, holds_latin


@pytest.mark.parametrize(
    "text",
    [
        "Rakib",
        "RAKIB",
        "rakib",
        "Md. iwKe",
        "iwKe (Rakib)",
        "†Rakib",
        "Rakib©",
        "Begum",
        "Nusrat",
        "D`Costa",
        "amina",
        "Das",
        "Roy",
        "ALI",
    ],
)
def test_latin_words(text: str) -> None:
    assert holds_latin(text)


@pytest.mark.parametrize(
    "text", ["iwKe", "†gvt", "bvg", "Drcj", "Drme", "gÐj", "cÂMo", "Hk¦h©", "evuab", "Kgj", "Jla", "beg", "big", ""]
)
def test_words_for_the_font(text: str) -> None:
    assert not holds_latin(text)


def test_letters_speak_for_one_or_the_other() -> None:
    assert bijoy_score("†gvt iwKe") > 4
    assert bijoy_score("Rakibul Hasan Chowdhury") < -20
    assert bijoy_score("") == bijoy_score("a t") == 0
    assert bijoy_score("Rakib©") == bijoy_score("Rakib")
