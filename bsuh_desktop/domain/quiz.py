"""A module's questions: the items, which answer is right, and which learner gets which form."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

LETTERS = ("A", "B", "C", "D")
Form = Literal["A", "B", "lesson"]
Case = Literal["honest", "trap"]
"""Whether what a question tells of is honest, or a trap."""


class Option(msgspec.Struct, frozen=True):
    """One answer that a learner can choose; a wrong one is tagged with the misconception that it expresses."""

    text: LocalText
    misconception: str = ""
    feedback: LocalText | None = None
    """What is said to somebody who chose it; None in modules of format 1."""
    by: str = ""
    """The id of the one of the cast who says it."""
    alarm: bool = False
    """It takes something honest for a trap."""
    picture: str = ""
    """The name of its picture in the pack; "" if it is words alone."""


class Item(msgspec.Struct, frozen=True):
    """A question of a pack."""

    id: str
    """Never reused."""
    form: Form
    objective: str
    question: LocalText
    options: dict[str, Option]
    """Letter → answer."""
    explanation: LocalText
    key: str = ""
    """The right letter; "" for a sensitive item."""
    pair: int = 0
    """Pairs an item of form A with one of form B (1, 2, …); 0 for none."""
    sensitive: bool = False
    """Asks for the learner's own experience or intention; there is no right answer."""
    case: Case | None = None
    """None for a sensitive item, and in modules of format 1."""


def is_right(item: Item, letter: str) -> bool:
    """True if `letter` is the item's key. A sensitive item has no right answer."""
    return bool(item.key) and letter == item.key


def form_for(card: int, part: Literal["pre", "post"]) -> Form:
    """The form for the learner with `card`: odd cards get A before and B after, even cards B before and A after."""
    return "A" if (card % 2 == 1) == (part == "pre") else "B"
