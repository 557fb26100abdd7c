"""Whether a lesson of format 2 measures what was learnt: its cases, its feedback, and nothing told beforehand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bsuh_desktop.content.check.words import SPOKEN
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.lesson_minutes import asked_on, minutes_of, questions_s, told_s
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable, Panel, Picture, Slide
from bsuh_desktop.content.slides import Deck, PlacedSlide
from bsuh_desktop.domain.lesson import CAST, HANDS_CLASS, Way, count_words
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message

FEEDBACK_WORDS = 14
HONEST_OF_FORM, HONEST_OF_HANDS = 2, 1
PLANNED_WAYS: tuple[Way, ...] = ("hands", "cards", "phones")
"""The ways of answering that a slide's minutes have to hold; one device for a whole class never fits a lesson."""
_PANELS = {"comic": (2, 4), "choice": (2, 2)}


def complete(draft: PackDraft) -> Iterator[Finding]:
    """missing_key: what a lesson of format 2 needs for its papers, its short plan and its feedback."""
    if not draft.since_2:
        return
    module = draft.module.value
    for key, there in (("home", module.home), ("chant", module.chant), ("short_minutes", module.short_minutes)):
        if not there:
            yield _module(draft, key, "missing_key", _missing(key), Message("Add this key."))
    for place, item in enumerate(draft.quiz.value.items):
        if item.key and not item.case:
            yield _item(draft, place, "id", "missing_key", _missing("case"), Message("Write “honest” or “trap”."))
        for letter, option in item.options.items():
            if item.key and option.feedback is None:
                yield _option(draft, place, letter, "missing_key", _missing("feedback"), _SAY_WHY)
            if option.feedback is not None and option.by not in CAST:
                message = Message("“{name}” is not one of the cast.", name=option.by)
                remedy = Message("Write who says it: {names}.", names=", ".join(CAST))
                yield _option(draft, place, letter, "unknown_speaker", message, remedy)


def feedback_lengths(draft: PackDraft) -> Iterator[Finding]:
    """too_long: feedback is one breath."""
    for place, item in enumerate(draft.quiz.value.items):
        for letter, option in item.options.items():
            for language in draft.languages if option.feedback else ():
                if count_words(getattr(option.feedback, language)) > FEEDBACK_WORDS:
                    message = Message("This is longer than {count} words.", count=FEEDBACK_WORDS)
                    yield _option(draft, place, letter, "too_long", message, Message("Say it in one breath."))


def cases(draft: PackDraft) -> Iterator[Finding]:
    """case_spread: two of each form are honest, and of the pairs that hands ask at least one is and one is not;
    no_alarm: an honest case has an answer that takes it for a trap; unknown_pair: hands ask pairs that there are;
    pair_differs: twins are both honest or both traps."""
    items, pairs = draft.quiz.value.items, draft.module.value.hands_pairs
    forms = {form: [item for item in items if item.form == form] for form in ("A", "B")}
    if not draft.since_2 or not any(forms.values()):
        return
    known = {item.pair for item in (*forms["A"], *forms["B"])}
    if not pairs or not set(pairs) <= known:
        message = Message("“hands_pairs” names the pairs that a class is asked which raises hands.")
        yield _module(draft, "hands_pairs", "unknown_pair", message, _NAME_PAIRS)
    for form, asked in forms.items():
        by_hands = [item.case for item in asked if item.pair in pairs]
        honest = sum(item.case == "honest" for item in asked)
        if honest < HONEST_OF_FORM or honest == len(asked) or (by_hands and len(set(by_hands)) < 2):
            place = next((n for n, item in enumerate(items) if item.form == form), 0)
            message = Message("Form {form} has too few honest cases, or too few traps.", form=form)
            yield _item(draft, place, "case", "case_spread", message, _TWO_HONEST)
    alarms = {idea.id for goal in draft.module.value.objectives for idea in goal.misconceptions if idea.alarm}
    twins: dict[int, set[str | None]] = defaultdict(set)
    for place, item in enumerate(items):
        if item.case == "honest" and not any(option.misconception in alarms for option in item.options.values()):
            message = Message("No answer of this honest case takes it for a trap.")
            yield _item(draft, place, "case", "no_alarm", message, _ADD_ALARM)
        if item.form in forms:
            twins[item.pair].add(item.case)
            if len(twins[item.pair]) > 1:
                message = Message("The pair is honest in one form and a trap in the other.")
                yield _item(draft, place, "case", "pair_differs", message, Message("Use the same case in both forms."))


def shared_options(draft: PackDraft) -> Iterator[Finding]:
    """shared_option: no option of the lesson stands in a form, and none of a form in its twin: nobody can answer from
    memory of the words."""
    if not draft.since_2:
        return
    items = draft.quiz.value.items
    for place, item in enumerate(items):
        for letter, option in item.options.items():
            for language in draft.languages:
                said = _bare(getattr(option, language))
                others = (other for other in items[:place] if _meets(item, other))
                if said and any(
                    said == _bare(getattr(o, language)) for other in others for o in other.options.values()
                ):
                    message = Message("Another question has this option, too ({language}).", language=language)
                    yield _option(draft, place, letter, "shared_option", message, Message("Write it in other words."))


def _meets(item: ItemTable, other: ItemTable) -> bool:
    """True if a learner may be asked both, so that one could give the other away."""
    return (item.form == "lesson") != (other.form == "lesson") or (item.pair == other.pair and item.form != other.form)


def _bare(text: str) -> str:
    return " ".join(text.lower().strip(" .।").split())


def key_words(draft: PackDraft) -> Iterator[Finding]:
    """key_word_early: no word of what is taught stands on a slide, or is said, before the first questions."""
    for language, deck in draft.decks.items():
        words = [getattr(word, language).lower() for word in draft.module.value.key_words]
        for placed in _before_first_questions(deck):
            texts = [(line, text) for line, text in placed.body]
            texts += [(placed.line_of(key), getattr(placed.slide, key)) for key in SPOKEN if key != "note"]
            for line, text in texts:
                early = next((word for word in words if word and word in text.lower()), None)
                if early is not None:
                    message = Message("“{word}” is told before the first questions.", word=early)
                    remedy = Message("Say it after them: they measure what the class knew before.")
                    yield Finding(deck.file, line, "key_word_early", message, remedy)


def _before_first_questions(deck: Deck) -> list[PlacedSlide]:
    """The slides up to the first questions, that one included; none if there are no such questions."""
    ends = [place for place, placed in enumerate(deck.slides) if placed.slide.part == "pre"]
    return list(deck.slides[: ends[0] + 1]) if ends else []


def question_minutes(draft: PackDraft) -> Iterator[Finding]:
    """too_few_minutes: the minutes of a slide that asks hold reading twice and counting, in each plan and language."""
    if not draft.since_2:
        return
    for language, deck in draft.decks.items():
        for placed in deck.slides:
            for short in (False, True) if draft.module.value.short_minutes else (False,):
                minutes = minutes_of(placed.slide, short)
                needed = {way: _minutes_needed(draft, placed.slide, way, language) for way in PLANNED_WAYS}
                way = max(needed, key=lambda one: needed[one])
                if minutes and needed[way] > minutes:
                    message = Message(
                        "This takes {needed} minutes with {learners} learners ({way}), not {minutes}.",
                        needed=f"{needed[way]:.1f}",
                        learners=HANDS_CLASS,
                        way=way,
                        minutes=minutes,
                    )
                    line = placed.line_of("short" if short else "minutes")
                    yield Finding(deck.file, line, "too_few_minutes", message, _MORE_MINUTES)


def _minutes_needed(draft: PackDraft, slide: Slide, way: Way, language: Language) -> float:
    asked = asked_on(draft, slide, way)
    return (questions_s(asked, language, way, HANDS_CLASS) + told_s(draft, slide, asked)) / 60


def short_plan(draft: PackDraft) -> Iterator[Finding]:
    """missing_key and minutes_differ: each slide has its minutes by the short plan, and they add up to its length."""
    module = draft.module.value
    for deck in draft.decks.values() if draft.since_2 and module.short_minutes else ():
        for placed in deck.slides:
            if placed.slide.short is None:
                yield Finding(deck.file, placed.line, "missing_key", _missing("short"), _ADD_SHORT)
        total = sum(placed.slide.short or 0 for placed in deck.slides)
        if total != module.short_minutes:
            message = Message(
                "The slides add up to {total} minutes, the module has {minutes}.",
                total=total,
                minutes=module.short_minutes,
            )
            remedy = Message("Change the minutes of a slide, or those in module.toml.")
            yield Finding(deck.file, 1, "minutes_differ", message, remedy)


def layouts(draft: PackDraft) -> Iterator[Finding]:
    """layout_parts: a scene has one picture, a comic two to four panels, a choice two with words."""
    for deck in draft.decks.values():
        for placed in deck.slides:
            slide = placed.slide
            pictures = [block for block in slide.body if isinstance(block, Picture)]
            panels = [block for block in slide.body if isinstance(block, Panel)]
            least, most = _PANELS.get(slide.layout, (0, len(panels)))
            wordless = slide.layout == "choice" and not all(panel.caption for panel in panels)
            if (slide.layout == "scene" and len(pictures) != 1) or not least <= len(panels) <= most or wordless:
                message = Message("A slide of the layout “{layout}” has other parts.", layout=slide.layout)
                remedy = Message("A scene: one picture. A comic: two to four. A choice: two, each with words.")
                yield Finding(deck.file, placed.line_of("layout"), "layout_parts", message, remedy)


def people(draft: PackDraft) -> Iterator[Finding]:
    """people_uneven: of each faith and each region at least as many help as are tempted or harmed, but where they are
    the most."""
    persons = draft.people.value.people
    for kind in ("faith", "region"):
        groups = Counter(getattr(person, kind) for person in persons)
        most = max(groups.values(), default=0)
        for name, count in groups.items():
            helping = sum(person.role == "helps" for person in persons if getattr(person, kind) == name)
            if count < most and helping * 2 < count:
                place = next(n for n, person in enumerate(persons) if getattr(person, kind) == name)
                message = Message("Of “{name}” more people are tempted or harmed than help.", name=name)
                remedy = Message("Let somebody of them help, or be somebody else in one of the stories.")
                line = draft.people.line("people", place, kind)
                yield Finding(draft.people.file, line, "people_uneven", message, remedy)


def _missing(key: str) -> Message:
    return Message("“{key}” is missing.", key=key)


def _module(draft: PackDraft, key: str, code: str, message: Message, remedy: Message) -> Finding:
    return Finding(draft.module.file, draft.module.line(key), code, message, remedy)


def _item(draft: PackDraft, place: int, key: str, code: str, message: Message, remedy: Message) -> Finding:
    return Finding(draft.quiz.file, draft.quiz.line("items", place, key), code, message, remedy)


def _option(draft: PackDraft, place: int, letter: str, code: str, message: Message, remedy: Message) -> Finding:
    line = draft.quiz.line("items", place, "options", letter)
    return Finding(draft.quiz.file, line, code, message, remedy)


_NAME_PAIRS = Message("Name pairs of quiz.toml, such as 1 to 3.")
_SAY_WHY = Message(
    "Say in at most {count} words what is true of it, and who of the cast says so.", count=FEEDBACK_WORDS
)
_TWO_HONEST = Message("Make two of five honest, and of the pairs that hands ask one.")
_ADD_ALARM = Message("Let one voice a misconception of module.toml that has “alarm = true”.")
_MORE_MINUTES = Message("Give it more minutes, or shorten the question and its options.")
_ADD_SHORT = Message("Add “short”: its minutes by the short plan, 0 if that plan leaves it out.")
