"""Whether the parts fit together, the class can be held without projector and power, and slides can be read from afar.

Both languages need the same slides, minutes must add up, ids must be unique, and questions must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bsuh_desktop.content.check.words import local_texts, readable
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, plain
from bsuh_desktop.content.slides import PARTS, PlacedSlide
from bsuh_desktop.domain.lesson import count_words
from bsuh_desktop.domain.messages import Message


def translations(draft: PackDraft) -> Iterator[Finding]:
    """missing_translation: a text is empty in one of the pack's languages."""
    for table in (draft.module, draft.quiz):
        for path, value in local_texts(table.value) if readable(draft, table) else ():
            for language in draft.languages:
                if not getattr(value, language).strip():
                    message = Message("This text is missing in the language “{language}”.", language=language)
                    remedy = Message("Write it in both languages.")
                    yield Finding(table.file, table.line(*path, language), "missing_translation", message, remedy)


def slides_differ(draft: PackDraft) -> Iterator[Finding]:
    """slides_differ: both languages have the same slides, in the same order, with the same layout and question."""
    if len(draft.decks) != 2:
        return
    one, other = draft.decks.values()
    for deck, against in ((one, other), (other, one)):
        known = {placed.slide.id for placed in against.slides}
        for placed in deck.slides:
            if placed.slide.id not in known:
                message = Message("{file} has no slide “{id}”.", file=against.file, id=placed.slide.id)
                yield Finding(deck.file, placed.line_of("id"), "slides_differ", message, _SAME_SLIDES)
    if {p.slide.id for p in one.slides} == {p.slide.id for p in other.slides}:
        yield from _order(one.slides, other.slides, other.file)
    twins = {placed.slide.id: placed.slide for placed in one.slides}
    for placed in other.slides:
        yield from _twin(twins.get(placed.slide.id), placed, other.file)


def _order(one: Iterable[PlacedSlide], other: Iterable[PlacedSlide], file: str) -> Iterator[Finding]:
    for left, right in zip(one, other, strict=False):
        if left.slide.id != right.slide.id:
            message = Message("In the other language, “{id}” is here.", id=left.slide.id)
            yield Finding(file, right.line_of("id"), "slides_differ", message, _SAME_SLIDES)
            return


def _twin(twin: object, placed: PlacedSlide, file: str) -> Iterator[Finding]:
    for key in ("layout", "item", "part", "minutes", "short") if twin else ():
        if getattr(twin, key) != getattr(placed.slide, key):
            code = "minutes_differ" if key in ("minutes", "short") else "slides_differ"
            message = Message("“{key}” does not match the other language.", key=key)
            yield Finding(file, placed.line_of(key), code, message, Message("Write the same in both languages."))


def minutes(draft: PackDraft) -> Iterator[Finding]:
    """minutes_differ: the slides of each language add up to the module's minutes."""
    if not readable(draft, draft.module) or not draft.module.value.minutes:
        return
    for deck in draft.decks.values():
        total = sum(placed.slide.minutes for placed in deck.slides)
        if total != draft.module.value.minutes:
            message = Message(
                "The slides add up to {total} minutes, the module has {minutes}.",
                total=total,
                minutes=draft.module.value.minutes,
            )
            remedy = Message("Change the minutes of a slide, or those in module.toml.")
            yield Finding(deck.file, 1, "minutes_differ", message, remedy)


def duplicate_ids(draft: PackDraft) -> Iterator[Finding]:
    """duplicate_id: ids of slides (within a language), questions, objectives, misconceptions and listed pictures are
    unique."""
    module, quiz = draft.module, draft.quiz
    goals = module.value.objectives
    yield from _twice(quiz.file, [(item.id, quiz.line("items", n, "id")) for n, item in enumerate(quiz.value.items)])
    yield from _twice(module.file, [(goal.id, module.line("objectives", n, "id")) for n, goal in enumerate(goals)])
    ideas = [
        (idea.id, module.line("objectives", n, "misconceptions", m))
        for n, goal in enumerate(goals)
        for m, idea in enumerate(goal.misconceptions)
    ]
    yield from _twice(module.file, ideas)
    media = module.value.media
    yield from _twice(module.file, [(note.file, module.line("media", n, "file")) for n, note in enumerate(media)])
    for deck in draft.decks.values():
        yield from _twice(deck.file, [(placed.slide.id, placed.line_of("id")) for placed in deck.slides])


def _twice(file: str, ids: list[tuple[str, int]]) -> Iterator[Finding]:
    seen = set[str]()
    for name, line in ids:
        if name and name in seen:
            message = Message("“{id}” is used twice.", id=name)
            yield Finding(file, line, "duplicate_id", message, Message("Give one of the two another name."))
        seen.add(name)


def questions(draft: PackDraft) -> Iterator[Finding]:
    """unknown_item and item_not_asked: each question slide names a lesson question, and each of those is asked exactly
    once."""
    if not readable(draft, draft.quiz):
        return
    forms = {item.id: item.form for item in draft.quiz.value.items}
    for deck in draft.decks.values():
        for placed in deck.slides:
            yield from _question(placed, forms, deck.file)
        asked = Counter(placed.slide.item for placed in deck.slides)
        for place, item in enumerate(draft.quiz.value.items):
            if item.form == "lesson" and asked[item.id] != 1:
                line = draft.quiz.line("items", place, "id")
                message = Message("{file} asks this question {count} times.", file=deck.file, count=asked[item.id])
                remedy = Message("Give each lesson question one slide with the layout question.")
                yield Finding(draft.quiz.file, line, "item_not_asked", message, remedy)


def _question(placed: PlacedSlide, forms: Mapping[str, str], file: str) -> Iterator[Finding]:
    slide = placed.slide
    if slide.layout != "question" and not slide.item:
        return
    if forms.get(slide.item) != "lesson" or slide.layout != "question":
        message = Message("“{item}” is not a lesson question of quiz.toml for this slide.", item=slide.item)
        remedy = Message("Name a question with form lesson, on a slide with the layout question.")
        yield Finding(file, placed.line_of("item"), "unknown_item", message, remedy)


def parts(draft: PackDraft) -> Iterator[Finding]:
    """missing_part: in a pack with forms, each of pre and post is run from exactly one slide."""
    if not any(item.form in ("A", "B") for item in draft.quiz.value.items):
        return
    for deck in draft.decks.values():
        count: Counter[str | None] = Counter(placed.slide.part for placed in deck.slides)
        for part in PARTS:
            if count[part] != 1:
                message = Message("{count} slides run the part “{part}”.", count=count[part], part=part)
                remedy = Message("Give it exactly one slide, with “part” in a comment.")
                yield Finding(deck.file, 1, "missing_part", message, remedy)


_SAME_SLIDES = Message("Keep the same slides in the same order in both languages.")


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
