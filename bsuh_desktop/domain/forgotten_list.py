"""The list of learners who were forgotten, as text.

It is ASCII, a line a learner: the id (13 characters), a space, and `withdrawn` or `retention`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from bsuh_desktop.domain.codes import is_learner_id

Why = Literal["withdrawn", "retention"]
"""Consent was withdrawn: name and answers went. Or the time for which a name may be kept was over."""


def parse_list(text: str) -> dict[str, Why]:
    """The ids in the text of such a list, with why; a line that is none is passed over."""
    found: dict[str, Why] = {}
    for line in text.splitlines():
        learner, _, why = line.partition(" ")
        if is_learner_id(learner) and why in ("withdrawn", "retention"):
            found[learner] = cast(Why, why)
    return found


def list_text(forgotten: Mapping[str, Why]) -> str:
    """The text of a list."""
    return "".join(f"{learner} {why}\n" for learner, why in sorted(forgotten.items()))
