"""How a verdict looks: shape and colour, one word for it, and its rank among others."""

from __future__ import annotations

from PySide6.QtGui import QColor

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.widgets.message import TINTS

GROUNDS: dict[str, tuple[QColor, QColor]] = {**TINTS, "unused": (colours.WELL, colours.EDGE)}
"""For each state the background, and the border with its thick left edge."""

_STATES = {
    Verdict.GOOD: "ok",
    Verdict.AS_WRITTEN_HERE: "ok",
    Verdict.PRACTICE: "look",
    Verdict.WAITING: "look",
    Verdict.OLDER_THAN_KNOWN: "look",
    Verdict.ALTERED: "stop",
    Verdict.REVOKED: "stop",
    Verdict.EXPIRED: "stop",
    Verdict.UNKNOWN_SIGNER: "unused",
    Verdict.NOT_OURS: "unused",
    Verdict.UNREADABLE: "unused",
}

_WORDS = {
    Verdict.GOOD: Message("Good"),
    Verdict.AS_WRITTEN_HERE: Message("As written here"),
    Verdict.PRACTICE: Message("Practice"),
    Verdict.WAITING: Message("Waits for its grant"),
    Verdict.OLDER_THAN_KNOWN: Message("Older than the one here"),
    Verdict.ALTERED: Message("Changed"),
    Verdict.REVOKED: Message("Revoked"),
    Verdict.EXPIRED: Message("Outside its grant"),
    Verdict.UNKNOWN_SIGNER: Message("Signer unknown"),
    Verdict.NOT_OURS: Message("Sealed for others"),
    Verdict.UNREADABLE: Message("Cannot be read"),
}


def state_of(verdict: Verdict) -> str:
    """ok (a disc with a tick), look (a triangle), stop (an octagon), or unused (a dashed ring): unknown."""
    return _STATES[verdict]


def word_of(verdict: Verdict) -> Message:
    """The verdict in a word or two, for lists and screen readers."""
    return _WORDS[verdict]
