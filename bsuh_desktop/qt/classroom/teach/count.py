"""The hands counted so far for one question, with an undo history."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.domain.messages import Message

MOST = 999
"""The largest number of three digits; no room holds more people."""


class HandCount:
    """Hands by letter. Everything typed into one field before it is left is one change; so is each single hand."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers: dict[str, int] = dict(numbers or {})
        self._before: list[dict[str, int]] = []
        self._typing = ""

    def type_in(self, letter: str, number: int | None) -> None:
        """Sets a field; None empties it."""
        if letter != self._typing:
            self._remember()
            self._typing = letter
        self._set(letter, number)

    def step(self, letter: str, by: int) -> None:
        """Adds `by` hands; never below 0."""
        self._remember()
        self._typing = ""
        self._set(letter, max(0, min(MOST, self.numbers.get(letter, 0) + by)))

    def leave(self) -> None:
        """The field was left: the next input is another change."""
        self._typing = ""

    def undo(self) -> bool:
        """Takes back the last change; False if there is none."""
        self._typing = ""
        if not self._before:
            return False
        self.numbers = self._before.pop()
        return True

    @property
    def changed(self) -> bool:
        """True if there is something to undo."""
        return bool(self._before)

    @property
    def total(self) -> int:
        """All hands."""
        return sum(self.numbers.values())

    def _remember(self) -> None:
        self._before.append(dict(self.numbers))

    def _set(self, letter: str, number: int | None) -> None:
        self.numbers = {key: value for key, value in self.numbers.items() if key != letter}
        if number is not None:
            self.numbers[letter] = number


def hands_words(total: int, people: int) -> Message:
    """Such as: 24 hands of 30 people; also how many raised none, once anybody did."""
    if 0 < total < people:
        return Message(
            "{total} of {people} counted, {none} raised no hand", total=total, people=people, none=people - total
        )
    return Message("{total} of {people} counted", total=total, people=people)
