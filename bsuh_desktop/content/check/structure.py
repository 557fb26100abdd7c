"""Whether the parts fit together.

Both languages need the same slides, minutes must add up, ids must be unique, and questions must exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bsuh_desktop.content.check.texts import local_texts, readable
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.slides import PARTS, PlacedSlide
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
