from __future__ import annotations

import pytest

from bsuh_desktop.domain.passphrase import Strength, shortcoming, strength


@pytest.mark.parametrize(
    ("passphrase", "how_good"),
    [
        ("", Strength.WEAK),
        ("   ", Strength.WEAK),
        ("river", Strength.WEAK),
        ("river mango", Strength.WEAK),
        ("river river river", Strength.WEAK),
        ("a b c", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("482910583910", Strength.WEAK),
        ("৪৮২৯১০৫৮৩৯১০", Strength.WEAK),
        ("+880 1713-482 910", Strength.WEAK),
        ("48 29 10 58 39 10 77", Strength.WEAK),
        ("river mango kite", Strength.ENOUGH),
        ("নদী আম ঘুড়ি", Strength.ENOUGH),
        ("rivermangok1", Strength.ENOUGH),
        ("river mango kite lamp", Strength.GOOD),
        ("নদী আম ঘুড়ি দোয়েল", Strength.GOOD),
        ("rivermangokitelamp12", Strength.GOOD),
    ],
)
def test_words_and_characters_make_a_passphrase_good(passphrase: str, how_good: Strength) -> None:
    assert strength(passphrase) is how_good
    assert (shortcoming(passphrase) is None) == (how_good is not Strength.WEAK)


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [("", "at least"), ("secret", "at least"), ("1234", "without letters"), ("৪৮২৯১০৫৮৩৯১০", "without letters")],
)
def test_what_is_missing_is_told(passphrase: str, said: str) -> None:
    assert said in str(shortcoming(passphrase))
