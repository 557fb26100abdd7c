"""How good is a passphrase: too little, enough, or good? Counted from its words and characters; nothing is kept.

Whether it can be guessed all the same, word lists know: `services.desk.passphrases`.
"""

from __future__ import annotations

from enum import StrEnum

from bsuh_desktop.domain.messages import Message

FEWEST_WORDS, FEWEST_CHARACTERS = 3, 12
GOOD_WORDS, GOOD_CHARACTERS = 4, 20

_SHORTEST_WORD = 2
_FEWEST_DIFFERENT = 5
"""Twelve times the same key is twelve characters, too."""


class Strength(StrEnum):
    """What a passphrase is good for: nothing, this laptop, this laptop in a thief's hands."""

    WEAK = "weak"
    ENOUGH = "enough"
    GOOD = "good"


def strength(passphrase: str) -> Strength:
    """How good `passphrase` is: different words count, and characters where there are few words."""
    parts = passphrase.casefold().split()
    words = len({part for part in parts if len(part) >= _SHORTEST_WORD})
    characters = sum(map(len, parts)) if len(set("".join(parts))) >= _FEWEST_DIFFERENT else 0
    if not has_letters(passphrase) or (words < FEWEST_WORDS and characters < FEWEST_CHARACTERS):
        return Strength.WEAK
    return Strength.GOOD if words >= GOOD_WORDS or characters >= GOOD_CHARACTERS else Strength.ENOUGH


def has_letters(passphrase: str) -> bool:
    """False for digits alone in any script, such as a date or a telephone number, however they are grouped."""
    return any(map(str.isalpha, passphrase))


def shortcoming(passphrase: str) -> Message | None:
    """Why `passphrase` is Strength.WEAK, for the person who chooses it; None where it is not."""
    if strength(passphrase) is not Strength.WEAK:
        return None
    if passphrase.strip() and not has_letters(passphrase):
        return Message("A passphrase without letters is easy to guess.")
    return Message(
        "A passphrase needs at least {words} words or {characters} characters.",
        words=FEWEST_WORDS,
        characters=FEWEST_CHARACTERS,
    )
