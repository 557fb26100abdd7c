"""What a class hears and copies when it cannot see the slides: what to say, the board, questions read aloud."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, Slide, plain
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.domain.text import digits_in

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


def spoken_answers(item: Item, counts: Mapping[str, int], slide: Slide, language: Language) -> VoiceScript:
    """What the class answered, which answer is right, and why; the counts are for the board, but not those of so few
    answers that one of them could be recognised."""
    counted = (f"{letter}: {_number(counts.get(letter, 0), language)}" for letter in sorted(item.options))
    right = (item.key, item.options[item.key].text.text_in(language)) if item.key else ("", "")
    board = _board(slide, language)
    if enough_to_show(counts):
        board += (_BETWEEN.join(counted),)
    return VoiceScript(board=board, answer=right, why=item.explanation.text_in(language))


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
