"""Whether somebody who cannot see the questions finds the right answers by a crude rule about the options.

The rules are those of FORMAT.md. A rule that fits k of four options scores 1/k where the key is among them; where it
fits none or all of them it tells nothing and scores 1/4. Scores are pooled over the forms, and again over the lesson.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message

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
