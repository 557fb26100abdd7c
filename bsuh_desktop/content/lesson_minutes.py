"""How many minutes a lesson takes by arithmetic, for each way of answering and size of class."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable, Slide
from bsuh_desktop.domain.lesson import TOLD_S, Way, asking_s, count_words
from bsuh_desktop.domain.local_text import Language

WAYS: tuple[Way, ...] = ("hands", "cards", "phones", "shared")
SIZES = (30, 45, 60)


def lesson_minutes(draft: PackDraft) -> dict[str, dict[str, dict[str, int]]]:
    """Plan ("45", "35": its own length) → way → learners → minutes, rounded up, in the language with more words. Slides
    that ask take the time of their questions; the others the minutes of the plan. Empty for a pack without slides."""
    module = draft.module.value
    plans = {module.minutes: False} | ({module.short_minutes: True} if module.short_minutes else {})
    return {str(plan): _by_way(draft, short) for plan, short in plans.items() if draft.decks}


def _by_way(draft: PackDraft, short: bool) -> dict[str, dict[str, int]]:
    decks = {language: [placed.slide for placed in deck.slides] for language, deck in draft.decks.items()}

    def longest(way: Way, size: int) -> int:
        return max(_minutes(draft, slides, language, way, size, short) for language, slides in decks.items())

    return {way: {str(size): longest(way, size) for size in SIZES} for way in WAYS}


def _minutes(
    draft: PackDraft, slides: Iterable[Slide], language: Language, way: Way, learners: int, short: bool
) -> int:
    seconds = 0.0
    for slide in slides:
        planned = minutes_of(slide, short)
        asked = asked_on(draft, slide, way)
        if planned and asked:
            seconds += questions_s(asked, language, way, learners) + told_s(draft, slide, asked)
        else:
            seconds += planned * 60
    return math.ceil(seconds / 60)


def minutes_of(slide: Slide, short: bool) -> int:
    """The minutes of `slide`, by the short plan or the whole one."""
    return (slide.short or 0) if short else slide.minutes


def asked_on(draft: PackDraft, slide: Slide, way: Way) -> list[ItemTable]:
    """The items that a learner is asked from `slide`: of the two forms the longer one, for hands the pairs for them."""
    items = draft.quiz.value.items
    if slide.item:
        return [item for item in items if item.id == slide.item]
    if slide.part is None:
        return []
    pairs = draft.module.value.hands_pairs if way == "hands" else ()
    forms = [[item for item in items if item.form == form and (not pairs or item.pair in pairs)] for form in ("A", "B")]
    return max(forms, key=lambda form: sum(words_of(item, language) for item in form for language in draft.languages))


def questions_s(items: Iterable[ItemTable], language: Language, way: Way, learners: int) -> float:
    """Seconds for all of `items` in a class of `learners`."""
    return sum(asking_s(words_of(item, language), way, learners) for item in items)


def told_s(draft: PackDraft, slide: Slide, asked: Sequence[ItemTable]) -> int:
    """Seconds to say the answers: of a question of the lesson at once, of the forms after the last questions. Modules
    of format 1 plan no time for it."""
    return TOLD_S * len(asked) if draft.since_2 and slide.part != "pre" else 0


def words_of(item: ItemTable, language: Language) -> int:
    """How many words are read aloud: the question and its options."""
    texts = [getattr(item.question, language), *(getattr(option, language) for option in item.options.values())]
    return sum(map(count_words, texts))
