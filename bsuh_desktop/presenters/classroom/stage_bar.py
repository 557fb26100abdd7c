"""The thin bar on a stage that covers the desk: what comes next, the hands that are counted, clock, black, back.

The class sees it: it holds no name, and of a count only the number that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.answers import Answers
from bsuh_desktop.presenters.classroom.hand_count import HandCount
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import NO_TEXT, Part, Text
from bsuh_desktop.services.classroom.next_step import Step


class LetterMark(msgspec.Struct, frozen=True):
    """An answer whose hands are counted."""

    letter: str
    state: Literal["waits", "now", "counted"]
    typed: Text = NO_TEXT
    """The number that is being typed; gone once the next letter is counted."""


class StageBarModel(msgspec.Struct, frozen=True, kw_only=True):
    """The bar."""

    next_step: Part
    note: Part
    letters: tuple[LetterMark, ...]
    clock: Part
    black: Part
    stays: bool
    """It is needed now, and does not go away by itself."""


class StageBarView(Protocol):
    """The bar on the stage's window."""

    def bind(self, model: StageBarModel | None) -> None:
        """Shows the model; None while no lesson is taught."""

    def attend(self, go_on: Callable[[], object], black: Callable[[], object]) -> None:
        """Sets what its two buttons do."""


def needs_desk(step: Step) -> bool:
    """True for a step that opens something that the stage would hide, or the class should not see."""
    return step.does in ("pass_on", "wrap_up") or (step.does == "ask" and step.by == "shared")


def stage_bar(lesson: Lesson, answers: Answers, clock: Text, doubted: bool) -> StageBarModel:
    """The bar as it should look now. `doubted`: whoever counted was told that it is odd."""
    step, count = lesson.step, answers.count if answers.counting else None
    note = _note(lesson, step, count, doubted)
    return StageBarModel(
        next_step=Part(text=step.words, enabled=step.why_not is None),
        note=Part(text=note or NO_TEXT),
        letters=() if count is None or count.by_eye else tuple(_mark(count, letter) for letter in count.letters),
        clock=Part(text=clock),
        black=Part(checked=lesson.stage.black),
        stays=count is not None,
    )


def _mark(count: HandCount, letter: str) -> LetterMark:
    if letter == count.at:
        number = count.numbers.get(letter)
        return LetterMark(letter, "now", NO_TEXT if number is None else digits_text(number))
    return LetterMark(letter, "counted" if letter in count.numbers else "waits")


def _note(lesson: Lesson, step: Step, count: HandCount | None, doubted: bool) -> Message | None:
    if lesson.stage.black:
        return Message("Black. B shows the slide again.")
    if doubted and (doubt := lesson.hands_in_doubt):
        return Message("{doubt} Enter keeps the count, Backspace corrects it.", doubt=doubt)
    if count is not None and not count.complete:
        return _how_to_count(count)
    return Message("This is done on the desk: press Esc.") if needs_desk(step) else None


def _how_to_count(count: HandCount) -> Message:
    last = count.letters[-1:]
    if count.by_eye and not count.levels:
        return Message("By eye: which answer has most hands? Press 1 to {last}.", last=len(count.letters))
    if count.by_eye:
        return Message("By eye: which answer has some hands? Press 1 to {last}.", last=len(count.letters))
    if count.at_rest:
        return Message("Enter: the others are {letter}. 0: they did not answer.", letter=last)
    if not count.numbers:
        return Message(
            "Hands for {letter}: type the number. M: by eye. A clicker: forward is a hand, back the next letter.",
            letter=count.at,
        )
    return Message("Hands for {letter}: type the number. M: by eye.", letter=count.at)
