"""How good is a passphrase: too little, enough, or good? Counted from its words and characters; nothing is kept."""

from __future__ import annotations

from enum import StrEnum

from bsuh_desktop.domain.errors import KnownError
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
    if words >= GOOD_WORDS or characters >= GOOD_CHARACTERS:
        return Strength.GOOD
    return Strength.ENOUGH if words >= FEWEST_WORDS or characters >= FEWEST_CHARACTERS else Strength.WEAK


def check_passphrase(passphrase: str) -> None:
    """A passphrase is three different words, or twelve characters. Raises KnownError: weak_passphrase."""
    if strength(passphrase) is Strength.WEAK:
        raise KnownError(
            "weak_passphrase",
            Message(
                "A passphrase has at least {words} words or {characters} characters.",
                words=FEWEST_WORDS,
                characters=FEWEST_CHARACTERS,
            ),
            Message("Put a few words together that only you would."),
        )
