"""The message after a file from the office was accepted: the grant, classes that waited for it, and what to do now."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Light
from bsuh_desktop.services.grants.own_revocation import own_key_revoked
from bsuh_desktop.services.grants.values import Accepted


@dataclasses.dataclass(frozen=True)
class AcceptedWords:
    """The message of the bar."""

    state: Light
    """State of its light."""
    fact: Message
    """What has changed."""
    remedy: Message | None = None
    """What to do."""
    page: str = ""
    """The page to open, "" for none."""
    verb: Message | None = None
    """Label of the button to that page."""


def accepted_words(accepted: Accepted) -> AcceptedWords:
    """The message for the bar."""
    if accepted.own_key_revoked:
        said = own_key_revoked()
        return AcceptedWords("stop", said.message, said.remedy)
    if accepted.kind == "key_list":
        return AcceptedWords("ok", Message("The key list is loaded."))
    if accepted.kind == "coordinator":
        last = date_text(accepted.last_day)
        fact = Message("This desk has a coordinator's grant until {day}.", day=last)
        return AcceptedWords("ok", fact, Message("You can now give grants."), "grants", Message("Go to Grants"))
    if accepted.partner_changed:
        fact = Message("The grant is loaded, but for another partner than you chose.")
        remedy = Message("Hand over again what has not arrived. If the partner is wrong, ask for another grant.")
        return AcceptedWords("look", fact, remedy, "home", Message("Go to Home"))
    if accepted.outside:
        fact = Message("The grant is loaded. Classes with a date outside it: {count}.", count=accepted.outside)
        remedy = Message("Show your coordinator the days of these classes, and ask for a grant that covers them.")
        return AcceptedWords("look", fact, remedy, "home", Message("Go to Home"))
    if accepted.waiting:
        fact = Message("The grant is loaded. Classes that waited: {count}.", count=accepted.waiting)
        remedy = Message("Their certificates can be printed now.")
        return AcceptedWords("ok", fact, remedy, "home", Message("Go to Home"))
    return AcceptedWords("ok", Message("The grant is loaded. This laptop may give certificates."))
