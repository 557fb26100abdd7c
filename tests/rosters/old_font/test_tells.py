from __future__ import annotations

import pytest

from bsuh_desktop.rosters.old_font import tells


@pytest.mark.parametrize(
    "word",
    ["†gvt", "iwKe", "bvg", "gwZb", "ingvb", "KwiMvQ", "kvn`vr", "Dwg©", "DËg", "Aš—iv", "cÖÁv", "gx`", "Avwe", "mvi"],
)
def test_words_that_tell(word: str) -> None:
    assert tells(word)


@pytest.mark.parametrize(
    "word",
    [
        "Rakib",
        "RAKIB",
        "McDonald",
        "MacArthur",
        "deSouza",
        "RakibHasan",
        "AKMFazlul",
        "Rakib†",
        "Newton",
        "Navneet",
        "Marx",
        "Yadav",
        "Dwayne",
        "Rowling",
        "MARÍA",
        "JOSÉ",
        "Zoë",
        "Çağla",
        "Wright",
        "Kwame",
        "Pavlov",
        "Felix",
        "Vth",
        "12",
        "",
        "x",
    ],
)
def test_words_that_do_not(word: str) -> None:
    assert not tells(word)
