"""Spelling words for a recovery code on the telephone: words that every school child learns first."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message

_WORDS: dict[str, Message] = {
    "A": Message("A as in apple"),
    "B": Message("B as in ball"),
    "C": Message("C as in cat"),
    "D": Message("D as in doll"),
    "E": Message("E as in egg"),
    "F": Message("F as in fish"),
    "G": Message("G as in goat"),
    "H": Message("H as in hen"),
    "J": Message("J as in jug"),
    "K": Message("K as in kite"),
    "M": Message("M as in mango"),
    "N": Message("N as in nest"),
    "P": Message("P as in parrot"),
    "Q": Message("Q as in queen"),
    "R": Message("R as in rose"),
    "S": Message("S as in sun"),
    "T": Message("T as in tiger"),
    "V": Message("V as in van"),
    "W": Message("W as in watch"),
    "X": Message("X as in X-ray"),
    "Y": Message("Y as in yak"),
    "Z": Message("Z as in zebra"),
}
_DIGITS = (
    Message("zero"),
    Message("one"),
    Message("two"),
    Message("three"),
    Message("four"),
    Message("five"),
    Message("six"),
    Message("seven"),
    Message("eight"),
    Message("nine"),
)


def spelled(group: str) -> list[Message]:
    """One sentence per character. Raises LookupError for a character that no code contains."""
    return [_DIGITS[int(letter)] if letter.isdecimal() else _WORDS[letter] for letter in group]
