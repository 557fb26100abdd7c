"""In whose name this desk may grant and revoke: the programme's, if it keeps the root key, or a coordinator's.

Grants are stored as an office gives them, and as it learns about them again from its own key list."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.office import Given
from bsuh_desktop.trust.grants import LAST_DEVICE, Grant, GrantKind
from bsuh_desktop.trust.key_list import KeyList
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


def remember(desk: Desk, taken: KeyList) -> None:
    """Stores the grants of an own key list that came from a stick, so that a recovered desk gives no number twice."""
    issuer = next((one for one in issuers(desk) if one.key.public == taken.issuer), None)
    if issuer is None:
        return
    known = {one.key for one in desk.store.office.all(issuer.gives)}
    for grant in taken.given():
        # For one key the newest grant comes last and wins.
        if grant.terms.subject not in known:
            desk.store.office.give(given_of(grant, day=taken.issued))


def given_of(grant: Grant, day: datetime.date, recipient: str = "", label: str = "", continues: bytes = b"") -> Given:
    """A grant as the office stores it."""
    terms = grant.terms
    return Given(
        name=grant.name(),
        key=terms.subject,
        kind=int(terms.kind),
        low=terms.serial_low,
        high=terms.serial_high,
        grant_bytes=grant.encode(),
        recipient=recipient,
        label=label,
        given_on=day.isoformat(),
        continues=continues,
    )
