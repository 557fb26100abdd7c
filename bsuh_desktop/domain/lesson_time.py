"""How long questions take in a class: to read them aloud, and to get everybody's answer by each way of answering."""

from __future__ import annotations

import re
from typing import Literal

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
