"""Numbers and shared sentences come from one place, in the digits of the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import resources

WORDS = Fillings(
    helplines={"child": "1098"},
    common={"helplines": LocalText(bn="ফোন {helpline:child}।", en="Call {helpline:child}.")},
)


def test_a_number_in_the_digits_of_the_language() -> None:
    assert WORDS.fill("{helpline:child}", "bn") == "১০৯৮"
    assert WORDS.fill("{helpline:child}", "en") == "1098"


def test_a_shared_sentence_with_a_number_in_it() -> None:
    assert WORDS.fill("আগে {common:helplines} পরে", "bn") == "আগে ফোন ১০৯৮। পরে"
    assert WORDS.fill("{common:helplines}", "en") == "Call 1098."


def test_other_braces_stand_as_they_are() -> None:
    assert WORDS.fill("{x} {} {helpline:}", "en") == "{x} {} {helpline:}"


@pytest.mark.parametrize("text", ["{helpline:fire}", "{common:none}"])
def test_a_place_that_nothing_fills_is_an_error_not_a_hole(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        WORDS.fill(text, "en")
    assert caught.value.code == "unknown_placeholder"


def test_the_shared_sentences_of_the_programme_are_all_there_in_both_languages() -> None:
    common = read_common(resources())
    never_varies = (
        "never-meet never-pay not-your-fault trio keep-proof intimate-picture tell-another helplines who-knows"
    )
    assert set(never_varies.split()) <= set(common)
    assert all(sentence.bn and sentence.en for sentence in common.values())
    assert common["trio"].bn == "থামো, রাখো, বলো"


@pytest.mark.parametrize(
    ("written", "code"), [("[sentences", "not_toml"), ("[sentences.a]\nbn = 1", "wrong_type"), ("\udcff", "not_utf8")]
)
def test_a_damaged_file_of_shared_sentences(tmp_path: Path, written: str, code: str) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "common.toml").write_bytes(written.encode("utf-8", "surrogateescape"))
    with pytest.raises(KnownError) as caught:
        read_common(tmp_path)
    assert caught.value.code == code
