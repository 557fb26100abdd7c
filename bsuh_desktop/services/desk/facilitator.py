"""The facilitator of this desk and colleagues who teach with them; what every screen needs to know of the desk.

The name and the PIN are facts in the encrypted store. The PIN keeps learners on the shared device's screen; it
protects no secret, and hashing four digits would not make it safer. Colleagues are known by the code of their own
desk. Their names are a fact in the store, too, and are written to no file: the journal contains only key ids. Staff
are never learners, and no class counts them. Whether somebody wants the tour of a first class, and which of its hints
were read, is no event."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import read_staff_code, staff_code
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.dates import validity
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.pin import check_pin, plain_pin
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.clock_watch import clock_doubt
from bsuh_desktop.services.desk.desk import Desk, NewKeyReason, SessionStatus, times_gone_back, why_new_key
from bsuh_desktop.services.desk.helplines import Help, help_of
from bsuh_desktop.trust.signing import key_id

_TOUR = "tour"


class Tour(msgspec.Struct, frozen=True):
    """Where the tour stands. `wanted` is "" as long as nobody has answered whether it is. Nothing of it is an event."""

    wanted: Literal["", "yes", "no"] = ""
    read: tuple[str, ...] = ()
    """The names of the hints that were read, or whose page was passed."""


def tour_of(desk: Desk) -> Tour:
    """Where the tour stands on this desk."""
    stored = desk.store.facts.get(_TOUR)
    try:
        return Tour() if stored is None else msgspec.json.decode(stored, type=Tour)
    except msgspec.DecodeError:
        # Such as an answer that a later version of the app knows.
        return Tour()


def keep_tour(desk: Desk, tour: Tour) -> None:
    """Keeps where the tour stands."""
    desk.store.facts.put(_TOUR, msgspec.json.encode(tour))


LONGEST_NAME = 80
_STAFF = "staff"


class Colleague(msgspec.Struct, frozen=True):
    """A colleague: the key id of their own desk, and their name as it was typed here."""

    key: str
    name: str


def printed_code(key_id: str) -> str:
    """A desk's code as it is shown and read out: 5-5-4 characters."""
    code = staff_code(key_id)
    return "-".join((code[:5], code[5:10], code[10:]))


def own_code(desk: Desk) -> str:
    """The code that a colleague types to add this desk's facilitator."""
    return printed_code(desk.vault.signing_key.key_id.hex())


def staff(desk: Desk) -> tuple[Colleague, ...]:
    """All colleagues known on this laptop, in the order in which they were added."""
    stored = desk.store.facts.get(_STAFF)
    return () if stored is None else msgspec.json.decode(stored, type=tuple[Colleague, ...])


def add_colleague(desk: Desk, code: str, name: str) -> Colleague:
    """Stores a colleague; a known one gets the new name. Raises KnownError: bad_staff_code, own_staff_code,
    no_staff_name."""
    found = Colleague(_key(desk, code), _name(name))
    known = staff(desk)
    if found.key in {one.key for one in known}:
        now = tuple(found if one.key == found.key else one for one in known)
    else:
        now = (*known, found)
    _keep(desk, now)
    return found


def drop_colleague(desk: Desk, key: str) -> None:
    """Takes a colleague off the list. Classes that they taught keep their key id. `erase_colleague` of `erasure.erase`
    deletes the name wherever else it is."""
    _keep(desk, [one for one in staff(desk) if one.key != key])


def names_of(known: Sequence[Colleague], keys: Sequence[str]) -> tuple[str, ...]:
    """The names for these key ids; the code for a colleague who is not, or no longer, known here."""
    names = {one.key: one.name for one in known}
    return tuple(names.get(key) or printed_code(key) for key in keys)


def _keep(desk: Desk, people: Sequence[Colleague]) -> None:
    desk.store.facts.put(_STAFF, msgspec.json.encode(people))


def _key(desk: Desk, code: str) -> str:
    try:
        key = read_staff_code(clean(code))
    except ValueError:
        raise KnownError(
            "bad_staff_code",
            Message("This is not a code of a desk."),
            Message("Ask to hear it again: 14 letters and digits, on their Home page."),
        ) from None
    if key in {key_id(own).hex() for own in (desk.vault.signing_key.public, *(one.key for one in desk.earlier))}:
        raise KnownError(
            "own_staff_code",
            Message("This is the code of your own desk."),
            Message("Write the code from your colleague's laptop."),
        )
    return key


def _name(name: str) -> str:
    name = clean(name)
    if not name or len(name) > LONGEST_NAME:
        raise KnownError(
            "no_staff_name",
            Message("A name has 1 to {most} letters.", most=LONGEST_NAME),
            Message("Write the name by which you know your colleague."),
        )
    return name


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
