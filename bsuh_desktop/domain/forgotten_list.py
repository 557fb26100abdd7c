"""The list of forgotten learners as text.

ASCII, one line for each learner: the id (13 characters), a space, and `withdrawn` or `retention`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from bsuh_desktop.domain.codes import is_learner_id

Why = Literal["withdrawn", "retention"]
"""*withdrawn*: consent was withdrawn, name and answers were erased. *retention*: the time for which names may be kept
is over."""


def parse_list(text: str) -> dict[str, Why]:
    """Learner id → reason, from the text of such a list. Lines of any other form are skipped."""
    found: dict[str, Why] = {}
    for line in text.splitlines():
        learner, _, why = line.partition(" ")
        if is_learner_id(learner) and why in ("withdrawn", "retention"):
            found[learner] = cast(Why, why)
    return found


def list_text(forgotten: Mapping[str, Why]) -> str:
    """The text of a list."""
    return "".join(f"{learner} {why}\n" for learner, why in sorted(forgotten.items()))
