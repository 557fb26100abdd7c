"""The hands counted so far for one question, and every count before, so that a slip can be taken back."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.domain.messages import Message

MOST = 999
"""What three digits hold; no room holds more people."""


class HandCount:
    """By letter. What is typed into one field without leaving it is one change; each hand more or fewer is one, too."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers: dict[str, int] = dict(numbers or {})
        self._before: list[dict[str, int]] = []
        self._typing = ""

    def type_in(self, letter: str, number: int | None) -> None:
        """A field was written; None empties it."""
        if letter != self._typing:
            self._remember()
            self._typing = letter
        self._set(letter, number)

    def step(self, letter: str, by: int) -> None:
        """So many hands more; never below none."""
        self._remember()
        self._typing = ""
        self._set(letter, max(0, min(MOST, self.numbers.get(letter, 0) + by)))

    def leave(self) -> None:
        """The field was left: what is typed there next is another change."""
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
        """True if there is something to take back."""
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
    """So many hands of so many people; how many raised none is said once somebody did."""
    if 0 < total < people:
        return Message("{total} of {people} counted, {none} no hand", total=total, people=people, none=people - total)
    return Message("{total} of {people} counted", total=total, people=people)
