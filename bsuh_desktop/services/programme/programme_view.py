"""What screens and the command line show of a programme: settings as read, what was made, the desk's status in it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import request_made, uncovered_days
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.root_key import root_print

PlaceKind = Literal["school", "madrasah", "club", "centre"]


class Finding(msgspec.Struct, frozen=True):
    """Something in settings or a list of places that has to be fixed, or (not `stops`) only looked at.

    `file` is the name without its folder; `line` is the line or row, from 1, None if it is about the whole file.
    """

    file: str
    line: int | None
    message: Message
    remedy: Message
    stops: bool = True


class ProgrammeDraft(msgspec.Struct, frozen=True):
    """Settings and places as they were read."""

    settings: Path
    programme: Programme | None
    """What would be signed, with `root_key` and `recovery` still empty; None if something stops it."""
    findings: tuple[Finding, ...]
    places: dict[str, int]
    """The number of places by kind."""
    with_pupils: int = 0
    """How many places have a known number of pupils."""
    removed: tuple[str, ...] = ()
    """Recipients that an earlier version may have and that have to go."""


class MadeProgramme(msgspec.Struct, frozen=True):
    """What was made."""

    id: str
    version: int
    path: Path
    """The signed file."""
    sheet: Path | None
    """The sheet of words; None for a later version, whose words are those of the first."""
    verifier: Path | None
    """The web verifier with this programme's root key; None if this copy of the app has none."""


class ProgrammeView(msgspec.Struct, frozen=True):
    """What the Programme page shows."""

    practising: bool
    id: str
    names: LocalText
    version: int
    issued: datetime.date
    expires: datetime.date
    root_print: str
    """The root key's key id in groups, to compare by eye."""
    partner: LocalText
    places: int
    """The number of places."""
    standing: str
    """The desk's status: practice, waiting or granted."""
    device: str
    """The device number, four characters; "" without a grant."""
    first_day: datetime.date | None
    """The first day of the desk's grant; None without one."""
    last_day: datetime.date | None
    """The last day of the desk's grant; None without one."""
    waiting: int
    """How many finished classes wait for a grant."""
    request_made: bool
    """A request was written and not answered yet."""
    keeps_root: bool
    """This desk keeps the root key."""
    coordinates: bool
    """It has a coordinator's grant."""


def programme_view(desk: Desk) -> ProgrammeView:
    """The programme of `desk`, and the desk's status in it."""
    programme, grants = desk.programme, desk.grants
    partner = programme.find_partner(desk.partner)
    terms = grants[-1].terms if grants else None
    return ProgrammeView(
        practising=desk.practising,
        id=programme.id,
        names=programme.names,
        version=programme.version,
        issued=programme.issued,
        expires=programme.expires,
        root_print=root_print(programme.root_key),
        partner=partner.names if partner else LocalText(),
        places=len(programme.places),
        standing=desk.standing(practice=False),
        device=encode(terms.serial_low, DEVICE_LENGTH) if terms else "",
        first_day=terms.first_day if terms else None,
        last_day=terms.last_day if terms else None,
        waiting=len(uncovered_days(desk, terms)),
        request_made=request_made(desk),
        keeps_root=desk.root_key is not None,
        coordinates=desk.coordinator_grant is not None,
    )
