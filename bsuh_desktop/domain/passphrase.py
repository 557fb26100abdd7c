"""How strong a passphrase is (weak, enough or good), by its words and characters; nothing is stored.

Word lists of common passphrases are checked in `services.desk.passphrases`.
"""

from __future__ import annotations

from enum import StrEnum

from bsuh_desktop.domain.messages import Message

FEWEST_WORDS, FEWEST_CHARACTERS = 3, 12
GOOD_WORDS, GOOD_CHARACTERS = 4, 20

_SHORTEST_WORD = 2
_FEWEST_DIFFERENT = 5
"""The same key pressed twelve times is twelve characters, too."""


class Strength(StrEnum):
    """How much a passphrase protects: nothing (weak), a laptop in use (enough), a stolen laptop (good)."""

    WEAK = "weak"
    ENOUGH = "enough"
    GOOD = "good"


def strength(passphrase: str) -> Strength:
    """The strength of `passphrase`: different words count, or characters if there are few words."""
    parts = passphrase.casefold().split()
    words = len({part for part in parts if len(part) >= _SHORTEST_WORD})
    characters = sum(map(len, parts)) if len(set("".join(parts))) >= _FEWEST_DIFFERENT else 0
    if not has_letters(passphrase) or (words < FEWEST_WORDS and characters < FEWEST_CHARACTERS):
        return Strength.WEAK
    return Strength.GOOD if words >= GOOD_WORDS or characters >= GOOD_CHARACTERS else Strength.ENOUGH


def has_letters(passphrase: str) -> bool:
    """False for a passphrase without letters in any script, such as a date or a telephone number, however it is
    grouped."""
    return any(map(str.isalpha, passphrase))


def shortcoming(passphrase: str) -> Message | None:
    """Why `passphrase` is Strength.WEAK, for the person who chooses it; None if it is not."""
    if strength(passphrase) is not Strength.WEAK:
        return None
    if passphrase.strip() and not has_letters(passphrase):
        return Message("A passphrase without letters is easy to guess.")
    return Message(
        "A passphrase needs at least {words} words or {characters} characters.",
        words=FEWEST_WORDS,
        characters=FEWEST_CHARACTERS,
    )
