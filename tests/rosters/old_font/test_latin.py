from __future__ import annotations

import pytest

from bsuh_desktop.rosters.old_font.latin import bits, holds_latin


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
    assert bits("†gvt iwKe") > 4
    assert bits("Rakibul Hasan Chowdhury") < -20
    assert bits("") == bits("a t") == 0
    assert bits("Rakib©") == bits("Rakib")
