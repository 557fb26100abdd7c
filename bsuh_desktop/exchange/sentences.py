"""The messages about an attendance file that was read: verdict, remedy and doubts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.refusals import UNKNOWN_SIGNATURE, altered_file

_ALTERED = altered_file()

SENTENCES: Mapping[Verdict, tuple[Message, Message | None]] = {
    Verdict.GOOD: (Message("The file is complete, and its device has a grant."), None),
    Verdict.PRACTICE: (Message("The file is complete. It is practice and is in no report."), None),
    Verdict.WAITING: (
        Message("The file is complete. Its device waits for a grant."),
        Message("Issue the grant, then it counts."),
    ),
    Verdict.EXPIRED: (
        Message("The date of the class is outside the facilitator's grant."),
        Message("Ask the coordinator for a new grant."),
    ),
    Verdict.REVOKED: (
        Message("The key that signed this file was revoked."),
        Message("Ask the coordinator what stays valid of this class."),
    ),
    Verdict.UNKNOWN_SIGNER: (UNKNOWN_SIGNATURE, Message("Load the newer programme file.")),
    Verdict.ALTERED: (_ALTERED.message, _ALTERED.remedy),
}

_DOUBTS: Mapping[str, Message] = {
    clock.JUMP: Message("The clock jumped during the class."),
    clock.BEFORE_LAST: Message("The clock went back before the class."),
    clock.BEFORE_PROGRAMME: Message("The clock showed a date before the programme began."),
    clock.BEFORE_BUILD: Message("The clock showed a date before the app was made."),
    clock.LONG_AFTER: Message("The clock showed a date long after the last class."),
    clock.AFTER_PROGRAMME: Message("The clock showed a date after the programme ended."),
}
_OTHER_DOUBT = Message("The clock may have been wrong.")
_ENTERED_LATER = Message("The class was entered later.")
REVOKED_LATER = Message("The signer's key was revoked later.")
BY_NEWER_APP = Message("A newer version of the app made it; some of what is in it is not shown here.")
SAME_PLACE = Message("Two files from this laptop have the same number.")


class Doubtful(Protocol):
    """Anything with doubts about a class's clock, and whether it was entered later."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Codes of `domain.clock`."""
        ...

    @property
    def entered_later(self) -> bool:
        """True for a class that was not recorded while it was held."""
        ...


def doubts_of(details: Doubtful) -> tuple[Message, ...]:
    """The doubts about a class as messages: the clock first, then whether it was entered later."""
    clocks = tuple(_DOUBTS.get(doubt, _OTHER_DOUBT) for doubt in details.doubts)
    return clocks + ((_ENTERED_LATER,) if details.entered_later else ())
