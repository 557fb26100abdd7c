"""What a class hears and copies when it cannot see the slides: what to say, the board, questions read aloud."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, Slide, plain
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.services.classroom.lesson import FeedbackLine, FormAnswer, feedback_lines

_BETWEEN = " · "
"""Separates the lines for the board in a module's file."""


@dataclasses.dataclass(frozen=True)
class VoiceScript:
    """All texts in the language in which the class is taught."""

    say: tuple[str, ...] = ()
    """Paragraphs to say."""
    board: tuple[str, ...] = ()
    """Lines to write on the board."""
    question: str = ""
    """The question to read aloud."""
    options: tuple[tuple[str, str], ...] = ()
    """Letter and text of each option, to read aloud."""
    answer: tuple[str, str] = ("", "")
    """Letter and text of the right answer, read once the class has answered."""
    why: str = ""
    """Why it is right."""
    feedback: tuple[FeedbackLine, ...] = ()
    """What is said about each answer."""


def spoken_slide(slide: Slide, language: Language, item: Item | None = None) -> VoiceScript:
    """A slide, with the question `item` if it asks one. If the module has no text to say, the text on the slide is
    used."""
    said = tuple(slide.say.split("\n")) if slide.say else tuple(own_text(slide, language))
    return dataclasses.replace(spoken_question(item, language), say=said, board=_board(slide, language))


def spoken_question(item: Item | None, language: Language) -> VoiceScript:
    """A question with its options, and nothing else."""
    if item is None:
        return VoiceScript()
    options = tuple((letter, option.text.text_in(language)) for letter, option in sorted(item.options.items()))
    return VoiceScript(question=item.question.text_in(language), options=options)


def spoken_answers(
    item: Item,
    counts: Mapping[str, int],
    slide: Slide,
    language: Language,
    feedback: tuple[FeedbackLine, ...] = (),
) -> VoiceScript:
    """What the class answered, which answer is right, and why, and the feedback to each answer; the counts are for the
    board, but not those of so few answers that one of them could be recognised."""
    board = _board(slide, language) + _counted(item, counts, language)
    why = item.explanation.text_in(language)
    return VoiceScript(board=board, answer=_right(item, language), why=why, feedback=feedback)


def spoken_form_answer(answer: FormAnswer, language: Language) -> VoiceScript:
    """A question of a form, its right answer and why it is right, and the feedback to each answer. Of the options only
    the right one is read again."""
    item, asking = answer.item, answer.asking
    return VoiceScript(
        board=_counted(item, answer.counts, language),
        question=item.question.text_in(language),
        answer=_right(item, language),
        why=item.explanation.text_in(language),
        feedback=feedback_lines(item, asking.counts, asking.levels),
    )


def _right(item: Item, language: Language) -> tuple[str, str]:
    return (item.key, item.options[item.key].text.text_in(language)) if item.key else ("", "")


def _counted(item: Item, counts: Mapping[str, int], language: Language) -> tuple[str, ...]:
    """The line for the board; none of too few answers."""
    counted = (f"{letter}: {_number(counts.get(letter, 0), language)}" for letter in sorted(item.options))
    return (_BETWEEN.join(counted),) if enough_to_show(counts) else ()


def own_text(slide: Slide, language: Language) -> list[str]:
    """The text on a slide, line by line, without its pictures."""
    title = [slide.title] if slide.title else []
    return [*title, *(line for block in slide.body for line in _lines(block, language))]


def _lines(block: Block, language: Language) -> Iterable[str]:
    if isinstance(block, Columns):
        for part in (*block.left, *block.right):
            yield from _lines(part, language)
    elif isinstance(block, Panel):
        yield from (plain(runs) for runs in (*(one.runs for one in block.speech), block.caption) if runs)
    elif isinstance(block, Paragraph):
        yield plain(block.runs)
    elif isinstance(block, ListBlock):
        for number, line in enumerate(block.lines, 1):
            sign = f"{_number(number, language)}. " if block.ordered else ""
            yield sign + plain(line)


def _board(slide: Slide, language: Language) -> tuple[str, ...]:
    if not slide.board:
        return tuple(own_text(slide, language))
    return tuple(line for whole in slide.board.split("\n") for line in whole.split(_BETWEEN))


def _number(number: int, language: Language) -> str:
    return digits_in(language, number)
