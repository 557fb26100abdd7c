"""In whose name this desk may grant and revoke: the programme's, if it keeps the root key, or a coordinator's."""

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
    """Who signs, and within which bounds."""

    by: By
    key: SigningKey
    above: Grant | None
    """The coordinator's own grant; None for the root key."""
    first_day: datetime.date
    """The first day, inclusive."""
    last_day: datetime.date
    """The last day, inclusive."""
    low: int
    """The first device number."""
    high: int
    """The last device number, inclusive."""
    partner: int
    """The only partner; 0 for any."""

    @property
    def gives(self) -> GrantKind:
        """The kind of grants that it gives."""
        return GrantKind.COORDINATOR if self.by == "root" else GrantKind.DEVICE

    def __repr__(self) -> str:
        return f"Issuer({self.by})"


def root_issuer(desk: Desk) -> Issuer | None:
    """The programme itself, if this desk keeps its root key; else None."""
    root = desk.root_key
    if root is None or desk.practising:
        return None
    days = desk.programme.issued, desk.programme.expires
    return Issuer("root", root, None, *days, 0, LAST_DEVICE, 0)


def coordinator_issuer(desk: Desk) -> Issuer | None:
    """This desk as a coordinator, if it has that grant; else None."""
    office = desk.coordinator_grant
    if office is None or desk.practising:
        return None
    terms = office.terms
    days = terms.first_day, terms.last_day
    return Issuer("coordinator", desk.signing_key, office, *days, terms.serial_low, terms.serial_high, terms.partner)


def issuers(desk: Desk) -> tuple[Issuer, ...]:
    """All issuers of this desk, the root key first."""
    return tuple(one for one in (root_issuer(desk), coordinator_issuer(desk)) if one is not None)


def require_issuers(desk: Desk) -> tuple[Issuer, ...]:
    """The same. Raises KnownError `practice` or `no_office` if there is none."""
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
    """The error for a desk on the demonstration programme, which cannot use grants."""
    return KnownError(
        "practice",
        Message("This desk is for practice, so it cannot give grants."),
        Message("Join the programme with its file first."),
    )
