"""What is said when names were deleted because their time was over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Light

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import Purged

COUNTS_STAY = Message("The numbers stay. Your coordinator can print their certificates again.")


def names_gone(gone: Purged) -> tuple[Light, Message, Message]:
    """After names were deleted automatically when their time was over: state, fact, and meaning."""
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
