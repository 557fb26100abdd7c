"""Whether the class can be held without projector and power, and slides can be read from the last bench."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, plain
from bsuh_desktop.content.slides import PlacedSlide
from bsuh_desktop.domain.lesson_time import count_words
from bsuh_desktop.domain.messages import Message

TITLE_WORDS, LINE_WORDS, LIST_LINES, PARAGRAPH_WORDS = 9, 9, 4, 24


def facilitator_lines(draft: PackDraft) -> Iterator[Finding]:
    """missing_say, missing_board, missing_nopower, missing_title: what each slide needs for the facilitator."""
    for deck in draft.decks.values():
        for placed in deck.slides:
            for code, message, remedy in _lacks(placed):
                yield Finding(deck.file, placed.line, code, message, remedy)


def _lacks(placed: PlacedSlide) -> Iterator[tuple[str, Message, Message]]:
    slide = placed.slide
    if not slide.say:
        yield "missing_say", Message("This slide does not tell the facilitator what to say."), Message("Add “say”.")
    if not slide.board:
        yield "missing_board", Message("This slide has no line for the board."), Message("Add “board”.")
    if slide.layout == "activity" and not slide.nopower:
        yield "missing_nopower", Message("This activity has no plan for a power cut."), Message("Add “nopower”.")
    if slide.layout != "question" and not slide.title:
        yield "missing_title", Message("This slide has no title."), Message("Add one line that begins with #.")


def lengths(draft: PackDraft) -> Iterator[Finding]:
    """too_long: more text than can be read from the last bench. A placeholder counts as one word."""
    for deck in draft.decks.values():
        for placed in deck.slides:
            if count_words(placed.slide.title) > TITLE_WORDS:
                yield _too_long(deck.file, placed.line_of("title"), _line_rule(TITLE_WORDS))
            for block in placed.slide.body:
                yield from _block_lengths(deck.file, placed, block)


def _block_lengths(file: str, placed: PlacedSlide, block: Block) -> Iterator[Finding]:
    if isinstance(block, Columns):
        for inner in (*block.left, *block.right):
            yield from _block_lengths(file, placed, inner)
    elif isinstance(block, Panel):
        for runs in (block.caption, *(one.runs for one in block.speech)):
            if count_words(plain(runs)) > LINE_WORDS:
                yield _too_long(file, placed.line, _line_rule(LINE_WORDS))
    elif isinstance(block, ListBlock):
        if len(block.lines) > LIST_LINES:
            rule = Message("This list has more than {count} lines.", count=LIST_LINES)
            yield _too_long(file, _where(placed, plain(block.lines[LIST_LINES])), rule)
        for runs in block.lines:
            if count_words(plain(runs)) > LINE_WORDS:
                yield _too_long(file, _where(placed, plain(runs)), _line_rule(LINE_WORDS))
    elif isinstance(block, Paragraph) and count_words(plain(block.runs)) > PARAGRAPH_WORDS:
        yield _too_long(file, _where(placed, plain(block.runs)), _line_rule(PARAGRAPH_WORDS))


def _where(placed: PlacedSlide, words: str) -> int:
    """The line of the body at which `words` begin."""
    start = words.split("\n")[0].replace("**", "")
    for line, text in placed.body:
        bare = text.replace("**", "").strip()
        if bare and (start.startswith(bare) or bare.endswith(start)):
            return line
    return placed.line


def _line_rule(words: int) -> Message:
    return Message("This is longer than {count} words.", count=words)


def _too_long(file: str, line: int, message: Message) -> Finding:
    remedy = Message("Make it shorter, so that the last bench can read it; move the rest to “say”.")
    return Finding(file, line, "too_long", message, remedy)
