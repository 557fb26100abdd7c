"""The thin bar on a stage that covers the desk: what comes next, the hands that are counted, clocks, black, back.

The class sees it: it holds no name, and of an open question only the number that is being typed, or the last answer
that was noted by eye.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.slips import LEVEL_WORDS
from bsuh_desktop.presenters.classroom.answers import Answers
from bsuh_desktop.presenters.classroom.hand_count import HandCount
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import NO_TEXT, Part, Text
from bsuh_desktop.services.classroom.next_step import Step


class LetterMark(msgspec.Struct, frozen=True):
    """An answer whose hands are counted, or were seen."""

    letter: str
    state: Literal["waits", "now", "counted", "told"]
    """`told`: the question is closed, and the class may see all of it."""
    words: Text = NO_TEXT
    """The number that is being typed, or how many were seen; gone once the next letter is counted."""


class StageBarModel(msgspec.Struct, frozen=True, kw_only=True):
    """The bar."""

    next_step: Part
    next_key: str
    """The key that does it, where the arrow that stands on every button like it does not."""
    aside: Part
    note: Part
    letters: tuple[LetterMark, ...]
    clock: Part
    timer: Part
    """The clock of an activity."""
    black: Part
    stays: bool
    """It is needed now, and does not go away by itself."""


class StageBarView(Protocol):
    """The bar on the stage's window."""

    def bind(self, model: StageBarModel | None) -> None:
        """Shows the model; None while no lesson is taught."""

    def attend(self, **does: Callable[[], object]) -> None:
        """Sets what its buttons do, by their names in the model."""


def needs_desk(step: Step) -> bool:
    """True for a step that opens something that the stage would hide, or the class should not see."""
    return step.does in ("pass_on", "wrap_up") or (step.does == "ask" and step.by == "shared")


def stage_bar(lesson: Lesson, answers: Answers, clock: Text, timer: Part, aside: Part, doubted: bool) -> StageBarModel:
    """The bar as it should look now. `timer` and `aside` are buttons of the desk's bar, `aside` for a question that can
    be closed without a count and for right answers that can be skipped; `doubted`: whoever counted was told that it is
    odd."""
    step, count = lesson.step, answers.count if answers.counting else None
    note = _note(lesson, step, count, doubted)
    return StageBarModel(
        next_step=Part(text=step.words, enabled=step.why_not is None),
        next_key="F10" if step.does == "wrap_up" else "",
        aside=aside if step.why_not or step.does == "answers" else Part(shown=False),
        note=Part(text=note or NO_TEXT),
        letters=_seen(lesson) if count is None else tuple(_mark(count, letter) for letter in count.letters),
        clock=Part(text=clock),
        timer=timer,
        black=Part(checked=lesson.stage.black),
        stays=count is not None,
    )


def _seen(lesson: Lesson) -> tuple[LetterMark, ...]:
    """What was seen by eye, once the class sees the answers."""
    hidden = lesson.stage.black or lesson.stage.frozen
    tally = None if hidden else lesson.stage.content.tally
    levels = sorted(tally.levels.items()) if tally else []
    return tuple(LetterMark(letter, "told", LEVEL_WORDS[level]) for letter, level in levels)


def _mark(count: HandCount, letter: str) -> LetterMark:
    if count.by_eye:
        level = count.levels.get(letter)
        if level is None:
            return LetterMark(letter, "waits")
        now = letter == count.at
        return LetterMark(letter, "now", LEVEL_WORDS[level]) if now else LetterMark(letter, "counted")
    if letter == count.at:
        number = count.numbers.get(letter)
        return LetterMark(letter, "now", NO_TEXT if number is None else digits_text(number))
    return LetterMark(letter, "counted" if letter in count.numbers else "waits")


def _note(lesson: Lesson, step: Step, count: HandCount | None, doubted: bool) -> Message | None:
    if lesson.stage.black:
        return Message("Black. B shows the slide again.")
    if doubted and (doubt := lesson.hands_in_doubt):
        return Message("{doubt} Enter keeps the count, Backspace corrects it.", doubt=doubt)
    if count is not None and (not count.complete or (count.by_clicker and count.at)):
        return _how_to_count(count)
    hidden = needs_desk(step) and step.does != "wrap_up"
    return Message("This is done on the desk: press Esc.") if hidden else None


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
    if count.by_clicker:
        return Message("Hands for {letter}. A clicker: forward is a hand, back ends it.", letter=count.at)
    return Message("Hands for {letter}: type the number. M: by eye.", letter=count.at)
