"""Questions of a module: what is asked, which answer is right, and who is asked which form."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

LETTERS = ("A", "B", "C", "D")
Form = Literal["A", "B", "lesson"]


class Option(msgspec.Struct, frozen=True):
    """One answer a learner can choose; a wrong one is tagged with the misconception that it voices."""

    text: LocalText
    misconception: str = ""


class Item(msgspec.Struct, frozen=True):
    """A question of a pack. `id` is never reused; forms A and B are paired by `pair` (1, 2, …); a *sensitive*
    item asks for one's own experience or intention and has no key."""

    id: str
    form: Form
    objective: str
    question: LocalText
    options: dict[str, Option]
    explanation: LocalText
    key: str = ""
    pair: int = 0
    sensitive: bool = False


def is_right(item: Item, letter: str) -> bool:
    """True if `letter` is the item's key. A sensitive item has no right answer."""
    return bool(item.key) and letter == item.key


def form_for(card: int, part: Literal["pre", "post"]) -> Form:
    """The form that the learner with `card` takes: odd cards A then B, even cards B then A."""
    return "A" if (card % 2 == 1) == (part == "pre") else "B"
