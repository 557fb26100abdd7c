"""Whether each question is fair: four answers of similar length, one key, a misconception behind each wrong answer."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable
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
