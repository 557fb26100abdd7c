"""Whether forms A and B match: paired questions of similar length, and right answers that cannot be guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bsuh_desktop.content.check.items import alike, length
from bsuh_desktop.content.finding import Finding
from bsuh_desktop.content.pack_draft import PackDraft
from bsuh_desktop.content.schema import ItemTable
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS

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


def _at(draft: PackDraft, place: int, key: str, code: str, message: Message, remedy: Message) -> Finding:
    return Finding(draft.quiz.file, draft.quiz.line("items", place, key), code, message, remedy)
