"""Grants as an office stores them, and as it learns about them again from its own key list."""

from __future__ import annotations

import datetime

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.issuers import issuers
from bsuh_desktop.store.given_grants import Given
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.key_list import KeyList


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
