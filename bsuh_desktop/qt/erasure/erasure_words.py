"""Messages after names were deleted: by withdrawal or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.names import COUNTS_STAY

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import Purged, Withdrawn

HAND_OVER = "hand_over_now"

ResultWords = tuple[str, Message, Message]
"""State, fact, and meaning."""


def withdrawn_words(gone: Withdrawn) -> ResultWords:
    """What a withdrawal has deleted, and what is left to do."""
    fact = Message("The name is deleted. Answers deleted: {count}.", count=gone.answers)
    if not gone.names:
        fact = Message("Answers that were deleted: {count}.", count=gone.answers)
    if not gone.classes:
        return "ok", fact, Message("You need to hand over nothing for it.")
    return "ok", fact, Message("Classes to send with the next hand-over: {count}", count=gone.classes)


def purged_words(gone: Purged) -> ResultWords:
    """After names were deleted by hand."""
    return "ok", Message("Names that were deleted: {count}.", count=gone.names), COUNTS_STAY
