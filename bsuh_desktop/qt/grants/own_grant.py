"""A coordinator's own grant that ends soon or has ended: without it, no grants can be given."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.validity import validity

OwnWords = tuple[str, Message, Message]
"""State, fact and remedy."""


def own_grant_words(last: datetime.date, today: datetime.date) -> OwnWords | None:
    """The message for the bar; None if there is time. `last`: the grant's last day."""
    standing = validity(last, today)
    if standing == "holds":
        return None
    remedy = Message("Write a request and give it to the programme's office. The grants that you gave stay valid.")
    if standing == "ended":
        return "stop", Message("Your own grant as a coordinator ended on {day}.", day=date_text(last)), remedy
    return "look", Message("Your own grant as a coordinator ends on {day}.", day=date_text(last)), remedy
