"""Raised hands that are being counted, key by key: by digits, one hand at a time, or by eye.

The same keys count on the desk and on a stage that covers it. A person types A, B and C; the rest is the last letter,
or did not answer. By eye only “most, some, few” is noted: never a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bsuh_desktop.domain.events import Level
from bsuh_desktop.domain.messages import Message

MOST_HANDS = 999
"""The largest number of three digits; no room holds more people."""

HandKey = Literal["enter", "erase", "by_eye", "hand", "letter"]
"""Keys beside the digits: Enter, Backspace, M; a clicker's two: one hand more, and the next letter."""

_FEWEST_DIGITS = 2
_PICKED: tuple[Level, ...] = ("most", "some")
_NEXT_LEVEL: dict[Level, Level] = {"few": "some", "some": "most", "most": "few"}


class HandCount:
    """Hands by letter, or levels by letter. Everything typed into one number before it is left is one change; so is
    each single hand, and each level."""

    def __init__(
        self,
        letters: str,
        people: int,
        numbers: Mapping[str, int] | None = None,
        levels: Mapping[str, Level] | None = None,
    ) -> None:
        """`numbers` or `levels` are what is stored already; `people` are in the room."""
        self.letters, self.people = letters, people
        self.numbers: dict[str, int] = dict(numbers or {})
        self.levels: dict[str, Level] = dict(levels or {})
        self.by_eye = bool(levels)
        self.at = ""
        """The letter whose hands are counted now, "" once all are known; by eye the one that was picked last."""
        self._before: list[tuple[dict[str, int], dict[str, Level], bool, str, frozenset[str], bool]] = []
        self._typing = ""
        self._filled = ""
        """The letter whose number was full just now, so that the count went on by itself; else ""."""
        self._enters = False
        """Enter was pressed after a number that was full."""
        self._by_clicker = False
        self._passed: frozenset[str] = frozenset()
        """Letters that got their 0 by a key that only goes on."""
        self._find_place()

    def _find_place(self) -> None:
        waiting = () if self.by_eye else (letter for letter in self.letters if letter not in self.numbers)
        self.at = next(iter(waiting), "")

    @property
    def total(self) -> int:
        """All hands."""
        return sum(self.numbers.values())

    @property
    def rest(self) -> int:
        """How many people raised no hand yet; 0 if there are more hands than people."""
        return max(0, self.people - self.total)

    @property
    def complete(self) -> bool:
        """True once every letter has a number, or its level is known."""
        return all(letter in self.levels if self.by_eye else letter in self.numbers for letter in self.letters)

    @property
    def at_rest(self) -> bool:
        """True while the last letter is open and something was counted: Enter gives it the rest, 0 says that the rest
        did not answer."""
        return self._is_last_open and not self._passed.issuperset(self.numbers)

    @property
    def _is_last_open(self) -> bool:
        """True while the last letter is open, and no other."""
        return not self.by_eye and self.numbers.keys() == set(self.letters[:-1]) and self.at == self.letters[-1:]

    @property
    def by_clicker(self) -> bool:
        """True while a clicker's keys count: nothing was counted yet, or they counted it."""
        return not self.by_eye and (self._by_clicker or not self.numbers)

    @property
    def changed(self) -> bool:
        """True if there is something to undo."""
        return bool(self._before)

    # Numbers

    def type_in(self, letter: str, number: int | None) -> None:
        """Sets the number of a letter; None empties it. A number that can take no further digit goes on to the next
        letter by itself."""
        if letter != self._typing:
            self._remember()
            self._typing = letter
        self.at, self._filled, self._by_clicker = letter, "", False
        self._set(letter, number)
        if number is not None and len(str(number)) >= max(_FEWEST_DIGITS, len(str(self.people))):
            self._go_on()
            self._filled = letter

    def step(self, letter: str, by: int) -> None:
        """Adds `by` hands; never below 0."""
        self._remember()
        self._typing = self._filled = ""
        self.at = letter
        self._set(letter, max(0, min(MOST_HANDS, self.numbers.get(letter, 0) + by)))

    def go_to(self, letter: str) -> None:
        """Counts `letter` now; what is typed next is another change."""
        self._typing = ""
        if letter != self.at:
            self.at, self._filled = letter, ""

    def take_rest(self) -> None:
        """The rest is the last letter's."""
        self._remember()
        self._typing = ""
        last = self.letters[-1]
        self._set(last, max(0, self.people - self.total + self.numbers.get(last, 0)))
        self._find_place()

    # Levels

    def choose_by_eye(self, by_eye: bool) -> None:
        """Notes levels instead of numbers, or numbers again: what was counted in the other way is dropped."""
        if by_eye != self.by_eye:
            self._remember()
            self.by_eye, self.numbers, self.levels, self._typing = by_eye, {}, {}, ""
            self._find_place()

    def pick(self, letter: str) -> None:
        """The first letter that is picked has most hands, the second some, and all others few. One that is picked
        later gets its next level."""
        self._remember()
        self.at = letter
        if self.complete:
            self.levels = {**self.levels, letter: _NEXT_LEVEL[self.levels[letter]]}
        elif letter not in self.levels:
            free: list[Level] = [level for level in _PICKED if level not in self.levels.values()]
            self.levels = {**self.levels, letter: free[0] if free else "few"}
            if len(self.levels) == len(_PICKED) or len(self.levels) == len(self.letters) - 1:
                self.levels |= dict.fromkeys([each for each in self.letters if each not in self.levels], "few")

    # Keys

    def digit(self, digit: int) -> None:
        """A digit was typed: of the number of the present letter or, by eye, the place of a letter from 1."""
        if self.by_eye:
            if 1 <= digit <= len(self.letters):
                self.pick(self.letters[digit - 1])
        elif self.at:
            before = self.numbers.get(self.at) if self._typing == self.at else None
            self.type_in(self.at, digit if before is None else min(MOST_HANDS, 10 * before + digit))

    def press(self, key: HandKey) -> None:
        """One of the other keys was pressed."""
        if key == "by_eye":
            self.choose_by_eye(not self.by_eye)
        elif key == "erase":
            self._erase()
        elif self.by_eye or not self.at:
            return
        elif key == "hand":
            self.step(self.at, +1)
            self._by_clicker = True
        elif key == "enter" and not self.numbers:
            # The second press of an Enter that asked the question counts nobody.
            return
        elif key == "enter" and self._filled and (self._enters or not self.at_rest):
            # Whoever always presses Enter after a number does not mean the next letter.
            self._filled, self._enters = "", True
        else:
            self._end_letter()

    def _end_letter(self) -> None:
        """The present letter is counted: if nothing was typed, nobody chose it, and the last one gets the rest. Whoever
        has only gone on has counted nobody."""
        if self.at_rest:
            self.take_rest()
            return
        if self._is_last_open:
            return
        if self.at not in self.numbers:
            self._by_clicker = self.by_clicker
            self._remember()
            self._set(self.at, 0)
            self._passed |= {self.at}
        self._go_on()

    def _go_on(self) -> None:
        """To the next letter that has no number; if all have theirs somebody corrects them, one after the other."""
        self._typing = self._filled = ""
        later = [letter for letter in self.letters if letter > self.at]
        waiting = later if self.complete else [letter for letter in later if letter not in self.numbers]
        if waiting:
            self.at = waiting[0]
        else:
            self._find_place()

    def _erase(self) -> None:
        """Takes the last digit away; at the beginning of a number goes back to the one before."""
        if self.by_eye:
            self.undo()
            return
        self.at = self._filled or self.at
        if self.at and self.at in self.numbers:
            number = self.numbers[self.at] // 10
            self._remember()
            self._set(self.at, number or None)
            self._typing = self.at
        else:
            before = self.letters[: self.letters.index(self.at)] if self.at else self.letters
            earlier = [letter for letter in before if letter in self.numbers]
            if earlier:
                self._remember()
                self._set(earlier[-1], None)
                self.at, self._typing = earlier[-1], ""
        self._filled = ""

    def leave(self) -> None:
        """The field was left: the next input is another change."""
        self._typing = ""

    def undo(self) -> bool:
        """Takes back the last change; False if there is none."""
        self._typing = self._filled = ""
        if not self._before:
            return False
        self.numbers, self.levels, self.by_eye, self.at, self._passed, self._by_clicker = self._before.pop()
        return True

    def _remember(self) -> None:
        before = (dict(self.numbers), dict(self.levels), self.by_eye, self.at, self._passed, self._by_clicker)
        self._before.append(before)

    def _set(self, letter: str, number: int | None) -> None:
        self.numbers = {key: value for key, value in self.numbers.items() if key != letter}
        self._passed -= {letter}
        if number is not None:
            self.numbers[letter] = number


def hands_words(total: int, people: int) -> Message:
    """Such as: 24 hands of 30 people; also how many raised none, once anybody did."""
    if 0 < total < people:
        return Message(
            "{total} of {people} counted, {none} raised no hand", total=total, people=people, none=people - total
        )
    return Message("{total} of {people} counted", total=total, people=people)
