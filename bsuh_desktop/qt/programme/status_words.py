"""The status of this desk in its programme: practising, waiting for its grant, or granted."""

from __future__ import annotations

import dataclasses
import datetime

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.validity import validity
from bsuh_desktop.services.programme.values import ProgrammeView


@dataclasses.dataclass(frozen=True)
class StatusWords:
    """The texts of the card."""

    state: str
    """State of the tag."""
    tag: Message
    """Text of the tag."""
    title: Message
    """Heading."""
    text: Message
    """What it means."""
    next: Message | None = None
    """What to do next; None if nothing."""


def standing_words(view: ProgrammeView, today: datetime.date) -> StatusWords:
    """The texts for the card. `today`: the date at the programme's UTC offset."""
    if view.practising:
        return StatusWords(
            "info",
            Message("Practice"),
            Message("This desk is for practice"),
            Message(
                "Nothing here goes into a report. Join a programme from a stick: your classes count from that day."
            ),
        )
    if view.last_day is None or view.first_day is None:
        return _office(view) or _waiting(view)
    return _granted(view, view.first_day, view.last_day, today)


def needs_renewal(view: ProgrammeView, today: datetime.date) -> bool:
    """True if the desk's grant ends soon or has ended."""
    return view.last_day is not None and validity(view.last_day, today) != "holds"


def _office(view: ProgrammeView) -> StatusWords | None:
    """For a desk that gives grants: it may need none itself if nobody holds classes there."""
    if view.waiting:
        return None
    if view.keeps_root:
        return StatusWords(
            "ok",
            Message("The programme's office"),
            Message("This desk keeps the programme's root key"),
            Message("Give grants to coordinators and laptops on the Grants page. Keep the recovery sheet locked away."),
        )
    if view.coordinates:
        return StatusWords(
            "ok",
            Message("Coordinator"),
            Message("This is a coordinator's desk"),
            Message("Give grants to laptops on the Grants page."),
            Message("To hold classes at this desk yourself, write a request for its own grant, and answer it."),
        )
    return None


def _waiting(view: ProgrammeView) -> StatusWords:
    text = Message(
        "Teach as usual: every class is kept and handed over. You can print certificates when the grant is loaded."
    )
    ask = Message("Write the request, and give the stick to your coordinator. Then load the answer here.")
    return StatusWords(
        "look",
        Message("Waiting for the grant"),
        Message("Your classes are real, and they count"),
        text,
        _ASKED if view.request_made else ask,
    )


def _granted(view: ProgrammeView, first: datetime.date, last: datetime.date, today: datetime.date) -> StatusWords:
    dates = {"first": date_text(first), "last": date_text(last)}
    text = Message("You can give certificates for classes from {first} to {last}.", **dates)
    renew = Message("Write a request, and give the stick to your coordinator. Until then the old grant is valid.")
    standing = validity(last, today)
    if standing == "ended":
        title = Message("The grant ended on {day}", day=date_text(last))
        return StatusWords("stop", Message("Ended"), title, text, _ASKED if view.request_made else _ASK_AGAIN)
    title = Message("Granted until {day}", day=date_text(last))
    if standing == "ends_soon":
        return StatusWords("look", Message("Ends soon"), title, text, _ASKED if view.request_made else renew)
    later = Message("You need a new request only when the grant ends soon.")
    return StatusWords("ok", Message("Granted"), title, text, later)


_ASKED = Message("The request is written. Your coordinator puts the answer on the stick: load it here.")
_ASK_AGAIN = Message(
    "Your classes continue and wait for the next grant. Write a request, and give the stick to your coordinator."
)
