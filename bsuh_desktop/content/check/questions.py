"""Whether each question is fair, forms A and B match, and no crude rule about the options finds the right answers.

Fair: four answers of similar length, one key, a misconception behind each wrong answer. The rules that guess are those
of FORMAT.md. A rule that fits k of four options scores 1/k where the key is among them; where it fits none or all of
them it tells nothing and scores 1/4. Scores are pooled over the forms, and again over the lesson."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS

OPTION_TOLERANCE = 0.20
# A difference of one or two characters is no hint, even if the answers are short ("3" and "12").
SLACK = 2


def four_options(draft: PackDraft) -> Iterator[Finding]:
    """options_not_four: A, B, C and D, no more and no fewer."""
    for place, item in enumerate(draft.quiz.value.items):
        if tuple(sorted(item.options)) != LETTERS:
            message = Message("A question has the answers A, B, C and D.")
            yield _at(draft, place, "options", "options_not_four", message, Message("Write exactly these four."))


def keys(draft: PackDraft) -> Iterator[Finding]:
    """no_key and bad_key: the key is one of the four letters; a sensitive question has none, since there is no right
    answer."""
    for place, item in enumerate(draft.quiz.value.items):
        if item.sensitive and item.key:
            message = Message("A sensitive question has no right answer.")
            yield _at(draft, place, "key", "bad_key", message, Message("Remove the letter of the right answer."))
        elif not item.sensitive and not item.key:
            message = Message("This question has no right answer yet.")
            yield _at(draft, place, "key", "no_key", message, Message("Add the letter of the right answer."))
        elif item.key and item.key not in item.options:
            message = Message("The right answer is not one of the four letters.")
            yield _at(draft, place, "key", "bad_key", message, Message("Use A, B, C or D."))


def option_lengths(draft: PackDraft) -> Iterator[Finding]:
    """option_lengths: the longest answer is at most 20 % longer than the shortest, in each language."""
    for place, item in enumerate(draft.quiz.value.items):
        for language in draft.languages:
            sizes = {letter: len(getattr(option, language)) for letter, option in item.options.items()}
            if sizes and min(sizes.values()) and not alike(*sizes.values(), tolerance=OPTION_TOLERANCE):
                longest = max(sizes, key=lambda letter: sizes[letter])
                message = Message(
                    "The answers have {least} to {most} characters ({language}).",
                    least=min(sizes.values()),
                    most=max(sizes.values()),
                    language=language,
                )
                remedy = Message("Bring them within 20 % of each other: a long answer looks like the right one.")
                line = draft.quiz.line("items", place, "options", longest, language)
                yield Finding(draft.quiz.file, line, "option_lengths", message, remedy)


def alike(*sizes: int, tolerance: float) -> bool:
    """True if the largest size is at most `tolerance` (a share) larger than the smallest, or at most two characters."""
    return max(sizes) - min(sizes) <= max(SLACK, tolerance * min(sizes))


def misconceptions(draft: PackDraft) -> Iterator[Finding]:
    """no_misconception, unknown_misconception, key_misconception: wrong answers are tagged with a known misconception,
    the right one is not."""
    known = {idea.id for goal in draft.module.value.objectives for idea in goal.misconceptions}
    for place, item in enumerate(draft.quiz.value.items):
        for letter, option in item.options.items():
            tag, wrong = option.misconception, letter != item.key
            if not tag and wrong and not item.sensitive and item.key:
                yield _option(draft, place, letter, "no_misconception", _NO_TAG, _TAG)
            elif tag and not wrong:
                yield _option(draft, place, letter, "key_misconception", _KEY_TAG, Message("Remove it."))
            elif tag and known and tag not in known:
                message = Message("No objective of module.toml names the misconception “{id}”.", id=tag)
                yield _option(draft, place, letter, "unknown_misconception", message, _TAG)


def objectives(draft: PackDraft) -> Iterator[Finding]:
    """unknown_objective: each question tests an objective of the module."""
    known = {goal.id for goal in draft.module.value.objectives}
    for place, item in enumerate(draft.quiz.value.items):
        if known and item.objective and item.objective not in known:
            message = Message("module.toml has no objective “{id}”.", id=item.objective)
            remedy = Message("Use the id of an objective, or add it to module.toml.")
            yield _at(draft, place, "objective", "unknown_objective", message, remedy)


def length(item: ItemTable, language: str) -> int:
    """Characters of the question in `language`."""
    return len(getattr(item.question, language))


def _at(draft: PackDraft, place: int, key: str, code: str, message: Message, remedy: Message) -> Finding:
    return Finding(draft.quiz.file, draft.quiz.line("items", place, key), code, message, remedy)


def _option(draft: PackDraft, place: int, letter: str, code: str, message: Message, remedy: Message) -> Finding:
    line = draft.quiz.line("items", place, "options", letter, "misconception")
    return Finding(draft.quiz.file, line, code, message, remedy)


_NO_TAG = Message("This wrong answer names no misconception.")
_KEY_TAG = Message("The right answer names a misconception.")
_TAG = Message("Name the misconception that this answer shows, by its id in module.toml.")


PAIR_TOLERANCE = 0.15
KEY_SHARE, KEY_FORM = 0.40, 5

Placed = tuple[int, ItemTable]


def pairs(draft: PackDraft) -> Iterator[Finding]:
    """pair_incomplete: each pair has one question in form A and one in B; lesson questions have none."""
    for number, members in _pairs(draft).items():
        if number < 1 or sorted(item.form for _, item in members) != ["A", "B"]:
            message = Message("Pair {pair} is not one question of form A and one of form B.", pair=number)
            remedy = Message("Number the pairs from 1, with one question in each form.")
            yield _at(draft, members[0][0], "pair", "pair_incomplete", message, remedy)
    for place, item in enumerate(draft.quiz.value.items):
        if item.form == "lesson" and item.pair:
            message = Message("A lesson question has no pair.")
            yield _at(draft, place, "pair", "pair_incomplete", message, Message("Set pair to 0."))


def pair_order(draft: PackDraft) -> Iterator[Finding]:
    """pair_order: both forms ask their pairs in the same order, so that the same position is the same pair."""
    order = {form: [item.pair for item in draft.quiz.value.items if item.form == form] for form in ("A", "B")}
    if order["A"] != order["B"] and sorted(order["A"]) == sorted(order["B"]):
        place = next(place for place, item in enumerate(draft.quiz.value.items) if item.form == "B")
        message = Message("Form B asks its pairs in another order than form A.")
        yield _at(draft, place, "pair", "pair_order", message, Message("Put them in the same order."))


def twins(draft: PackDraft) -> Iterator[Finding]:
    """pair_differs and pair_lengths: a pair has the same objective and misconceptions, and lengths within 15 %."""
    for members in _pairs(draft).values():
        if sorted(item.form for _, item in members) != ["A", "B"]:
            continue
        (_, one), (place, other) = members
        if one.objective != other.objective:
            message = Message("The pair tests two objectives.")
            yield _at(draft, place, "objective", "pair_differs", message, Message("Test the same one in both forms."))
        if _ideas(one) != _ideas(other):
            message = Message("The pair's wrong answers show different misconceptions.")
            remedy = Message("Use the same misconceptions in both forms.")
            yield _at(draft, place, "options", "pair_differs", message, remedy)
        yield from _lengths(draft, one, other, place)


def _lengths(draft: PackDraft, one: ItemTable, other: ItemTable, place: int) -> Iterator[Finding]:
    for language in draft.languages:
        sizes = length(one, language), length(other, language)
        if min(sizes) and not alike(*sizes, tolerance=PAIR_TOLERANCE):
            message = Message(
                "The pair's questions have {least} and {most} characters ({language}).",
                least=min(sizes),
                most=max(sizes),
                language=language,
            )
            remedy = Message("Bring them within 15 % of each other.")
            line = draft.quiz.line("items", place, "question", language)
            yield Finding(draft.quiz.file, line, "pair_lengths", message, remedy)


def key_spread(draft: PackDraft) -> Iterator[Finding]:
    """key_spread: in a form of five or more, no letter is right more than 40 % of the time."""
    for form in ("A", "B", "lesson"):
        placed = [(place, item) for place, item in enumerate(draft.quiz.value.items) if item.form == form and item.key]
        count = Counter(item.key for _, item in placed)
        for letter in LETTERS:
            if len(placed) >= KEY_FORM and count[letter] > KEY_SHARE * len(placed):
                last = max(place for place, item in placed if item.key == letter)
                message = Message(
                    "{letter} is the right answer of {count} of {total} questions in this form.",
                    letter=letter,
                    count=count[letter],
                    total=len(placed),
                )
                yield _at(draft, last, "key", "key_spread", message, Message("Spread the right answers over A to D."))


def _pairs(draft: PackDraft) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = defaultdict(list)
    for place, item in enumerate(draft.quiz.value.items):
        if item.form in ("A", "B"):
            found[item.pair].append((place, item))
    return found


def _ideas(item: ItemTable) -> list[str]:
    return sorted(option.misconception for option in item.options.values())


MOST_GUESSED = 0.40
NEVER_FROM = 10
"""A rule that fits in so many items or more and never finds the key is a rule as well: take any other option."""

Options = Mapping[str, str]
"""Letter → option in one language."""

NEGATIVE: dict[Language, tuple[str, ...]] = {
    "bn": ("না", "নয়", "নেই", "নাই", "ছাড়া", "বাদ"),
    "en": ("not", "no", "never", "nothing", "nobody", "none", "without", "refuse"),
}
WORD_LISTS: dict[str, dict[Language, tuple[str, ...]]] = {
    "stop": {"bn": ("থামা", "থামো", "থামব", "থামবে", "থামাবে"), "en": ("stop", "stops", "wait", "waits")},
    "tell": {
        "bn": ("জানাবে", "জানাব", "জানানো", "জানিয়ে", "বলা", "বলব", "বলবে", "বলে"),
        "en": ("tell", "tells", "telling", "told", "inform", "informs"),
    },
    "adult": {
        "bn": ("বড়", "মাকে", "বাবাকে", "শিক্ষককে", "আপাকে", "অভিভাবককে"),
        "en": ("adult", "mother", "father", "parent", "parents", "teacher"),
    },
    "check": {
        "bn": ("চেনা", "যাচাই", "জেনে", "জিজ্ঞেস", "খোঁজ", "ফোন"),
        "en": ("known", "check", "checks", "ask", "asks", "call", "calls"),
    },
}
"""Words that a lesson of this programme teaches; an option that has one looks right to whoever knows its aim."""


def guessable(draft: PackDraft) -> Iterator[Finding]:
    """guessable: a crude rule finds more than 40 % of the right answers, or from ten items on none of them."""
    if not draft.since_2:
        return
    for forms in (("A", "B"), ("lesson",)):
        placed = [(n, item) for n, item in enumerate(draft.quiz.value.items) if item.form in forms and _keyed(item)]
        for language in draft.languages:
            for name, rule in RULES.items():
                yield from _finding(draft, placed, language, name, rule)


def _finding(
    draft: PackDraft, placed: Sequence[tuple[int, ItemTable]], language: Language, name: str, rule: Rule
) -> Iterator[Finding]:
    told = [(item.key, rule(_options(item, language), language)) for _, item in placed]
    share, fitting = share_guessed(told), [(key, letters) for key, letters in told if 0 < len(letters) < 4]
    never = len(fitting) >= NEVER_FROM and not any(key in letters for key, letters in fitting)
    if placed and (share > MOST_GUESSED or never):
        message = Message(
            "The rule “{rule}” finds {share}% of the right answers without the questions ({language}).",
            rule=name,
            share=0 if never else round(100 * share),
            language=language,
        )
        line = draft.quiz.line("items", placed[0][0], "options")
        yield Finding(draft.quiz.file, line, "guessable", message, _REWRITE)


def share_guessed(told: Sequence[tuple[str, frozenset[str]]]) -> float:
    """The share of items whose key is found; each is a key with the letters that the rule fits."""
    scores = [0.25 if len(letters) in (0, 4) else (key in letters) / len(letters) for key, letters in told]
    return sum(scores) / len(scores) if scores else 0.0


def _keyed(item: ItemTable) -> bool:
    return bool(item.key) and not item.sensitive and len(item.options) == 4


def _options(item: ItemTable, language: Language) -> Options:
    return {letter: getattr(option, language) for letter, option in item.options.items()}


# The rules: the letters that each fits


Rule = Callable[[Options, Language], frozenset[str]]


def longest(options: Options, _: Language) -> frozenset[str]:
    """The longest option, in characters."""
    most = max(map(len, options.values()))
    return frozenset(letter for letter, text in options.items() if len(text) == most)


def only_negative(options: Options, language: Language) -> frozenset[str]:
    """The option that alone has a negative word."""
    found = _with_words(options, NEGATIVE[language])
    return found if len(found) == 1 else frozenset()


def odd_one_out(options: Options, language: Language) -> frozenset[str]:
    """The option that shares fewest words with the others."""
    words = {letter: frozenset(_words(text)) for letter, text in options.items()}
    shared = {
        letter: sum(len(own & others) for other, others in words.items() if other != letter)
        for letter, own in words.items()
    }
    least = min(shared.values())
    return frozenset(letter for letter, count in shared.items() if count == least)


def _having(name: str) -> Rule:
    """The options that have a word of the list `name`."""
    return lambda options, language: _with_words(options, WORD_LISTS[name][language])


def _with_words(options: Options, wanted: Sequence[str]) -> frozenset[str]:
    return frozenset(letter for letter, text in options.items() if not set(wanted).isdisjoint(_words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w\u0980-\u09ff]+", text.lower())


RULES: dict[str, Rule] = {
    "longest": longest,
    "only negative": only_negative,
    "odd one out": odd_one_out,
    **{name: _having(name) for name in WORD_LISTS},
}
_REWRITE = Message("Let wrong options say such words too, and let every option be something that a careful child does.")
