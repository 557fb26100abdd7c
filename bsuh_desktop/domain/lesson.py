"""How a lesson is held: the time that questions take, the groups that play pieces of an activity, and the cast.

Times are those to read a question aloud and to get everybody's answer by each way of answering. Some pieces are left
out for few groups, but none that must be played. The cast comes back in every module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bsuh_desktop.domain.local_text import LocalText

Way = Literal["hands", "cards", "phones", "shared"]

WORDS_A_MINUTE = 130
"""A teacher reads aloud to a class at this pace."""
READINGS = 2
HANDS_S, HANDS_CLASS = 40, 55
"""Four counts of raised hands take 40 s with 55 learners; with more or fewer in proportion."""
CARDS_S, PHONES_S = 25, 20
"""For everybody to hold up a card, or to touch an answer; the number of learners changes little."""
DEVICE_S = 30
"""For one learner to get the device, find the own number, read and choose. An estimate, not measured yet."""


TOLD_S = 10
"""To say afterwards which answer is right, with a sentence of why."""


def count_words(text: str) -> int:
    """The number of words; punctuation by itself is not counted."""
    return sum(1 for word in text.split() if re.search(r"\w", word))


def asking_s(words: int, way: Way, learners: int) -> float:
    """Seconds until `learners` have answered a question of `words` words, options included. On the shared device each
    reads it alone."""
    if way == "shared":
        return learners * DEVICE_S
    answers = {"hands": HANDS_S * learners / HANDS_CLASS, "cards": CARDS_S, "phones": PHONES_S}
    return READINGS * words / WORDS_A_MINUTE * 60 + answers[way]


def played(keep: Sequence[bool], groups: int) -> tuple[int, ...]:
    """The numbers, from 1, of the pieces that so many groups play, in order: all with `keep`, and of the others the
    first ones for whom a group is left."""
    kept = [number for number, must in enumerate(keep, start=1) if must]
    others = [number for number, must in enumerate(keep, start=1) if not must]
    return tuple(sorted(kept + others[: max(groups - len(kept), 0)]))


def dealt(keep: Sequence[bool], groups: int) -> tuple[tuple[int, ...], ...]:
    """The numbers of the pieces of each group, dealt out in order. If there are more groups than pieces, several groups
    play the same one; if there are more pieces that must be played than groups, some groups play several."""
    numbers = played(keep, groups)
    if len(numbers) <= groups:
        return tuple((numbers[group % len(numbers)],) for group in range(groups)) if numbers else ((),) * groups
    return tuple(numbers[group::groups] for group in range(groups))


CAST: dict[str, LocalText] = {
    "mitu": LocalText("মিতু", "Mitu"),
    "zara": LocalText("জারা", "Zara"),
    "rafi": LocalText("রাফি", "Rafi"),
    "subal": LocalText("সুবল", "Subal"),
    "arna": LocalText("অর্ণা", "Arna"),
    "nani": LocalText("নানি", "Nani"),
    "shiuli": LocalText("শিউলি আপা", "Shiuli Apa"),
    "rahim": LocalText("রহিম চাচা", "Rahim Chacha"),
}
"""Id → name."""


def name_of(member: str) -> LocalText:
    """The name of the one with that id; an empty text if the cast has nobody of that id."""
    return CAST.get(member, LocalText())
