"""Messages after names were deleted: by withdrawal, by hand, or automatically."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import Purged, Withdrawn

HAND_OVER = "hand_over_now"
COUNTS_STAY = Message("The numbers stay. Your coordinator can print their certificates again.")

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


def gone_by_themselves(gone: Purged) -> ResultWords:
    """After names were deleted automatically when their time was over."""
    if len(gone.gone) != 1:
        fact = Message("Names of {count} classes: deleted, by the programme's rule.", count=len(gone.gone))
        return "info", fact, COUNTS_STAY
    (one,) = gone.gone
    if one.because == "receipt":
        fact = Message(
            "Names of {class_title}: deleted {days} days after the receipt, by the programme's rule.",
            class_title=one.title,
            days=gone.days,
        )
        return "info", fact, COUNTS_STAY
    return (
        "info",
        Message("Names of {class_title}: deleted, by the programme's rule.", class_title=one.title),
        COUNTS_STAY,
    )
