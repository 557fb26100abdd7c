"""Every character that a recovery code can have is spelled, in both languages, unlike every other."""

from __future__ import annotations

from bsuh_desktop.domain.codes import ALPHABET
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.language import say
from bsuh_desktop.qt.safekeeping.code_spelling import spelled


def test_every_character_has_its_own_words() -> None:
    languages: tuple[Language, ...] = ("en", "bn")
    for language in languages:
        said = [say(words, language) for words in spelled(ALPHABET)]
        assert len(set(said)) == len(ALPHABET) == 32
    for letter, words in zip(ALPHABET, spelled(ALPHABET), strict=True):
        assert letter.isdecimal() or str(words).startswith(f"{letter} as in {letter.lower()}") or letter == "X"
