from __future__ import annotations

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.passphrase import Strength, check_passphrase, strength


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


def test_too_little_is_refused_with_the_rule_and_never_with_what_was_typed() -> None:
    with pytest.raises(KnownError, match=r"at least 3 words or 12 characters\.") as refused:
        check_passphrase("secret")
    assert refused.value.code == "weak_passphrase"
    assert "secret" not in str(refused.value)
    check_passphrase("river mango kite")
