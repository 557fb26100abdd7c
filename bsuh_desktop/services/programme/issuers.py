"""In whose name this desk may give and take back: the programme's, where it keeps the root key, or a coordinator's."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.grants import LAST_DEVICE, Grant, GrantKind
from bsuh_desktop.trust.signing import SigningKey

By = Literal["root", "coordinator"]


class Issuer(msgspec.Struct, frozen=True):
    """Who signs, and within which bounds: both days included, the numbers `low` to `high`, one partner or (0) any.
    `above` is the coordinator's own grant; the root key has none."""

    by: By
    key: SigningKey
    above: Grant | None
    first_day: datetime.date
    last_day: datetime.date
    low: int
    high: int
    partner: int

    @property
    def gives(self) -> GrantKind:
        """What it makes of those whom it grants."""
        return GrantKind.COORDINATOR if self.by == "root" else GrantKind.DEVICE

    def __repr__(self) -> str:
        return f"Issuer({self.by})"


def root_issuer(desk: Desk) -> Issuer | None:
    """The programme itself, where this desk keeps its root key."""
    root = desk.root_key
    if root is None or desk.practising:
        return None
    days = desk.programme.issued, desk.programme.expires
    return Issuer("root", root, None, *days, 0, LAST_DEVICE, 0)


def coordinator_issuer(desk: Desk) -> Issuer | None:
    """This desk as a coordinator, where it has that grant."""
    office = desk.office
    if office is None or desk.practising:
        return None
    terms = office.terms
    days = terms.first_day, terms.last_day
    return Issuer("coordinator", desk.signing_key, office, *days, terms.serial_low, terms.serial_high, terms.partner)


def issuers(desk: Desk) -> tuple[Issuer, ...]:
    """All in whose name this desk may give, the root key first."""
    return tuple(one for one in (root_issuer(desk), coordinator_issuer(desk)) if one is not None)


def require_issuers(desk: Desk) -> tuple[Issuer, ...]:
    """The same. Raises KnownError `practice` or `no_office` where there is none."""
    if desk.practising:
        raise practising()
    found = issuers(desk)
    if not found:
        raise KnownError(
            "no_office",
            Message("This desk cannot give grants: it has neither the root key nor a coordinator's grant."),
            Message("Ask the programme's office for a coordinator's grant first."),
        )
    return found


def practising() -> KnownError:
    """A desk on the demonstration has nothing to do with grants."""
    return KnownError(
        "practice",
        Message("This desk is for practice, so it cannot give grants."),
        Message("Join the programme with its file first."),
    )
