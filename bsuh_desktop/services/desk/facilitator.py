"""The facilitator of this desk, and what every screen needs to know: programme, status, helplines.

The name and the PIN are facts in the encrypted store. The PIN keeps learners on the shared device's screen; it protects
no secret, and hashing four digits would not make it safer.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.pin import check_pin, plain_pin
from bsuh_desktop.domain.text import clean
from bsuh_desktop.domain.validity import validity
from bsuh_desktop.services.desk.clock_watch import clock_doubt
from bsuh_desktop.services.desk.desk import Desk, NewKeyReason, SessionStatus, times_gone_back, why_new_key
from bsuh_desktop.services.desk.helplines import Help, help_of
from bsuh_desktop.services.desk.staff import own_code
from bsuh_desktop.services.desk.tour import Tour, tour_of

LONGEST_NAME = 80
_NAME, _PIN = "facilitator/name", "facilitator/pin"


class DeskFacts(msgspec.Struct, frozen=True):
    """An open desk as screens know it."""

    practising: bool
    facilitator: str
    """The facilitator's name."""
    programme: LocalText
    status: SessionStatus
    """The status of a class that is not practice."""
    partner: LocalText
    has_pin: bool
    """A class PIN is set."""
    basis: Basis
    """The ground on which the programme keeps names."""
    offset_minutes: int
    """Minutes to add to UTC for every date and time that is shown."""
    help: Help
    """Whom to call when a child needs help."""
    code: str
    """What a colleague types to add this desk's facilitator."""
    clock_doubt: Message | None = None
    """Why the laptop's clock is in doubt; None if it is not."""
    grant_ends: datetime.date | None = None
    """The last day of its grant if that is near or past."""
    new_key: NewKeyReason = ""
    """Why its key must not sign any more; "" if it may."""
    went_back: bool = False
    """Its data is of an earlier day."""
    coordinates: bool = False
    """It has a coordinator's grant."""
    tour: Tour = Tour()
    """Where the tour of a first class stands."""
    last_folder: Path | None = None
    """The folder in which the next dialog for a file begins."""


def desk_facts(desk: Desk) -> DeskFacts:
    """The facts of `desk` as they are now."""
    programme = desk.programme
    partner = programme.find_partner(desk.partner)
    return DeskFacts(
        practising=desk.practising,
        facilitator=facilitator_name(desk),
        programme=programme.names,
        status=desk.standing(practice=False),
        partner=partner.names if partner else LocalText(),
        has_pin=desk.store.facts.get(_PIN) is not None,
        basis=programme.consent.basis,
        offset_minutes=programme.offset_minutes,
        help=help_of(programme, desk.partner, desk.resources),
        code=own_code(desk),
        clock_doubt=clock_doubt(desk),
        grant_ends=_grant_ends(desk),
        new_key=why_new_key(desk),
        went_back=times_gone_back(desk) > 0,
        coordinates=desk.coordinator_grant is not None,
        tour=tour_of(desk),
        last_folder=desk.last_folder,
    )


def _grant_ends(desk: Desk) -> datetime.date | None:
    if desk.practising or not desk.grants:
        return None
    last = desk.grants[-1].terms.last_day
    return None if validity(last, desk.today()) == "holds" else last


def facilitator_name(desk: Desk) -> str:
    """The facilitator's name as it was typed; "" on a desk without one, such as the command line's."""
    stored = desk.store.facts.get(_NAME)
    return "" if stored is None else stored.decode()


def set_facilitator(desk: Desk, name: str, pin: str | None = None) -> None:
    """Stores the facilitator's name and the class PIN; None leaves the PIN as it is.

    Raises KnownError: no_facilitator_name, bad_pin.
    """
    name = check_name(name)
    digits = None if pin is None else check_pin(pin)
    with desk.store.transaction():
        desk.store.facts.put(_NAME, name.encode())
        if digits is not None:
            desk.store.facts.put(_PIN, digits.encode())


def pin_matches(desk: Desk, pin: str) -> bool:
    """True if `pin` is the class PIN, in either script's digits; False if there is none."""
    stored = desk.store.facts.get(_PIN)
    return stored is not None and plain_pin(pin).encode() == stored


def check_name(name: str) -> str:
    """The name in its stored form. Raises KnownError: no_facilitator_name."""
    name = clean(name)
    if not name or len(name) > LONGEST_NAME:
        raise KnownError(
            "no_facilitator_name",
            Message("The facilitator's name has 1 to {most} letters.", most=LONGEST_NAME),
            Message("Write your name as it should be on certificates."),
        )
    return name
